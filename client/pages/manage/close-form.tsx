import { useState } from 'preact/hooks';
import type { Round } from '../../../server/contract/rounds.ts';
import type { Dictionary } from '../../../server/contract/words/dictionary.ts';
import { fill } from '../../../server/contract/words/words.ts';
import { RequestProblem } from '../../islands/form-fields.tsx';
import { useRequest } from '../../islands/use-request.ts';
import { askApi } from '../../ui/api.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Check } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';

export interface CloseFormProps {
  round: Round;
  words: Pick<Dictionary, 'rounds' | 'common'>;
}

/** Ends a round for good, after saying what that means. */
export function CloseForm({ round, words }: CloseFormProps) {
  const { rounds: text, common } = words;
  const { busy, error, run } = useRequest();
  const [asking, setAsking] = useState(false);
  const [force, setForce] = useState(false);
  const missing = round.counts.assigned - round.counts.submitted;

  const close = () =>
    run(async () => {
      const body = missing > 0 ? { force: true } : {};
      await askApi(`/api/rounds/${round.id}/close`, common, { method: 'POST', body });
      location.reload();
    });

  return (
    <>
      <Button look={missing === 0 ? 'primary' : 'plain'} onClick={() => setAsking(true)}>
        {text.close}
      </Button>
      <Dialog
        open={asking}
        title={fill(text.closeTitle, { name: round.name })}
        closeLabel={common.close}
        onClose={() => setAsking(false)}
      >
        <div class="stack">
          <p>{fill(text.closeBody, { awards: round.awards, level: text[`level.${round.level}`] })}</p>
          <RequestProblem error={error} />
          {missing > 0 && (
            <>
              <Notice kind="warning">{fill(text.closeMissing, { count: missing })}</Notice>
              <Check label={text.closeForce} checked={force} onChange={() => setForce(!force)} />
            </>
          )}
        </div>
        <p class="dialog-actions">
          <Button onClick={() => setAsking(false)}>{common.cancel}</Button>
          <Button look="danger" disabled={busy || (missing > 0 && !force)} onClick={() => void close()}>
            {busy ? text.closing : text.close}
          </Button>
        </p>
      </Dialog>
    </>
  );
}
