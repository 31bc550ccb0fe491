import type { PageOf } from '../../../server/contract/pages.ts';
import type { Organisation } from '../../../server/contract/people.ts';
import type { Round } from '../../../server/contract/rounds.ts';
import { fill } from '../../../server/contract/words/words.ts';
import { Island } from '../../islands/island.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatDay } from '../../ui/format.ts';
import type { Locale } from '../../ui/locale.ts';
import type { PageDocument } from '../page-document.ts';
import { composeManage } from './compose-manage.tsx';
import { RoundForm } from './round-form.tsx';
import { describeStage } from './round-stage.ts';

/** All rounds one runs or has to do with, and a new one. */
export function composeManageRoundsPage(model: PageOf<'manage-rounds'>, locale: Locale): PageDocument {
  const { shell, rounds: items, programmes, rubrics, organisations, today } = model;
  const { rounds: words, common } = locale.words;
  const { language } = locale;
  const props = { programmes, rubrics, organisations, today, language, words: { rounds: words, common } };
  return composeManage({
    ...{ shell, locale, place: 'rounds', title: words.title, intro: words.intro },
    action: (
      <a class="button" href="#new-round">
        {words.new}
      </a>
    ),
    children: (
      <>
        {items.length === 0 ? (
          <EmptyState title={words.empty}>{words.emptyHint}</EmptyState>
        ) : (
          <RoundsTable rounds={items} managed={organisations} today={today} locale={locale} />
        )}
        <section class="section" id="new-round" aria-labelledby="new-round-title">
          <h2 id="new-round-title">{words.newTitle}</h2>
          <Island name="round-form" component={RoundForm} props={props} />
        </section>
      </>
    ),
  });
}

interface RoundsTableProps {
  rounds: readonly Round[];
  /** Whose rounds one runs; others are named without a way in. */
  managed: readonly Pick<Organisation, 'id'>[];
  today: string;
  locale: Locale;
}

function RoundsTable({ rounds, managed, today, locale }: RoundsTableProps) {
  const words = locale.words.rounds;
  const day = (date: string) => formatDay(date, locale.language);
  return (
    <DataTable
      caption={words.title}
      rows={rounds}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'name',
          head: words.columnName,
          main: true,
          cell: ({ id, name, organisation }) => (
            <>
              {managed.some((one) => one.id === organisation.id) ? (
                <a href={`/manage/rounds/${id}`}>{name}</a>
              ) : (
                name
              )}
              <p class="small secondary">{organisation.name}</p>
            </>
          ),
        },
        {
          key: 'state',
          head: words.columnState,
          cell: (round) => {
            const { text, tone } = describeStage(round, today, words);
            return <span class={`state-chip state-chip-${tone}`}>{text}</span>;
          },
        },
        {
          key: 'dates',
          head: words.columnDates,
          cell: ({ opensOn, entriesUntil, reviewsUntil }) => (
            <span class="round-dates">
              <span>{fill(words.datesEntries, { from: day(opensOn), until: day(entriesUntil) })}</span>
              <span>{fill(words.datesReviews, { date: day(reviewsUntil) })}</span>
            </span>
          ),
        },
        { key: 'entries', head: words.columnEntries, numeric: true, cell: ({ counts }) => counts.entries },
        {
          key: 'reviews',
          head: words.columnReviews,
          numeric: true,
          cell: ({ counts }) =>
            counts.assigned === 0
              ? '—'
              : fill(words.progress, { submitted: counts.submitted, assigned: counts.assigned }),
        },
      ]}
    />
  );
}
