import { useEffect, useRef, useState } from 'preact/hooks';
import type { Dictionary } from '../../../server/contract/words/dictionary.ts';
import { formatTime } from '../../../server/contract/words/format-time.ts';
import { fill } from '../../../server/contract/words/words.ts';
import { RequestProblem, TextareaField } from '../../islands/form-fields.tsx';
import type { ApiError } from '../../ui/api.ts';
import { Button } from '../../ui/button.tsx';
import { Check } from '../../ui/field.tsx';

interface ReturnFormProps {
  /** Where the video was when it was decided, in seconds; 0: not started. */
  at: number;
  error: ApiError | null;
  busy: boolean;
  words: Pick<Dictionary, 'manage' | 'common'>;
  onSend(note: string, at: number | undefined): void;
  onCancel(): void;
}

/** Why a lesson goes back, and at which moment of the video that is seen. */
export function ReturnForm({ at, error, busy, words, onSend, onCancel }: ReturnFormProps) {
  const { manage, common } = words;
  const [note, setNote] = useState('');
  const [withTime, setWithTime] = useState(at > 0);
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    form.current?.querySelector('textarea')?.focus();
  }, []);

  return (
    <form
      class="return-form"
      noValidate
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        onSend(note.trim(), withTime ? at : undefined);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onCancel();
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.current?.requestSubmit();
      }}
    >
      {!error?.fields.note && <RequestProblem error={error} />}
      <TextareaField
        id="return-note"
        label={manage.checkNote}
        hint={manage.checkNoteHint}
        value={note}
        required
        maxLength={2000}
        problem={error?.fields.note}
        onValue={setNote}
      />
      {at > 0 && (
        <Check
          label={fill(manage.checkAt, { time: formatTime(at) })}
          checked={withTime}
          onChange={() => setWithTime(!withTime)}
        />
      )}
      <p class="form-actions">
        <Button type="submit" look="primary" disabled={busy}>
          {manage.checkSend}
        </Button>
        <Button onClick={onCancel}>{common.cancel}</Button>
      </p>
    </form>
  );
}
