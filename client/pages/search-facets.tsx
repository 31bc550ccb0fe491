import type { FacetChoice, PageOf } from '../../server/contract/pages.ts';
import type { Words } from '../../server/contract/words/dictionary.ts';
import { CheckIcon } from '../ui/icons.tsx';
import { wordOf } from './search-words.ts';

interface FacetsProps {
  facets: PageOf<'search'>['facets'];
  words: Words<'search'>;
}

/** Fields that are open from the start; the others open where something in them is chosen. */
const openAtFirst = ['stage', 'subject', 'grade', 'award'];

/** More values than these stand behind 展开全部. */
const shown = 8;

export function Facets({ facets, words }: FacetsProps) {
  return (
    <>
      {facets
        .filter(({ choices }) => choices.length > 0)
        .map(({ field, choices }) => (
          <details
            key={field}
            class="facet"
            open={openAtFirst.includes(field) || choices.some((choice) => choice.chosen)}
          >
            <summary>{wordOf(words, 'field', field)}</summary>
            <Choices choices={choices.slice(0, shown)} />
            {choices.length > shown && (
              <details class="facet-rest">
                <summary>{words.showAll}</summary>
                <Choices choices={choices.slice(shown)} />
              </details>
            )}
          </details>
        ))}
    </>
  );
}

function Choices({ choices }: { choices: readonly FacetChoice[] }) {
  return (
    <ul>
      {choices.map((choice) => (
        <li key={choice.slug}>
          <a
            class="facet-choice"
            href={choice.href}
            rel="nofollow"
            aria-current={choice.chosen ? 'true' : undefined}
          >
            <span class="facet-box">{choice.chosen && <CheckIcon size={14} />}</span>
            <span class="facet-name">{choice.name}</span>
            <span class="facet-count figure">{choice.count}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
