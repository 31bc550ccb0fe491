import type { Lesson } from '../../../server/contract/lessons.ts';
import type { Words } from '../../../server/contract/words/dictionary.ts';
import { formatTime } from '../../../server/contract/words/format-time.ts';
import { fill } from '../../../server/contract/words/words.ts';
import { Notice } from '../../ui/notice.tsx';

/** Where a lesson stands, and what others said of it. */
export function LessonNotices({ lesson, words }: { lesson: Lesson; words: Words<'teach'> }) {
  return (
    <>
      {lesson.state === 'returned' && lesson.returned && (
        <Notice kind="warning" title={words.returnedNote}>
          <p class="lines">{lesson.returned.note}</p>
          {lesson.returned.at !== null && (
            <p class="small">{fill(words.returnedAt, { time: formatTime(lesson.returned.at) })}</p>
          )}
        </Notice>
      )}
      {lesson.state === 'withdrawn' && lesson.returned && (
        <Notice kind="warning" title={words.withdrawnNote}>
          <p class="lines">{lesson.returned.note}</p>
          {lesson.may.includes('submit') && <p class="small">{words.withdrawnHint}</p>}
        </Notice>
      )}
      {lesson.state === 'submitted' && (
        <Notice kind="done" title={words.submitted}>
          <p>{words.submittedHint}</p>
        </Notice>
      )}
      {lesson.state === 'published' && (
        <Notice kind="done">
          <p>
            {words.publishedHint} <a href={`/lessons/${lesson.id}`}>{words.viewPublic}</a>
          </p>
        </Notice>
      )}
    </>
  );
}
