import type { Entry, ResultList, Round } from '../../../server/contract/rounds.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { WarningIcon } from '../../ui/icons.tsx';
import type { Locale } from '../../ui/locale.ts';
import { Seal } from '../../ui/seal.tsx';

/** Who stands where, by the scores; what somebody should look at is marked. */
export function ResultsTable({ results, locale }: { results: ResultList; locale: Locale }) {
  const words = locale.words.rounds;
  return (
    <DataTable
      caption={results.round.state === 'closed' ? words.resultsTitle : words.rankingTitle}
      rows={results.items}
      rowKey={({ number }) => number}
      columns={[
        { key: 'rank', head: words.entryRank, numeric: true, cell: ({ rank }) => rank ?? '—' },
        {
          key: 'lesson',
          head: words.entryLesson,
          main: true,
          cell: ({ lesson, awarded, vetoed, flags }) => (
            <>
              <span class="result-title">
                <a href={`/lessons/${lesson.id}`}>{lesson.title}</a>
                {awarded && <Seal level={results.round.level} language={locale.language} />}
                {vetoed && <span class="state-chip state-chip-wrong">{words.resultVetoed}</span>}
              </span>
              <p class="small secondary dotted">
                <span>{lesson.teacher.name}</span>
                <span>{lesson.school.name}</span>
              </p>
              {flags?.map((flag) => (
                <p key={flag} class="flag">
                  <WarningIcon size={16} />
                  <span>{words[`flag.${flag}`]}</span>
                </p>
              ))}
            </>
          ),
        },
        {
          key: 'number',
          head: words.entryNumber,
          cell: ({ number }) => <span class="unbroken">{number}</span>,
        },
        {
          key: 'score',
          head: words.entryScore,
          numeric: true,
          cell: ({ score }) => (score === null ? '—' : <b>{roundScore(score)}</b>),
        },
        { key: 'reviews', head: words.resultReviews, numeric: true, cell: ({ reviews }) => reviews },
        {
          key: 'spread',
          head: words.resultSpread,
          numeric: true,
          cell: ({ spread }) => (typeof spread !== 'number' ? '—' : roundScore(spread)),
        },
      ]}
    />
  );
}

interface EntriesTableProps {
  entries: readonly Entry[];
  round: Round;
  locale: Locale;
}

/** The lessons of a round with those who review them. */
export function EntriesTable({ entries, locale }: EntriesTableProps) {
  const words = locale.words.rounds;
  return (
    <DataTable
      caption={words.entriesTitle}
      rows={entries}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'number',
          head: words.entryNumber,
          cell: ({ number }) => <span class="unbroken">{number}</span>,
        },
        {
          key: 'lesson',
          head: words.entryLesson,
          main: true,
          cell: ({ lesson }) => <a href={`/lessons/${lesson.id}`}>{lesson.title}</a>,
        },
        {
          key: 'teacher',
          head: words.entryTeacher,
          cell: ({ lesson }) => `${lesson.teacher.name} · ${lesson.school.name}`,
        },
        {
          key: 'reviewers',
          head: words.entryReviewers,
          cell: ({ reviewers }) =>
            reviewers.length === 0 ? (
              <span class="secondary">{words.entryNoReviewers}</span>
            ) : (
              <ul class="entry-reviewers">
                {reviewers.map(({ id, name, state }) => (
                  <li key={id}>
                    {name} <span class={`review-${state} small`}>{words[`review.${state}`]}</span>
                  </li>
                ))}
              </ul>
            ),
        },
      ]}
    />
  );
}

const roundScore = (score: number) => Math.round(score * 100) / 100;
