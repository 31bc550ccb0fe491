import type { Lesson } from '../../server/contract/lessons.ts';
import type { PageOf, UnitModel } from '../../server/contract/pages.ts';
import { fill } from '../../server/contract/words/words.ts';
import { formatDuration } from '../ui/format.ts';
import { PlayIcon } from '../ui/icons.tsx';
import { hueClass } from '../ui/lesson-place.ts';
import type { Locale } from '../ui/locale.ts';
import { Seal } from '../ui/seal.tsx';
import { Shell } from '../ui/shell.tsx';
import type { PageDocument } from './page-document.ts';

/** One textbook: its units in their order, the lessons at every topic, and the gaps. */
export function composeBookPage(model: PageOf<'book'>, locale: Locale): PageDocument {
  const words = locale.words.books;
  const { shell, book, path, subject, units, former, totals } = model;
  const above = path.filter((node) => node.id !== book.id);
  return {
    title: [...above.map(({ name }) => name), book.name].join(' '),
    kind: 'public',
    body: (
      <Shell shell={shell} locale={locale} place="books" search>
        <div class={`book-head ${hueClass(subject)}`}>
          <nav class="dotted secondary" aria-label={words.path}>
            <a href="/books">{words.title}</a>
            {above.map(({ id, name, href }) =>
              href ? (
                <a key={id} href={href}>
                  {name}
                </a>
              ) : (
                <span key={id}>{name}</span>
              ),
            )}
          </nav>
          <h1>{book.name}</h1>
          {totals.count > 0 && (
            <p class="secondary">
              {fill(totals.of === 'topics' ? words.coverage : words.coverageUnits, totals)}
            </p>
          )}
        </div>
        {units.length === 0 && <p class="section secondary">{words.noUnits}</p>}
        <ol class="units">
          {units.map((unit) => (
            <li key={unit.id}>
              <Unit unit={unit} locale={locale} />
            </li>
          ))}
        </ol>
        {former.length > 0 && (
          <section class="unit">
            <h2>{words.former}</h2>
            <p class="secondary small">{words.formerHint}</p>
            <ul class="topics">
              {former.map((topic) => (
                <li key={topic.id} class="topic" id={topic.id}>
                  <span class="topic-name">{topic.name}</span>
                  <TopicLessons lessons={topic.lessons} locale={locale} />
                </li>
              ))}
            </ul>
          </section>
        )}
      </Shell>
    ),
  };
}

function Unit({ unit, locale }: { unit: UnitModel; locale: Locale }) {
  const words = locale.words.books;
  return (
    <section class="unit" id={unit.id}>
      <h2>
        <Printed label={unit.label} name={unit.name} />
      </h2>
      <ol class="topics">
        {unit.lessons.length > 0 && (
          <li class="topic">
            <span class="topic-name secondary">{words.unitLessons}</span>
            <TopicLessons lessons={unit.lessons} locale={locale} />
          </li>
        )}
        {unit.topics.length + unit.lessons.length === 0 && (
          <li class="topic topic-gap">
            <span class="topic-name">{words.unitLessons}</span>
            <span class="topic-none">{words.gap}</span>
          </li>
        )}
        {unit.topics.map((topic) => (
          <li key={topic.id} class={topic.lessons.length > 0 ? 'topic' : 'topic topic-gap'} id={topic.id}>
            <span class="topic-name">
              <Printed label={topic.label} name={topic.name} />
            </span>
            {topic.lessons.length > 0 ? (
              <TopicLessons lessons={topic.lessons} locale={locale} />
            ) : (
              <span class="topic-none">{words.gap}</span>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** The printed number and the name, unless the name says the number already. */
function Printed({ label, name }: { label: string | null; name: string }) {
  if (label === null || name.startsWith(label)) return name;
  return (
    <>
      <span class="unbroken">{label}</span> {name}
    </>
  );
}

function TopicLessons({ lessons, locale }: { lessons: readonly Lesson[]; locale: Locale }) {
  return (
    <ul class="topic-lessons">
      {lessons.map((lesson) => (
        <li key={lesson.id}>
          <a class="topic-lesson" href={`/lessons/${lesson.id}`}>
            <PlayIcon size={16} class="topic-play" />
            <span class="topic-lesson-words">
              <span class="topic-lesson-title">{lesson.title}</span>
              <span class="dotted small secondary">
                <span>{lesson.teacher.name}</span>
                <span>{lesson.school.name}</span>
              </span>
            </span>
            {lesson.awards[0] && <Seal level={lesson.awards[0].level} language={locale.language} />}
            {lesson.durationSeconds !== null && (
              <span class="topic-duration figure small secondary">
                {formatDuration(lesson.durationSeconds)}
              </span>
            )}
          </a>
        </li>
      ))}
    </ul>
  );
}
