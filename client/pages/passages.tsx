import type { Passage } from '../../server/contract/search.ts';
import type { Words } from '../../server/contract/words/dictionary.ts';
import { Highlight } from '../ui/highlight.tsx';
import { wordOf } from './search-words.ts';

interface PassagesProps {
  passages: readonly Passage[];
  words: Words<'search'>;
}

/** Where else than in its title a lesson matched. */
export function Passages({ passages, words }: PassagesProps) {
  return (
    <>
      {passages.map(({ field, text, ranges }) => (
        <p key={field} class="search-passage">
          <span class="search-passage-field">{wordOf(words, 'passage', field)}</span>
          <Highlight text={text} ranges={ranges} />
        </p>
      ))}
    </>
  );
}
