import { useState } from 'preact/hooks';
import type { NewOpenPeriod, OpenPeriod } from '../../../server/contract/open-periods.ts';
import type { Dictionary } from '../../../server/contract/words/dictionary.ts';
import { fill, type Language } from '../../../server/contract/words/words.ts';
import { RequestProblem } from '../../islands/form-fields.tsx';
import { useRequest } from '../../islands/use-request.ts';
import { askApi } from '../../ui/api.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatDay } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { PeriodForm } from './period-form.tsx';
import { calendarNow, countDays, openProposals, periodState, sortPeriods } from './period-state.ts';

export interface OpenPeriodsDeskProps {
  items: OpenPeriod[];
  proposed: NewOpenPeriod[];
  today: string;
  language: Language;
  words: Pick<Dictionary, 'manage' | 'common'>;
}

type Editing = { period: NewOpenPeriod; id: string | null };

/** The calendar of open periods: what holds today, what is set, what is proposed. */
export function OpenPeriodsDesk({ items, proposed, today, language, words }: OpenPeriodsDeskProps) {
  const { manage, common } = words;
  const [periods, setPeriods] = useState(items);
  const [editing, setEditing] = useState<Editing | null>(null);
  const [deleting, setDeleting] = useState<OpenPeriod | null>(null);
  const { busy, error, run, clear } = useRequest();
  const proposals = openProposals(proposed, periods);
  const dates = (period: NewOpenPeriod) =>
    `${formatDay(period.from, language, { year: true })} – ${formatDay(period.until, language, {
      year: period.from.slice(0, 4) !== period.until.slice(0, 4) || language === 'en',
    })}`;

  const add = (given: readonly NewOpenPeriod[]) =>
    run(async () => {
      for (const body of given) {
        const made = await askApi<OpenPeriod>('/api/open-periods', common, { method: 'POST', body });
        setPeriods((before) => [...before, made]);
      }
      setEditing(null);
    });

  const change = (id: string, body: NewOpenPeriod) =>
    run(async () => {
      const made = await askApi<OpenPeriod>(`/api/open-periods/${id}`, common, { method: 'PATCH', body });
      setPeriods((before) => before.map((period) => (period.id === id ? made : period)));
      setEditing(null);
    });

  const remove = (id: string) =>
    run(async () => {
      setDeleting(null);
      await askApi(`/api/open-periods/${id}`, common, { method: 'DELETE' });
      setPeriods((before) => before.filter((period) => period.id !== id));
    });

  function edit(next: Editing) {
    clear();
    setEditing(next);
  }

  return (
    <div class="stack">
      <NowNotice periods={periods} today={today} language={language} words={manage} />
      {!editing && <RequestProblem error={error} />}
      {proposals.length > 0 && (
        <section class="panel" aria-labelledby="proposed-title">
          <div class="panel-head">
            <div>
              <h2 id="proposed-title">{manage.periodsProposed}</h2>
              <p class="small secondary">{manage.periodsProposedHint}</p>
            </div>
            {proposals.length > 1 && (
              <Button look="primary" disabled={busy} onClick={() => void add(proposals)}>
                {manage.periodTakeAll}
              </Button>
            )}
          </div>
          <ul class="rows">
            {proposals.map((period) => (
              <li key={period.kind + period.from}>
                <div>
                  <b>{period.name}</b>
                  <p class="small secondary dotted">
                    <span>{dates(period)}</span>
                    <span>{fill(manage.periodDays, { days: countDays(period) })}</span>
                  </p>
                </div>
                <Button
                  small
                  disabled={busy}
                  aria-label={fill(manage.periodTakeOf, { name: period.name })}
                  onClick={() => void add([period])}
                >
                  {manage.periodTake}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section aria-labelledby="periods-title">
        <div class="panel-head">
          <h2 id="periods-title">{manage.periodsList}</h2>
          <Button
            onClick={() => edit({ id: null, period: { name: '', kind: 'other', from: today, until: today } })}
          >
            {manage.periodAdd}
          </Button>
        </div>
        {periods.length === 0 ? (
          <EmptyState title={manage.periodsEmpty} />
        ) : (
          <DataTable
            caption={manage.periodsList}
            rows={sortPeriods(periods)}
            rowKey={(period) => period.id}
            columns={[
              {
                key: 'name',
                head: manage.periodName,
                main: true,
                cell: (period) => (
                  <>
                    {period.name} <PeriodChip period={period} today={today} words={manage} />
                  </>
                ),
              },
              { key: 'kind', head: manage.periodKind, cell: ({ kind }) => manage[`periodKind.${kind}`] },
              {
                key: 'dates',
                head: manage.periodDates,
                cell: (period) => (
                  <span class="dotted">
                    <span>{dates(period)}</span>
                    <span>{fill(manage.periodDays, { days: countDays(period) })}</span>
                  </span>
                ),
              },
              {
                key: 'actions',
                head: manage.periodActions,
                numeric: true,
                cell: (period) => (
                  <span class="row-actions">
                    <Button
                      small
                      look="quiet"
                      aria-label={fill(manage.periodEditOf, { name: period.name })}
                      onClick={() => edit({ id: period.id, period })}
                    >
                      {manage.periodEdit}
                    </Button>
                    <Button
                      small
                      look="quiet"
                      aria-label={fill(manage.periodDeleteOf, { name: period.name })}
                      onClick={() => setDeleting(period)}
                    >
                      {manage.periodDelete}
                    </Button>
                  </span>
                ),
              },
            ]}
          />
        )}
      </section>
      <Dialog
        open={editing !== null}
        title={editing?.id ? fill(manage.periodEditOf, { name: editing.period.name }) : manage.periodAdd}
        closeLabel={common.close}
        onClose={() => setEditing(null)}
      >
        {editing && (
          <PeriodForm
            initial={toNew(editing.period)}
            {...{ error, busy, words }}
            onSave={(period) => void (editing.id ? change(editing.id, period) : add([period]))}
            onCancel={() => setEditing(null)}
          />
        )}
      </Dialog>
      <ConfirmDialog
        open={deleting !== null}
        title={fill(manage.periodDeleteTitle, { name: deleting?.name ?? '' })}
        words={{ ...common, confirm: manage.periodDelete }}
        onConfirm={() => deleting && void remove(deleting.id)}
        onClose={() => setDeleting(null)}
      >
        <p>{manage.periodDeleteBody}</p>
      </ConfirmDialog>
    </div>
  );
}

/** Without the id: a change says what the period is to be. */
const toNew = ({ name, kind, from, until }: NewOpenPeriod): NewOpenPeriod => ({ name, kind, from, until });

interface TodayProps {
  today: string;
  words: Dictionary['manage'];
}

function NowNotice({
  periods,
  today,
  language,
  words,
}: TodayProps & { periods: readonly OpenPeriod[]; language: Language }) {
  const now = calendarNow(periods, today);
  switch (now.name) {
    case 'none':
      return <Notice kind="info">{words.periodsNowNone}</Notice>;
    case 'open': {
      const date = formatDay(now.period.until, language);
      return <Notice kind="done">{fill(words.periodsNowOpen, { name: now.period.name, date })}</Notice>;
    }
    case 'closed': {
      if (!now.next) return <Notice kind="warning">{words.periodsNowClosedNone}</Notice>;
      const date = formatDay(now.next.from, language);
      return <Notice kind="info">{fill(words.periodsNowClosed, { name: now.next.name, date })}</Notice>;
    }
    default:
      return now satisfies never;
  }
}

function PeriodChip({ period, today, words }: TodayProps & { period: OpenPeriod }) {
  const state = periodState(period, today);
  if (state === 'coming') return null;
  return (
    <span class={`state-chip state-chip-${state === 'now' ? 'done' : 'plain'}`}>
      {state === 'now' ? words.periodNow : words.periodPast}
    </span>
  );
}
