import { may } from '../access/policy.ts';
import { type Day, dayIn } from '../clock.ts';
import type { AppContext } from '../context.ts';
import { defaultLicence } from '../contract/terms/licences.ts';
import {
  findLessonOfOriginal,
  insertLesson,
  type LessonWithPath,
  lockLesson,
  updateLesson,
} from '../db/lessons.ts';
import { newId } from '../db/new-id.ts';
import type { Trx } from '../db/open-database.ts';
import { findPersonById, findRolesOn, findSchoolOfTeacher } from '../db/people.ts';
import { toPerson } from '../people/sessions.ts';
import { NoSchoolError } from '../uploads/upload-errors.ts';
import { toLessonFacts } from './lesson-facts.ts';
import { isAwaited } from './lesson-life.ts';

/** A whole uploaded file on its way to a lesson. */
export interface FiledOriginal {
  personId: string;
  originalId: string;
  filename: string;
  /** Of the upload; of the draft where its teacher belongs to none any more. */
  schoolId: string | null;
  /** The lesson the upload named; if it is not there any more, or not the teacher's to edit, a draft is made. */
  lessonId: string | null;
}

/**
 * Gives an uploaded file its lesson, in the transaction that finishes the upload: the one that was named,
 * or a draft titled from the file's name. Its video is queued in the same transaction.
 */
export async function fileOriginal(
  context: Pick<AppContext, 'jobs' | 'clock' | 'config'>,
  trx: Trx,
  filed: FiledOriginal,
): Promise<string> {
  const now = context.clock.now();
  const today = dayIn(context.config.timeZone, now);
  const named = filed.lessonId === null ? undefined : await lockLesson(trx, filed.lessonId);
  const takes = named && (await mayEdit(trx, filed.personId, named, today));
  const lessonId = takes ? named.id : await makeDraft(trx, filed, today, now);
  await attachOriginal(context, trx, lessonId, filed.originalId, filed.personId, now);
  return lessonId;
}

/**
 * Makes `originalId` the file of a lesson and queues its opening and its transcoding; the old version plays on until
 * that is done.
 */
export async function attachOriginal(
  context: Pick<AppContext, 'jobs'>,
  trx: Trx,
  lessonId: string,
  originalId: string,
  teacherId: string,
  now: Date,
): Promise<void> {
  const lesson = await lockLesson(trx, lessonId);
  // The same file once more while it is being encoded: what was done of it goes on.
  if (lesson?.original_id === originalId && isAwaited(lesson)) return;
  await updateLesson(trx, lessonId, {
    original_id: originalId,
    media_state: 'queued',
    media_progress: 0,
    media_seconds_left: null,
    media_reason: null,
    duplicate_of: (await findLessonOfOriginal(trx, originalId, lessonId)) ?? null,
    updated_at: now.toISOString(),
  });
  const job = { subjectId: lessonId, payload: { lessonId, originalId }, groupId: teacherId };
  await context.jobs.enqueue(trx, { kind: 'opening', ...job });
  await context.jobs.enqueue(trx, { kind: 'transcode', ...job });
}

/** Whether somebody, who need not be asking, may give the lesson another video today. */
async function mayEdit(trx: Trx, personId: string, lesson: LessonWithPath, today: Day): Promise<boolean> {
  const person = await findPersonById(trx, personId);
  if (!person) return false;
  const actor = toPerson(person, await findRolesOn(trx, personId, today));
  return may(actor, 'lesson.edit', toLessonFacts(lesson));
}

async function makeDraft(trx: Trx, filed: FiledOriginal, today: Day, now: Date): Promise<string> {
  const id = newId();
  await insertLesson(trx, {
    ...(await emptyLesson(trx, filed.personId, today, now, filed.schoolId)),
    id,
    title: titleFromFilename(filed.filename),
  });
  return id;
}

/**
 * A lesson's row before anything is known of it: of the school its teacher is at or was at last, else of `otherSchool`.
 * Throws `NoSchoolError` where there is neither.
 */
export async function emptyLesson(
  trx: Trx,
  teacherId: string,
  today: Day,
  now: Date,
  otherSchool: string | null = null,
) {
  const schoolId = (await findSchoolOfTeacher(trx, teacherId, today)) ?? otherSchool;
  if (!schoolId) throw new NoSchoolError();
  return {
    id: newId(),
    title: '',
    kind: 'micro',
    summary: '',
    keywords: '[]',
    licence: defaultLicence,
    teacher_id: teacherId,
    school_id: schoolId,
    state: 'draft',
    media_state: 'none',
    created_at: now.toISOString(),
    updated_at: now.toISOString(),
  } satisfies Partial<LessonWithPath>;
}

const longestTitle = 120;

/** The name without folder and ending, underscores as spaces: what a teacher would have typed. */
export function titleFromFilename(filename: string): string {
  const base = filename.normalize('NFC').split(/[\\/]/).at(-1) ?? '';
  const title = base
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .replace(/[_\s]+/g, ' ')
    .trim();
  return title.slice(0, longestTitle) || '未命名的课';
}
