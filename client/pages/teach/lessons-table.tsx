import type { Lesson } from '../../../server/contract/lessons.ts';
import { awards } from '../../../server/contract/terms/levels.ts';
import type { Words } from '../../../server/contract/words/dictionary.ts';
import { formatTime } from '../../../server/contract/words/format-time.ts';
import { fill, type Language } from '../../../server/contract/words/words.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { formatDuration } from '../../ui/format.ts';
import { hueClass, placePieces, subjectName, termName } from '../../ui/lesson-place.ts';
import { nextStep } from './lesson-states.ts';
import { MediaState, StateChip } from './state-chip.tsx';

interface LessonsTableProps {
  lessons: readonly Lesson[];
  language: Language;
  words: Words<'teach'>;
  /** A failed video is tried again. */
  onRetry(lesson: Lesson): void;
}

/** A teacher's lessons: where each stands and what is to be done with it. */
export function LessonsTable({ lessons, language, words, onRetry }: LessonsTableProps) {
  return (
    <div class="lessons-table">
      <DataTable
        caption={words.tableCaption}
        rows={lessons}
        rowKey={(lesson) => lesson.id}
        columns={[
          {
            key: 'lesson',
            head: words['column.lesson'],
            main: true,
            cell: (lesson) => <LessonName lesson={lesson} language={language} words={words} />,
          },
          {
            key: 'place',
            head: words['column.place'],
            cell: (lesson) => <PlaceLine lesson={lesson} language={language} words={words} />,
          },
          {
            key: 'state',
            head: words['column.state'],
            cell: (lesson) => (
              <div class="lesson-state">
                <StateChip lesson={lesson} words={words} />
                <MediaState lesson={lesson} words={words} />
              </div>
            ),
          },
          {
            key: 'action',
            head: words['column.action'],
            cell: (lesson) => <NextAction lesson={lesson} words={words} onRetry={onRetry} />,
          },
        ]}
      />
    </div>
  );
}

function LessonName({
  lesson,
  language,
  words,
}: {
  lesson: Lesson;
  language: Language;
  words: Words<'teach'>;
}) {
  const award = lesson.awards[0];
  return (
    <div class="lesson-name">
      <SmallCover lesson={lesson} language={language} />
      <div>
        <a href={addressOf(lesson)}>{lesson.title}</a>
        {award && (
          <p class="lesson-name-award">
            {fill(words.awarded, { year: award.year, level: termName(awards, award.level, language) })}
          </p>
        )}
        <ReturnNote lesson={lesson} words={words} />
      </div>
    </div>
  );
}

/** What those who check said of a lesson that came back from them, and what can be done. */
function ReturnNote({ lesson, words }: { lesson: Lesson; words: Words<'teach'> }) {
  const { state, returned } = lesson;
  if (!returned || (state !== 'returned' && state !== 'withdrawn')) return null;
  const withdrawn = state === 'withdrawn';
  return (
    <p class="return-note">
      <b>{withdrawn ? words.withdrawnNote : words.returnedNote}</b>
      <span class="lines">{returned.note}</span>
      {returned.at !== null && (
        <span class="secondary">{fill(words.returnedAt, { time: formatTime(returned.at) })}</span>
      )}
      {withdrawn && lesson.may.includes('submit') && <span class="secondary">{words.withdrawnHint}</span>}
    </p>
  );
}

/** The picture at the side of a row; the subject on paper where there is none yet. */
export function SmallCover({ lesson, language }: { lesson: Lesson; language: Language }) {
  return (
    <div class={`cover cover-small ${hueClass(lesson.subject)}`}>
      {lesson.cover ? (
        <img src={lesson.cover} alt="" width={640} height={360} loading="lazy" decoding="async" />
      ) : (
        <span class="cover-topic cover-subject" aria-hidden="true">
          <span>{subjectName(lesson, language)}</span>
        </span>
      )}
      {lesson.durationSeconds !== null && (
        <span class="cover-duration figure">{formatDuration(lesson.durationSeconds)}</span>
      )}
    </div>
  );
}

/** Subject, book and unit in one line; says so when none is chosen. */
export function PlaceLine({
  lesson,
  language,
  words,
}: {
  lesson: Lesson;
  language: Language;
  words: Words<'teach'>;
}) {
  const pieces = [subjectName(lesson, language), ...placePieces(lesson, language)].filter(Boolean);
  if (pieces.length === 0) return <span class="secondary">{words.noPlace}</span>;
  return (
    <span class="dotted">
      {pieces.map((piece) => (
        <span key={piece}>{piece}</span>
      ))}
    </span>
  );
}

/** Where its teacher works on it; where everybody sees it, once they have left its school. */
const addressOf = (lesson: Lesson) =>
  nextStep(lesson) === 'view' ? `/lessons/${lesson.id}` : `/teach/lessons/${lesson.id}`;

interface NextActionProps {
  lesson: Lesson;
  words: Words<'teach'>;
  onRetry(lesson: Lesson): void;
}

function NextAction({ lesson, words, onRetry }: NextActionProps) {
  const step = nextStep(lesson);
  if (step === 'retry') {
    return (
      <Button small onClick={() => onRetry(lesson)}>
        {words.retry}
      </Button>
    );
  }
  const anchor = step === 'replace' || step === 'upload' ? '#video' : '';
  return (
    <ButtonLink small href={`${addressOf(lesson)}${anchor}`}>
      {words[`next.${step}`]}
    </ButtonLink>
  );
}
