import type { ComponentChildren } from 'preact';
import type { BookLink } from '../../server/contract/pages.ts';
import { fill } from '../../server/contract/words/words.ts';
import { formatNumber } from './format.ts';
import { hueClass } from './lesson-place.ts';
import type { Locale } from './locale.ts';

/** Books to open, each with the edge of its subject; those without lessons are quieter. */
export function BookGrid({
  books,
  locale,
  subjects = true,
}: {
  books: readonly BookLink[];
  locale: Locale;
  /** Each says its subject; false where a heading has said it. */
  subjects?: boolean;
}) {
  return (
    <ul class="book-grid">
      {books.map((book) => (
        <li key={book.id}>
          <a
            class={`book-tile ${hueClass(book.subject)}${book.lessons === 0 ? ' book-tile-empty' : ''}`}
            href={`/books/${book.id}`}
          >
            {subjects && <span class="book-tile-subject">{book.subjectName}</span>}
            <span class="book-tile-name" title={book.name}>
              {book.name}
            </span>
            <span class="book-tile-line dotted">
              {book.edition !== '' && <span>{book.edition}</span>}
              <span class="figure">{countWords(book.lessons, locale)}</span>
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}

/** Behind one line, with no script: the books of editions that are not in use here. */
export function OtherEditions({
  count,
  locale: { words, language },
  children,
}: {
  count: number;
  locale: Locale;
  children: ComponentChildren;
}) {
  return (
    <details class="other-editions">
      <summary>
        {words.books.otherEditions}
        <span class="secondary small figure">
          {fill(words.books.otherCount, { count: formatNumber(count, language) })}
        </span>
      </summary>
      {children}
    </details>
  );
}

/** How many lessons, in words: `12 节课`, `还没有课`. */
export function countWords(lessons: number, { words, language }: Locale): string {
  if (lessons === 0) return words.common.noLessons;
  if (lessons === 1) return words.common.oneLesson;
  return fill(words.common.lessons, { count: formatNumber(lessons, language) });
}
