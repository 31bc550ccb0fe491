import type { BookShelf, PageOf } from '../../server/contract/pages.ts';
import { fill } from '../../server/contract/words/words.ts';
import { BookGrid, countWords, OtherEditions } from '../ui/book-grid.tsx';
import { Chip } from '../ui/chip.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { hueClass } from '../ui/lesson-place.ts';
import type { Locale } from '../ui/locale.ts';
import { Section } from '../ui/section.tsx';
import { Shell } from '../ui/shell.tsx';
import type { PageDocument } from './page-document.ts';

/** The way to a book: stage and subject, then the books of that subject. */
export function composeBooksPage({ shell, stages, shelf }: PageOf<'books'>, locale: Locale): PageDocument {
  const words = locale.words.books;
  const title = shelf
    ? fill(words.stageSubject, { stage: shelf.stage.name, subject: shelf.subject.name })
    : words.title;
  return {
    title,
    description: words.intro,
    kind: 'public',
    body: (
      <Shell shell={shell} locale={locale} place="books">
        {shelf ? (
          <Shelf shelf={shelf} title={title} locale={locale} />
        ) : (
          <Stages stages={stages} locale={locale} />
        )}
      </Shell>
    ),
  };
}

function Stages({ stages, locale }: { stages: PageOf<'books'>['stages']; locale: Locale }) {
  const words = locale.words.books;
  return (
    <>
      <h1>{words.title}</h1>
      <p class="secondary">{words.intro}</p>
      {stages.length === 0 && (
        <div class="section">
          <EmptyState title={words.empty} action={{ href: '/search', label: words.emptyAction }}>
            {words.emptyText}
          </EmptyState>
        </div>
      )}
      {stages.length > 1 && (
        <nav class="books-stages" aria-label={words.stages}>
          {stages.map((stage) => (
            <Chip key={stage.slug} href={`#${stage.slug}`}>
              {stage.name}
            </Chip>
          ))}
        </nav>
      )}
      {stages.map((stage) => (
        <section key={stage.slug} class="section" id={stage.slug}>
          <h2 class="books-stage">{stage.name}</h2>
          <ul class="subject-grid">
            {stage.subjects.map((subject) => (
              <li key={subject.slug}>
                <a
                  class={`subject-tile ${hueClass(subject.slug)}${subject.lessons === 0 ? ' subject-tile-empty' : ''}`}
                  href={subject.href}
                >
                  <span class="subject-tile-name">{subject.name}</span>
                  <span class="secondary small figure">{countWords(subject.lessons, locale)}</span>
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function Shelf({ shelf, title, locale }: { shelf: BookShelf; title: string; locale: Locale }) {
  const words = locale.words.books;
  const { stage, subject, grades, groups, others } = shelf;
  const otherCount = others.reduce((sum, { books }) => sum + books.length, 0);
  return (
    <>
      <div class={`book-head ${hueClass(subject.slug)}`}>
        <nav class="dotted secondary" aria-label={words.path}>
          <a href="/books">{words.title}</a>
          <a href={stage.href}>{stage.name}</a>
        </nav>
        <h1>{title}</h1>
      </div>
      {grades.length > 1 && (
        <nav class="books-stages" aria-label={words.grades}>
          {grades.map((grade) => (
            <Chip key={grade.slug} href={grade.href} chosen={grade.chosen}>
              {grade.name}
            </Chip>
          ))}
        </nav>
      )}
      {groups.length === 0 && <p class="section secondary">{words.noFirst}</p>}
      {groups.map(({ name, books }) => (
        <Section key={name} title={name || words.byStandard}>
          <BookGrid books={books} locale={locale} subjects={false} />
        </Section>
      ))}
      {otherCount > 0 && (
        <div class="section">
          <OtherEditions count={otherCount} locale={locale}>
            {others.map(({ name, books }) => (
              <div key={name} class="other-edition">
                <h2>{name || words.byStandard}</h2>
                <ul class="other-books">
                  {books.map((book) => (
                    <li key={book.id}>
                      <a href={`/books/${book.id}`}>{book.name}</a>
                      {book.lessons > 0 && (
                        <span class="secondary small figure">{countWords(book.lessons, locale)}</span>
                      )}
                    </li>
                  ))}
                </ul>
              </div>
            ))}
          </OtherEditions>
        </div>
      )}
    </>
  );
}
