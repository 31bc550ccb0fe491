import { fill } from '../../server/contract/words/words.ts';
import { Highlight } from '../ui/highlight.tsx';
import type { SuggestionWords } from './search-box.tsx';
import { markTyped, type SuggestionGroup } from './suggestion-options.ts';
import { type Combobox, listId, optionId } from './use-combobox.ts';

interface SuggestionListProps {
  box: Combobox;
  words: SuggestionWords;
}

/** What may be meant, under the box and over the page: nothing moves when it comes or goes. */
export function SuggestionList({ box, words }: SuggestionListProps) {
  let first = 0;
  const groups = box.groups.map((group) => {
    const from = first;
    first += group.options.length;
    return { group, from };
  });
  return (
    <>
      <div
        class="suggestions"
        id={listId}
        role="listbox"
        aria-label={words.suggest}
        tabIndex={-1}
        hidden={!box.shown}
        // The focus stays in the box, so that pressing here does not close the list.
        onMouseDown={(event) => event.preventDefault()}
        onPointerDown={() => box.hold(true)}
        onPointerUp={() => box.hold(false)}
        onPointerCancel={() => box.hold(false)}
      >
        {box.shown &&
          groups.map(({ group, from }) => (
            <Group key={group.name} group={group} from={from} box={box} words={words} />
          ))}
      </div>
      <span class="visually-hidden" role="status">
        {box.shown ? fill(words['suggest.count'], { count: box.count }) : ''}
      </span>
    </>
  );
}

interface GroupProps extends SuggestionListProps {
  group: SuggestionGroup;
  /** The number of its first option in the whole list. */
  from: number;
}

function Group({ group, from, box, words }: GroupProps) {
  const nameId = `${listId}-${group.name}`;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of options is no <fieldset>
    <div role="group" aria-labelledby={nameId}>
      <div class="suggestion-group" id={nameId} role="presentation">
        {words[`suggest.${group.name}`]}
      </div>
      {group.options.map(({ href, text, detail }, place) => (
        <a
          key={href}
          class="suggestion"
          id={optionId(from + place)}
          role="option"
          aria-selected={box.active === from + place}
          tabIndex={-1}
          href={href}
          onClick={box.close}
        >
          <span class="suggestion-text">
            <Highlight text={text} ranges={markTyped(text, box.typed)} />
          </span>
          {detail && <span class="suggestion-detail">{detail}</span>}
        </a>
      ))}
    </div>
  );
}
