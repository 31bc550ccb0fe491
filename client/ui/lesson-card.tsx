import type { ComponentChildren } from 'preact';
import type { Lesson } from '../../server/contract/lessons.ts';
import { formatDuration } from './format.ts';
import { Highlight } from './highlight.tsx';
import { hueClass, placePieces, subjectName } from './lesson-place.ts';
import type { Locale } from './locale.ts';
import { Seal } from './seal.tsx';

interface LessonCardProps {
  lesson: Lesson;
  locale: Locale;
  /** What matched a search, as `SearchHit` has it; that of title, teacher and school is marked. */
  highlights?: Readonly<Record<string, readonly (readonly [number, number])[]>>;
  /** How the title stands in the page's outline. */
  heading?: 'h2' | 'h3';
  /** Under the lines. */
  children?: ComponentChildren;
}

/** A lesson to choose: what it is about, where it belongs, who taught it, how long it takes. */
export function LessonCard({
  lesson,
  locale,
  highlights = {},
  heading: Heading = 'h3',
  children,
}: LessonCardProps) {
  const { language } = locale;
  const people = [
    { name: lesson.teacher.name, ranges: highlights.teacher },
    { name: lesson.school.name, ranges: highlights.school },
  ].filter(({ name }) => name !== '');
  return (
    <article class={`lesson-card ${hueClass(lesson.subject)}`}>
      <Cover lesson={lesson} locale={locale} />
      <Heading class="lesson-card-title" title={lesson.title}>
        <a href={`/lessons/${lesson.id}`}>
          <Highlight text={lesson.title} ranges={highlights.title} />
        </a>
      </Heading>
      <p class="lesson-card-line dotted">
        <span class="lesson-card-subject">{subjectName(lesson, language)}</span>
        {placePieces(lesson, language).map((piece) => (
          <span key={piece} title={piece}>
            {piece}
          </span>
        ))}
      </p>
      <p class="lesson-card-line dotted">
        {people.map(({ name, ranges }) => (
          <span key={name} title={name}>
            <Highlight text={name} ranges={ranges} />
          </span>
        ))}
      </p>
      {children}
    </article>
  );
}

/** The picture, or the topic in large type on paper, with the subject's edge. */
export function Cover({ lesson, locale }: { lesson: Lesson; locale: Locale }) {
  const award = lesson.awards[0];
  return (
    <div class={`cover ${hueClass(lesson.subject)}${award ? ' cover-awarded' : ''}`}>
      {lesson.cover ? (
        <img src={lesson.cover} alt="" width={640} height={360} loading="lazy" decoding="async" />
      ) : (
        <span class="cover-topic" aria-hidden="true">
          <span>{lesson.title}</span>
        </span>
      )}
      {award && <Seal level={award.level} language={locale.language} small />}
      {lesson.durationSeconds !== null && (
        <span class="cover-duration figure">{formatDuration(lesson.durationSeconds)}</span>
      )}
    </div>
  );
}

/** Cards beside each other: four on a desk's screen, two on a phone. */
export function LessonGrid({ lessons, locale }: { lessons: readonly Lesson[]; locale: Locale }) {
  return (
    <ul class="lesson-grid">
      {lessons.map((lesson) => (
        <li key={lesson.id}>
          <LessonCard lesson={lesson} locale={locale} />
        </li>
      ))}
    </ul>
  );
}
