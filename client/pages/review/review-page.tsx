import type { PageOf } from '../../../server/contract/pages.ts';
import type { Assignment } from '../../../server/contract/rounds.ts';
import { fill } from '../../../server/contract/words/words.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { DeskShell } from '../../ui/desk-shell.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatDay } from '../../ui/format.ts';
import { DoneIcon } from '../../ui/icons.tsx';
import type { Locale } from '../../ui/locale.ts';
import { Progress } from '../../ui/progress.tsx';
import type { PageDocument } from '../page-document.ts';

type ReviewRound = PageOf<'review'>['rounds'][number];

/** A reviewer's batches: how far each is, and on with it. */
export function composeReviewPage({ shell, rounds }: PageOf<'review'>, locale: Locale): PageDocument {
  const words = locale.words.review;
  const first = rounds.find(({ nextHref }) => nextHref !== null);
  return {
    title: words.title,
    kind: 'desk',
    body: (
      <DeskShell shell={shell} locale={locale} desk="review" title={words.title} intro={words.intro}>
        {rounds.length === 0 && <EmptyState title={words.empty}>{words.emptyHint}</EmptyState>}
        {rounds.map((batch) => (
          <Batch key={batch.round.id} batch={batch} primary={batch === first} locale={locale} />
        ))}
      </DeskShell>
    ),
  };
}

interface BatchProps {
  batch: ReviewRound;
  primary: boolean;
  locale: Locale;
}

function Batch({ batch, primary, locale }: BatchProps) {
  const { round, total, submitted, nextHref, assignments } = batch;
  const words = locale.words.review;
  const closed = round.state === 'closed';
  const begun = assignments.some(({ review }) => review.state !== 'none');
  return (
    <section class="panel batch" aria-labelledby={`round-${round.id}`}>
      <div class="panel-head">
        <div>
          <h2 id={`round-${round.id}`}>{round.name}</h2>
          <p class="small secondary dotted">
            <span>{round.organisation.name}</span>
            <span>{round.rubric.body.name}</span>
            <span>{fill(words.until, { date: formatDay(round.reviewsUntil, locale.language) })}</span>
          </p>
        </div>
        {nextHref !== null && !closed && (
          <ButtonLink look={primary ? 'primary' : 'plain'} href={nextHref}>
            {begun ? words.continue : words.begin}
          </ButtonLink>
        )}
      </div>
      <Progress
        value={total === 0 ? 0 : submitted / total}
        label={fill(words.progress, { submitted, total })}
      />
      {closed && <p class="secondary">{words.closed}</p>}
      {!closed && submitted === total && (
        <p class="done-words">
          <DoneIcon size={16} />
          <span>{words.allDone}</span>
        </p>
      )}
      <details class="batch-list">
        <summary>{words.listOf}</summary>
        <AssignmentTable assignments={assignments} locale={locale} />
      </details>
    </section>
  );
}

interface AssignmentTableProps {
  assignments: readonly Assignment[];
  locale: Locale;
}

function AssignmentTable({ assignments, locale }: AssignmentTableProps) {
  const words = locale.words.review;
  const tones = { none: 'plain', draft: 'waiting', submitted: 'done' } as const;
  return (
    <DataTable
      caption={words.listOf}
      rows={assignments}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'number',
          head: words.columnNumber,
          cell: ({ number }) => <span class="unbroken">{number}</span>,
        },
        {
          key: 'lesson',
          head: words.columnLesson,
          main: true,
          cell: ({ id, title }) => <a href={`/review/${id}`}>{title}</a>,
        },
        {
          key: 'state',
          head: words.columnState,
          cell: ({ review: { state } }) => (
            <span class={`state-chip state-chip-${tones[state]}`}>{words[`state.${state}`]}</span>
          ),
        },
        {
          key: 'total',
          head: words.columnTotal,
          numeric: true,
          cell: ({ review: { state, total } }) => (state === 'none' ? '—' : total),
        },
      ]}
    />
  );
}
