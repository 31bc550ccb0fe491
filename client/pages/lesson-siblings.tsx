import type { PageOf } from '../../server/contract/pages.ts';
import { formatDuration } from '../ui/format.ts';
import { Cover } from '../ui/lesson-card.tsx';
import type { Locale } from '../ui/locale.ts';
import { Section } from '../ui/section.tsx';

type Model = Pick<PageOf<'lesson'>, 'lesson' | 'siblings' | 'book'>;

/** The lessons of this unit in their order, this one among them. */
export function LessonSiblings({ lesson, siblings, book, locale }: Model & { locale: Locale }) {
  const words = locale.words.lesson;
  const more = book ? { href: `/books/${book.id}`, label: words.wholeBook } : undefined;
  return (
    <Section title={words.next} more={more}>
      {siblings.filter(({ id }) => id !== lesson.id).length === 0 ? (
        <p class="small secondary">{words.nextEmpty}</p>
      ) : (
        <ol class="siblings">
          {siblings.map((sibling) => {
            const current = sibling.id === lesson.id;
            return (
              <li key={sibling.id}>
                <a
                  class="sibling"
                  href={`/lessons/${sibling.id}`}
                  aria-current={current ? 'page' : undefined}
                >
                  <Cover lesson={{ ...sibling, durationSeconds: null, awards: [] }} locale={locale} />
                  <span class="sibling-words">
                    <span class="sibling-title" title={sibling.title}>
                      {sibling.title}
                    </span>
                    <span class="small secondary dotted">
                      {current && <b class="sibling-now">{words.playing}</b>}
                      <span>{sibling.teacher.name}</span>
                      {sibling.durationSeconds !== null && (
                        <span class="figure">{formatDuration(sibling.durationSeconds)}</span>
                      )}
                    </span>
                  </span>
                </a>
              </li>
            );
          })}
        </ol>
      )}
    </Section>
  );
}
