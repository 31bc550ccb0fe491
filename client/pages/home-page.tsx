import type { PageOf } from '../../server/contract/pages.ts';
import { fill } from '../../server/contract/words/words.ts';
import { SearchForm } from '../search-box/search-form.tsx';
import { BookGrid, OtherEditions } from '../ui/book-grid.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { formatNumber } from '../ui/format.ts';
import { LessonGrid } from '../ui/lesson-card.tsx';
import type { Locale } from '../ui/locale.ts';
import { Section } from '../ui/section.tsx';
import { Shell } from '../ui/shell.tsx';
import { awardedAddress } from '../ui/site-places.ts';
import type { PageDocument } from './page-document.ts';

/** Search, my grade's books, the newest, the awarded. */
export function composeHomePage(model: PageOf<'home'>, locale: Locale): PageDocument {
  const words = locale.words.home;
  const { shell, grades, books, otherBooks, newest, awarded, examples, totals } = model;
  const grade = grades.find((choice) => choice.chosen);
  const count = (value: number) => formatNumber(value, locale.language);
  return {
    title: shell.library.name,
    kind: 'public',
    body: (
      <Shell shell={shell} locale={locale} place="home">
        <div class="home-search">
          <h1>{words.question}</h1>
          <SearchForm
            locale={locale}
            label={words.find}
            placeholder={words.placeholder}
            submit={words.find}
          />
          {examples.length > 0 && (
            <ul class="home-examples" aria-label={words.examples}>
              {examples.map((example) => (
                <li key={example}>
                  <a href={`/search?q=${encodeURIComponent(example)}`}>{example}</a>
                </li>
              ))}
            </ul>
          )}
        </div>

        <Section title={words.myGrade} more={{ href: '/books', label: words.allBooks }}>
          <ul class="grade-grid">
            {grades.map((choice) => (
              <li key={choice.slug}>
                <a href={choice.href} aria-current={choice.chosen ? 'true' : undefined}>
                  {choice.name}
                </a>
              </li>
            ))}
          </ul>
          {grade && books.length + otherBooks.length > 0 && (
            <div class="home-books">
              <h3 class="visually-hidden">{fill(words.booksOf, { grade: grade.name })}</h3>
              {books.length > 0 && <BookGrid books={books} locale={locale} />}
              {otherBooks.length > 0 && (
                <OtherEditions count={otherBooks.length} locale={locale}>
                  <BookGrid books={otherBooks} locale={locale} />
                </OtherEditions>
              )}
            </div>
          )}
        </Section>

        {newest.length === 0 && (
          <div class="section">
            <EmptyState title={words.emptyTitle} action={{ href: '/sign-in', label: words.emptyAction }}>
              {words.emptyText}
            </EmptyState>
          </div>
        )}
        {newest.length > 0 && (
          <Section title={words.newest} more={{ href: '/lessons?sort=newest', label: words.allNewest }}>
            <LessonGrid lessons={newest} locale={locale} />
          </Section>
        )}
        {awarded.length > 0 && (
          <Section title={words.awarded} more={{ href: awardedAddress, label: words.allAwarded }}>
            <LessonGrid lessons={awarded} locale={locale} />
          </Section>
        )}
        {totals.lessons > 0 && (
          <p class="home-totals secondary">
            {fill(words.totals, {
              lessons: count(totals.lessons),
              schools: count(totals.schools),
              awarded: count(totals.awarded),
            })}
          </p>
        )}
      </Shell>
    ),
  };
}
