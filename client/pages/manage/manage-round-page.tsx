import type { PageOf } from '../../../server/contract/pages.ts';
import { fill } from '../../../server/contract/words/words.ts';
import { Island } from '../../islands/island.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatDate, formatDay } from '../../ui/format.ts';
import { ChevronLeftIcon } from '../../ui/icons.tsx';
import type { Locale } from '../../ui/locale.ts';
import { Notice } from '../../ui/notice.tsx';
import { Progress } from '../../ui/progress.tsx';
import type { PageDocument } from '../page-document.ts';
import { AssignForm } from './assign-form.tsx';
import { CloseForm } from './close-form.tsx';
import { composeManage } from './compose-manage.tsx';
import { EntriesTable, ResultsTable } from './results-table.tsx';
import { RoundChangeForm } from './round-change-form.tsx';
import { countByReviewer } from './round-stage.ts';
import { RubricView } from './rubric-view.tsx';

/** One round from its entries to its results. */
export function composeManageRoundPage(model: PageOf<'manage-round'>, locale: Locale): PageDocument {
  const { shell, round, entries, reviewers, results } = model;
  const { rounds: words, common } = locale.words;
  const { language, timeZone } = locale;
  const day = (date: string) => formatDay(date, language);
  const islandWords = { rounds: words, common };
  const { assigned, submitted } = round.counts;
  const closed = round.state === 'closed';
  return composeManage({
    ...{ shell, locale, place: 'rounds', title: round.name },
    intro: (
      <>
        <a class="back-link" href="/manage/rounds">
          <ChevronLeftIcon size={16} />
          <span>{words.back}</span>
        </a>
        <p class="dotted">
          <span>{words[`level.${round.level}`]}</span>
          <span>{round.organisation.name}</span>
          <span>
            {fill(words.datesEntries, { from: day(round.opensOn), until: day(round.entriesUntil) })}
          </span>
          <span>{fill(words.datesReviews, { date: day(round.reviewsUntil) })}</span>
          <span>{fill(words.factAwards, { count: round.awards })}</span>
          <span>{fill(words.factReviews, { count: round.reviewsPerEntry })}</span>
        </p>
      </>
    ),
    action: closed ? undefined : (
      <span class="cluster">
        <Island name="round-change-form" component={RoundChangeForm} props={{ round, words: islandWords }} />
        {round.state === 'reviewing' && (
          <Island name="close-form" component={CloseForm} props={{ round, words: islandWords }} />
        )}
      </span>
    ),
    children: (
      <div class="round-page">
        {round.closedAt && (
          <Notice kind="done">
            {fill(words.closed, { date: formatDate(round.closedAt, language, timeZone) })}
          </Notice>
        )}
        {assigned > 0 && !closed && (
          <Progress
            value={submitted / assigned}
            label={words.progressTitle}
            detail={fill(words.progressLine, { submitted, assigned })}
          />
        )}
        {results && (
          <section class="section" aria-labelledby="results-title">
            <h2 id="results-title">{closed ? words.resultsTitle : words.rankingTitle}</h2>
            {!closed && <p class="small secondary">{words.rankingHint}</p>}
            {results.items.length === 0 ? (
              <p class="secondary">{words.resultsNone}</p>
            ) : (
              <ResultsTable results={results} locale={locale} />
            )}
          </section>
        )}
        <section class="section" aria-labelledby="entries-title">
          <h2 id="entries-title">
            {words.entriesTitle} <span class="count figure">{entries.length}</span>
          </h2>
          {entries.length === 0 ? (
            <EmptyState title={words.entriesNone}>{words.entriesNoneHint}</EmptyState>
          ) : (
            <EntriesTable entries={entries} round={round} locale={locale} />
          )}
        </section>
        <section class="section" aria-labelledby="reviewers-title">
          <h2 id="reviewers-title">{words.reviewersTitle}</h2>
          <Island
            name="assign-form"
            component={AssignForm}
            props={{ round, reviewers, progress: countByReviewer(entries), language, words: islandWords }}
          />
        </section>
        <section class="section" aria-labelledby="rubric-title">
          <h2 id="rubric-title">{words.rubric}</h2>
          <div class="panel">
            <RubricView rubric={round.rubric.body} language={language} words={words} />
          </div>
        </section>
      </div>
    ),
  });
}
