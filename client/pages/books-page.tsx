import type { PageOf } from '../../server/contract/pages.ts';
import { BookGrid } from '../ui/book-grid.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { hueClass } from '../ui/lesson-place.ts';
import type { Locale } from '../ui/locale.ts';
import { Shell } from '../ui/shell.tsx';
import type { PageDocument } from './page-document.ts';

/** Every textbook, by stage and subject. */
export function composeBooksPage({ shell, stages }: PageOf<'books'>, locale: Locale): PageDocument {
  const words = locale.words.books;
  return {
    title: words.title,
    description: words.intro,
    kind: 'public',
    body: (
      <Shell shell={shell} locale={locale} place="books" search>
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
              <a key={stage.slug} class="chip" href={`#${stage.slug}`}>
                {stage.name}
              </a>
            ))}
          </nav>
        )}
        {stages.map((stage) => (
          <section key={stage.slug} class="section" id={stage.slug}>
            <h2 class="books-stage">{stage.name}</h2>
            {stage.subjects.map((subject) => (
              <div key={subject.slug} class={`books-subject ${hueClass(subject.slug)}`}>
                <h3>{subject.name}</h3>
                <BookGrid books={subject.books} locale={locale} subjects={false} />
              </div>
            ))}
          </section>
        ))}
      </Shell>
    ),
  };
}
