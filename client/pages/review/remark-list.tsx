import type { RefObject } from 'preact';
import type { ReviewDraft } from '../../../server/contract/rounds.ts';
import type { Words } from '../../../server/contract/words/dictionary.ts';
import { formatTime } from '../../../server/contract/words/format-time.ts';
import { fill } from '../../../server/contract/words/words.ts';
import { Button } from '../../ui/button.tsx';
import { CloseIcon } from '../../ui/icons.tsx';

interface RemarkListProps {
  remarks: ReviewDraft['remarks'];
  /** A remark that is being written: its moment and words so far. */
  writing: { at: number; text: string } | null;
  now: number;
  disabled: boolean;
  input: RefObject<HTMLInputElement | null>;
  words: Words<'review'>;
  onStart(): void;
  onWrite(text: string): void;
  onAdd(): void;
  onCancel(): void;
  onGo(at: number): void;
  onRemove(index: number): void;
}

/** Remarks by moment; a press on the moment goes there. */
export function RemarkList(props: RemarkListProps) {
  const { remarks, writing, now, disabled, input, words } = props;
  return (
    <section class="remarks" aria-labelledby="remarks-title">
      <div class="remarks-head">
        <h2 id="remarks-title">{words.remarks}</h2>
        {!disabled && !writing && (
          <Button small onClick={props.onStart}>
            {fill(words.remarkAdd, { time: formatTime(now) })}
          </Button>
        )}
      </div>
      {writing && (
        <form
          class="remark-form"
          onSubmit={(event) => {
            event.preventDefault();
            props.onAdd();
          }}
        >
          <span class="remark-time figure">{formatTime(writing.at)}</span>
          <input
            ref={input}
            class="input"
            type="text"
            maxLength={1000}
            value={writing.text}
            placeholder={words.remarkPlaceholder}
            aria-label={fill(words.remarkAdd, { time: formatTime(writing.at) })}
            onInput={(event) => props.onWrite(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape') props.onCancel();
            }}
          />
          <Button type="submit">{words.remarkSave}</Button>
        </form>
      )}
      {remarks.length === 0 && !writing && !disabled && (
        <p class="small secondary keys-hint">{words.remarksNone}</p>
      )}
      <ul>
        {remarks.map((remark, index) => (
          <li key={`${remark.at}-${remark.text}`}>
            <button
              type="button"
              class="remark-time figure"
              aria-label={fill(words.remarkGo, { time: formatTime(remark.at) })}
              onClick={() => props.onGo(remark.at)}
            >
              {formatTime(remark.at)}
            </button>
            <span class="remark-text">{remark.text}</span>
            {!disabled && (
              <button
                type="button"
                class="button button-quiet remark-delete"
                aria-label={fill(words.remarkDelete, { time: formatTime(remark.at) })}
                onClick={() => props.onRemove(index)}
              >
                <CloseIcon size={16} />
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
