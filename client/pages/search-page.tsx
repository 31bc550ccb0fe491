import type { PageOf } from '../../server/contract/pages.ts';
import type { SearchHit } from '../../server/contract/search.ts';
import { joinNames } from '../../server/contract/words/join-names.ts';
import { fill } from '../../server/contract/words/words.ts';
import { SearchForm } from '../search-box/search-form.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { formatNumber } from '../ui/format.ts';
import { FiltersIcon } from '../ui/icons.tsx';
import { LessonCard } from '../ui/lesson-card.tsx';
import type { Locale } from '../ui/locale.ts';
import { Notice } from '../ui/notice.tsx';
import { Section } from '../ui/section.tsx';
import { Shell } from '../ui/shell.tsx';
import { ContentsPlaces } from './contents-places.tsx';
import { NothingFound } from './nothing-found.tsx';
import type { PageDocument } from './page-document.ts';
import { Passages } from './passages.tsx';
import { SearchChips } from './search-chips.tsx';
import { Facets } from './search-facets.tsx';
import { keptFilters, searchPlace, wordOf } from './search-words.ts';

/** One box, what was understood, filters, results. All of it links and forms. */
export function composeSearchPage(model: PageOf<'search'>, locale: Locale): PageDocument {
  const words = locale.words.search;
  const { shell, q, hits, nearest, chosen, facets, nextHref } = model;
  return {
    title: q ? fill(words.titleFor, { q }) : words.title,
    kind: 'public',
    body: (
      <Shell shell={shell} locale={locale} place={searchPlace(shell.address)}>
        <h1 class="visually-hidden">{q ? fill(words.titleFor, { q }) : words.title}</h1>
        <SearchForm locale={locale} q={q} keep={keptFilters(shell.address)} />
        <SearchChips model={model} words={words} />
        <div class="search-columns">
          <aside class="search-side" aria-label={words.filters}>
            <details class="search-sheet">
              <summary>
                <FiltersIcon size={18} />
                <span>
                  {chosen.length > 0 ? fill(words.filtersChosen, { count: chosen.length }) : words.filters}
                </span>
              </summary>
              <Facets facets={facets} words={words} />
            </details>
            <div class="search-facets">
              <Facets facets={facets} words={words} returning />
            </div>
          </aside>
          <div class="search-results">
            {model.fallback && <Notice kind="warning">{words.fallback}</Notice>}
            {model.corrected && <Notice kind="info">{fill(words.corrected, model.corrected)}</Notice>}
            {hits.length > 0 && (
              <div class="search-head">
                <p>{totalWords(model.total, locale)}</p>
                <ul class="search-sort" aria-label={words.sort}>
                  {model.sort.map((sort) => (
                    <li key={sort.slug}>
                      <a href={sort.href} aria-current={sort.chosen ? 'true' : undefined}>
                        {wordOf(words, 'sort', sort.slug)}
                      </a>
                    </li>
                  ))}
                </ul>
              </div>
            )}
            {hits.length === 0 && <NothingFound model={model} locale={locale} />}
            <Hits hits={hits} locale={locale} />
            {nextHref && (
              <p class="search-next">
                <ButtonLink href={nextHref}>{words.next}</ButtonLink>
              </p>
            )}
            {nearest.length > 0 && (
              <Section title={nearestTitle(model, locale)}>
                <Hits hits={nearest} locale={locale} />
              </Section>
            )}
          </div>
        </div>
      </Shell>
    ),
  };
}

function Hits({ hits, locale }: { hits: readonly SearchHit[]; locale: Locale }) {
  return (
    <ul class="lesson-grid search-hits">
      {hits.map((hit) => (
        <li key={hit.lesson.id}>
          <LessonCard lesson={hit.lesson} locale={locale} highlights={hit.highlights} heading="h2">
            <Passages passages={hit.passages} words={locale.words.search} />
            <ContentsPlaces hit={hit} locale={locale} />
          </LessonCard>
        </li>
      ))}
    </ul>
  );
}

function totalWords(total: number, { words, language }: Locale): string {
  // Above a thousand it is an estimate, which is no figure to print.
  if (total > 1000) return words.search.resultsMany;
  return fill(words.search.results, { count: formatNumber(total, language) });
}

function nearestTitle({ nearestBeyond }: PageOf<'search'>, { words: { search }, language }: Locale): string {
  return nearestBeyond.length === 0
    ? search.nearest
    : fill(search.nearestBeyond, { names: joinNames(nearestBeyond, language) });
}
