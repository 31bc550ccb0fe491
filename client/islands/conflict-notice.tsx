import { useEffect, useRef } from 'preact/hooks';
import type { Words } from '../../server/contract/words/dictionary.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { type Facet, whatDiffers } from './what-differs.ts';

interface ConflictNoticeProps {
  /**
   * What stands in the form, and what was saved elsewhere, in the same order; what both were made from, where only
   * that of mine is saved which was changed.
   */
  before?: readonly Facet[];
  mine: readonly Facet[];
  theirs: readonly Facet[];
  words: Words<'conflict'>;
  /** Only what was saved elsewhere can be kept: it was handed in. */
  final?: boolean;
  /** The page with what was saved elsewhere, where no script runs. */
  href: string;
  /** The id of the form with what is mine. */
  form: string;
  onTakeTheirs(): void;
  onKeepMine(): void;
}

/** Something else was saved since the form was filled: what, and which of both is to be kept. */
export function ConflictNotice(props: ConflictNoticeProps) {
  const { words, final = false } = props;
  const differing = whatDiffers(props.mine, props.theirs, props.before);
  const notice = useRef<HTMLDivElement>(null);

  useEffect(() => {
    // Whoever is typing goes on; all others are where it says what has happened.
    if (!document.activeElement?.matches('input, textarea, select')) notice.current?.focus();
  }, []);

  function decide(decision: () => void) {
    decision();
    // The notice goes away, and with it the button that has the focus.
    document.getElementById(props.form)?.focus();
  }

  return (
    <div id="conflict" class="conflict" ref={notice} tabIndex={-1}>
      <Notice kind="warning" live title={final ? words.titleFinal : words.title}>
        <p>{differing.length === 0 ? words.same : words.body}</p>
        {differing.length > 0 && (
          <dl>
            {differing.map(({ name, mine, theirs, untouched }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>
                  <span class="conflict-side">{words.mine}</span>
                  <span class="lines">{mine === '' ? words.empty : mine}</span>
                </dd>
                <dd>
                  <span class="conflict-side">{words.theirs}</span>
                  <span class="lines">{theirs === '' ? words.empty : theirs}</span>
                </dd>
                {untouched && <dd class="small secondary">{words.untouched}</dd>}
              </div>
            ))}
          </dl>
        )}
        <p class="cluster">
          <ButtonLink
            small
            href={props.href}
            onClick={(event) => {
              event.preventDefault();
              decide(props.onTakeTheirs);
            }}
          >
            {words.takeTheirs}
          </ButtonLink>
          {!final && (
            <Button
              small
              type="submit"
              form={props.form}
              onClick={(event) => {
                event.preventDefault();
                decide(props.onKeepMine);
              }}
            >
              {words.keepMine}
            </Button>
          )}
        </p>
      </Notice>
    </div>
  );
}
