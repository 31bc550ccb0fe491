import { useState } from 'preact/hooks';
import type { AwardsReport } from '../../../server/contract/rounds.ts';
import { roundLevels } from '../../../server/contract/terms/levels.ts';
import type { Dictionary } from '../../../server/contract/words/dictionary.ts';
import { fill, type Language } from '../../../server/contract/words/words.ts';
import { RequestProblem, TextField } from '../../islands/form-fields.tsx';
import { useForm, useLeaveWarning } from '../../islands/use-form.ts';
import { useRequest } from '../../islands/use-request.ts';
import { askApi } from '../../ui/api.ts';
import { Button } from '../../ui/button.tsx';
import { termName } from '../../ui/lesson-place.ts';
import { readTotal } from './read-total.ts';

export interface TotalsFormProps {
  /** Slug; totals belong to one programme and year. */
  programme: string;
  report: AwardsReport;
  language: Language;
  words: Pick<Dictionary, 'reports' | 'common'>;
}

/** How many lessons each level has awarded in all: what the shares are of. */
export function TotalsForm({ programme, report, language, words }: TotalsFormProps) {
  const { reports: text, common } = words;
  const { busy, error, run } = useRequest();
  const initial = Object.fromEntries(report.rows.map(({ level, total }) => [level, total?.toString() ?? '']));
  const { values, dirty, set, reset, problems, check, ref } = useForm<Record<string, string>>(initial, error);
  const [checked, setChecked] = useState(false);
  useLeaveWarning(dirty);
  const wrong = report.rows.filter(
    ({ level, awarded }) => readTotal(values[level] ?? '', awarded) === 'wrong',
  );

  function submit(event: Event) {
    event.preventDefault();
    setChecked(true);
    if (!check(common)) return;
    const first = wrong[0];
    if (first) return document.getElementById(`total-${first.level}`)?.focus();
    void run(async () => {
      for (const { level, awarded, total: before } of report.rows) {
        const total = readTotal(values[level] ?? '', awarded);
        if (total === null || total === 'wrong' || total === before) continue;
        const body = { programme, year: report.year, level, total };
        await askApi('/api/reports/awards/totals', common, { method: 'PUT', body });
      }
      reset(values);
      // Shares are worked out by the server, in one place.
      location.reload();
    });
  }

  return (
    <form class="panel no-print" ref={ref} onSubmit={submit} noValidate>
      <h2>{text.totalsTitle}</h2>
      <p class="small secondary">{text.totalsHint}</p>
      <RequestProblem error={error} />
      <div class="field-grid totals-grid">
        {report.rows.map(({ level }) => (
          <TextField
            key={level}
            id={`total-${level}`}
            type="number"
            min={0}
            label={fill(text.totalOf, { level: termName(roundLevels, level, language) })}
            value={values[level] ?? ''}
            problem={
              problems[`total-${level}`] ??
              (checked && wrong.some((row) => row.level === level) ? text.totalWrong : undefined)
            }
            onValue={(value) => set({ [level]: value })}
          />
        ))}
      </div>
      <p class="form-actions">
        <Button type="submit" disabled={busy || !dirty}>
          {busy ? text.totalSaving : text.totalSave}
        </Button>
      </p>
    </form>
  );
}
