import type { FacetChoice, PageOf } from '../../server/contract/pages.ts';
import type { Words } from '../../server/contract/words/dictionary.ts';
import { fill } from '../../server/contract/words/words.ts';
import { CheckIcon } from '../ui/icons.tsx';
import { wordOf } from './search-words.ts';

interface FacetsProps {
  facets: PageOf<'search'>['facets'];
  words: Words<'search'>;
  /** Whether a choice leads back to itself on the next page, so that the keyboard goes on from there. */
  returning?: boolean;
}

/** Fields that are open from the start; the others open where something in them is chosen. */
const openAtFirst = ['stage', 'subject', 'grade', 'award'];

/** A list that is longer shows this many first, and what is chosen in it; the others stand behind 展开全部. */
const longestWhole = 12;
const shownFirst = 8;

export function Facets({ facets, words, returning = false }: FacetsProps) {
  return (
    <>
      {facets
        .filter(({ choices }) => choices.length > 0)
        .map(({ field, choices }) => {
          const { first, rest } = partChoices(choices);
          return (
            <details
              key={field}
              class="facet"
              open={openAtFirst.includes(field) || choices.some((choice) => choice.chosen)}
            >
              <summary>{wordOf(words, 'field', field)}</summary>
              <Choices choices={first} field={returning ? field : null} />
              {rest.length > 0 && (
                <details class="facet-rest">
                  <summary>{fill(words.showAll, { count: choices.length })}</summary>
                  <Choices choices={rest} field={returning ? field : null} />
                </details>
              )}
            </details>
          );
        })}
    </>
  );
}

/** What of a list is in sight from the start: what is chosen always is. */
function partChoices(choices: readonly FacetChoice[]): { first: FacetChoice[]; rest: FacetChoice[] } {
  const inSight = ({ chosen }: FacetChoice, place: number) =>
    choices.length <= longestWhole || place < shownFirst || chosen;
  return { first: choices.filter(inSight), rest: choices.filter((choice, place) => !inSight(choice, place)) };
}

function Choices({ choices, field }: { choices: readonly FacetChoice[]; field: string | null }) {
  const idOf = ({ slug }: FacetChoice) => (field === null ? undefined : `choice-${field}-${slug}`);
  return (
    <ul>
      {choices.map((choice) => (
        <li key={choice.slug} id={idOf(choice)}>
          <a
            class="facet-choice"
            href={field === null ? choice.href : `${choice.href}#${encodeURIComponent(idOf(choice)!)}`}
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
