import type { Words } from '../../server/contract/words/dictionary.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { type Facet, whatDiffers } from './what-differs.ts';

interface ConflictNoticeProps {
  /** What stands in the form, and what was saved elsewhere, in the same order. */
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
  const differing = whatDiffers(props.mine, props.theirs);
  return (
    <div id="conflict" class="conflict">
      <Notice kind="warning" live title={final ? words.titleFinal : words.title}>
        <p>{differing.length === 0 ? words.same : words.body}</p>
        {differing.length > 0 && (
          <dl>
            {differing.map(({ name, text }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd class="lines">{text === '' ? words.empty : text}</dd>
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
              props.onTakeTheirs();
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
                props.onKeepMine();
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
