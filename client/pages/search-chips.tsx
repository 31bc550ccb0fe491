import type { PageOf } from '../../server/contract/pages.ts';
import type { Words } from '../../server/contract/words/dictionary.ts';
import { fill } from '../../server/contract/words/words.ts';
import { Chip } from '../ui/chip.tsx';
import { wordOf } from './search-words.ts';

interface SearchChipsProps {
  model: PageOf<'search'>;
  words: Words<'search'>;
}

/** What the search goes by: what was understood of the words, and the filters; each can be taken away. */
export function SearchChips({ model, words }: SearchChipsProps) {
  const { q, understood, literalHref, clearHref } = model;
  const chosen = model.chosen.map((choice) => ({ ...choice, name: nameOf(choice, words) }));
  if (understood.length + chosen.length === 0) return null;
  return (
    <div class="search-chips">
      {understood.length > 0 && <span class="small secondary">{words.understood}</span>}
      {[...understood, ...chosen].map(({ name, removeHref }) => (
        <Chip
          key={`${name} ${removeHref}`}
          href={removeHref}
          chosen
          remove={fill(words.remove, { text: name })}
        >
          {name}
        </Chip>
      ))}
      {chosen.length > 1 && (
        <a class="search-chips-link" href={clearHref} rel="nofollow">
          {words.clear}
        </a>
      )}
      {literalHref && (
        <a class="search-chips-link" href={literalHref} rel="nofollow">
          {fill(words.literal, { q })}
        </a>
      )}
    </div>
  );
}

/** The name of a filter's value; of an id that is nobody's, what kind of thing it would be. */
export function nameOf(
  { field, name }: { field: string; name: string | null },
  words: Words<'search'>,
): string {
  return name ?? wordOf(words, 'field', field);
}
