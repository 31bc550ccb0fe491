import type { NewOpenPeriod } from '../../../server/contract/open-periods.ts';
import type { Dictionary } from '../../../server/contract/words/dictionary.ts';
import { DateField, RequestProblem, SelectField, TextField } from '../../islands/form-fields.tsx';
import { useForm } from '../../islands/use-form.ts';
import type { ApiError } from '../../ui/api.ts';
import { Button } from '../../ui/button.tsx';

interface PeriodFormProps {
  initial: NewOpenPeriod;
  error: ApiError | null;
  busy: boolean;
  words: Pick<Dictionary, 'manage' | 'common'>;
  onSave(period: NewOpenPeriod): void;
  onCancel(): void;
}

const kinds = ['winter', 'summer', 'national', 'other'] as const;

/** Name, kind, first and last day of an open period. */
export function PeriodForm({ initial, error, busy, words, onSave, onCancel }: PeriodFormProps) {
  const { manage, common } = words;
  const { values, set, ref } = useForm(initial, error);
  return (
    <form
      ref={ref}
      onSubmit={(event) => {
        event.preventDefault();
        onSave(values);
      }}
    >
      <RequestProblem error={error} />
      <TextField
        id="period-name"
        label={manage.periodName}
        value={values.name}
        required
        maxLength={50}
        problem={error?.fields.name}
        onValue={(name) => set({ name })}
      />
      <SelectField
        id="period-kind"
        label={manage.periodKind}
        value={values.kind}
        problem={error?.fields.kind}
        onValue={(value) => set({ kind: kinds.find((kind) => kind === value) ?? 'other' })}
        options={kinds.map((kind) => ({ value: kind, label: manage[`periodKind.${kind}`] }))}
      />
      <div class="field-grid">
        <DateField
          id="period-from"
          label={manage.periodFrom}
          value={values.from}
          required
          problem={error?.fields.from}
          onValue={(from) => set(values.until < from ? { from, until: from } : { from })}
        />
        <DateField
          id="period-until"
          label={manage.periodUntil}
          value={values.until}
          min={values.from}
          required
          problem={error?.fields.until}
          onValue={(until) => set({ until })}
        />
      </div>
      <p class="dialog-actions">
        <Button onClick={onCancel}>{common.cancel}</Button>
        <Button type="submit" look="primary" disabled={busy}>
          {manage.periodSave}
        </Button>
      </p>
    </form>
  );
}
