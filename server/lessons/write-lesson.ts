import type { Person } from '../access/actor.ts';
import { authorise } from '../access/policy.ts';
import { dayIn } from '../clock.ts';
import type { AppContext } from '../context.ts';
import type { LessonChange, NewLesson } from '../contract/lessons.ts';
import type { Basis } from '../contract/revision.ts';
import { kinds } from '../contract/terms/lesson-kinds.ts';
import { licences } from '../contract/terms/licences.ts';
import { findTerm } from '../contract/terms/term.ts';
import { countRevision } from '../count-revision.ts';
import { ensureNode, resolveLoose } from '../curriculum/resolve-node.ts';
import { writeCover } from '../db/attachments.ts';
import { type AuditEntry, appendAudit, listAudit } from '../db/audit-log.ts';
import { toJson } from '../db/json-column.ts';
import {
  insertLesson,
  type LessonRow,
  lockLesson,
  deleteLesson as removeLesson,
  updateLesson,
} from '../db/lessons.ts';
import { findMediaVersion } from '../db/media-versions.ts';
import { newId } from '../db/new-id.ts';
import { findNode } from '../db/nodes.ts';
import type { Trx } from '../db/open-database.ts';
import { findProgramme } from '../db/programmes.ts';
import type { Change } from '../db/schema.ts';
import { lockUpload, nameLessonOfUpload } from '../db/uploads.ts';
import { ConflictError, InvalidRequestError, NotFoundError, TooManyRequestsError } from '../errors.ts';
import { recordPublicEdit } from './edit-lesson.ts';
import type { Editor } from './editor.ts';
import { attachOriginal, emptyLesson } from './file-original.ts';
import { toLessonFacts } from './lesson-facts.ts';
import { readManifest } from './media-manifest.ts';

type Parts = Pick<AppContext, 'database' | 'clock' | 'config' | 'jobs' | 'search'>;

/**
 * Makes a lesson, or completes the draft that an upload has made.
 *
 * Throws `InvalidRequestError` for names no term is known for, `NotFoundError` for an upload that is not
 * the teacher's, `ForbiddenError` for a draft that stands at a school they have left.
 */
export async function createLesson(context: Parts, person: Person, given: NewLesson): Promise<string> {
  if (given.node === undefined && (given.stage === undefined || given.subject === undefined)) {
    throw new InvalidRequestError([], 'needs-node');
  }
  const now = context.clock.now();
  return context.database.transaction(async (trx) => {
    const upload =
      given.uploadId === undefined ? undefined : await lockOwnUpload(trx, person, given.uploadId);
    if (upload?.lesson_id) {
      const made = await lockLesson(trx, upload.lesson_id);
      if (made && made.teacher_id === person.id) {
        if (made.state !== 'draft') return made.id;
        authorise(person, 'lesson.edit', toLessonFacts(made));
        await updateLesson(trx, made.id, {
          ...counted(made, await columnsOf(trx, person, given)),
          updated_at: now.toISOString(),
        });
        return made.id;
      }
    }
    const id = newId();
    const today = dayIn(context.config.timeZone, now);
    await insertLesson(trx, {
      ...(await emptyLesson(trx, person.id, today, now)),
      ...(await columnsOf(trx, person, given)),
      id,
    });
    if (upload) await takeUpload(context, trx, id, upload, person, now);
    return id;
  });
}

/**
 * Corrects a lesson. What is public of it is on record and in the index at once.
 *
 * Throws `NotFoundError`, `ForbiddenError`, `InvalidRequestError` for names no term is known for, or
 * `ConflictError` (`changed-elsewhere`).
 */
export async function changeLesson(
  context: Parts,
  by: Editor,
  lessonId: string,
  { revision, tab, ...given }: LessonChange,
): Promise<void> {
  const { person } = by;
  const now = context.clock.now();
  await context.database.transaction(async (trx) => {
    const upload =
      given.uploadId === undefined ? undefined : await lockOwnUpload(trx, person, given.uploadId);
    const lesson = await lockLesson(trx, lessonId);
    if (!lesson) throw new NotFoundError();
    authorise(person, 'lesson.edit', toLessonFacts(lesson));
    await updateLesson(trx, lessonId, {
      ...counted(lesson, await columnsOf(trx, person, given), { revision, tab }),
      updated_at: now.toISOString(),
    });
    if (given.cover !== undefined)
      await chooseCover(trx, lesson.media_version_id, lessonId, given.cover, now);
    if (upload) await takeUpload(context, trx, lessonId, upload, person, now);
    await recordPublicEdit(trx, lesson, by, now, Object.keys(given) as (keyof typeof given)[]);
  });
  context.search.nudge();
}

export async function deleteDraft(context: Parts, by: Editor, lessonId: string): Promise<void> {
  await context.database.transaction(async (trx) => {
    const lesson = await lockLesson(trx, lessonId);
    if (!lesson) throw new NotFoundError();
    authorise(by.person, 'lesson.delete', toLessonFacts(lesson));
    if (lesson.state !== 'draft') throw new ConflictError('wrong-state');
    await removeLesson(trx, lessonId);
    const detail = { title: lesson.title };
    await record(trx, context, by, { action: 'lesson.delete', subject: lessonId, detail });
  });
}

/** A file that has failed so often fails again, and each try may keep a worker busy for an hour. */
const mostRetriesADay = 5;
const daySeconds = 24 * 3600;

/**
 * Begins the failed or rejected transcoding of a lesson's file afresh.
 *
 * Throws `NotFoundError`, `ForbiddenError`, `ConflictError` where nothing has failed, and `TooManyRequestsError` after
 * five times in 24 hours.
 */
export async function retryMedia(context: Parts, by: Editor, lessonId: string): Promise<void> {
  const now = context.clock.now();
  await context.database.transaction(async (trx) => {
    const lesson = await lockLesson(trx, lessonId);
    if (!lesson) throw new NotFoundError();
    authorise(by.person, 'lesson.retry', toLessonFacts(lesson));
    if (!lesson.original_id || !['rejected', 'failed'].includes(lesson.media_state)) {
      throw new ConflictError('wrong-state');
    }
    await requireFewRetries(trx, lessonId, now);
    await attachOriginal(context, trx, lesson.id, lesson.original_id, lesson.teacher_id, now);
    await record(trx, context, by, { action: 'lesson.retry', subject: lessonId });
  });
}

async function requireFewRetries(trx: Trx, lessonId: string, now: Date): Promise<void> {
  const from = new Date(now.getTime() - daySeconds * 1000).toISOString();
  const asked = { action: 'lesson.retry', subject: lessonId, from, limit: mostRetriesADay };
  const oldest = (await listAudit(trx, asked))[mostRetriesADay - 1];
  if (!oldest) return;
  const wait = Math.ceil(daySeconds - (now.getTime() - Date.parse(oldest.at)) / 1000);
  throw new TooManyRequestsError('too-many-retries', Math.max(1, wait));
}

function record(
  trx: Trx,
  { clock }: Parts,
  { person, network }: Editor,
  act: Pick<AuditEntry<{ title: string }>, 'action' | 'subject' | 'detail'>,
): Promise<void> {
  return appendAudit(trx, { at: clock.now().toISOString(), personId: person.id, network, ...act });
}

/** Before the lesson, as whoever finishes the upload locks them. */
async function lockOwnUpload(trx: Trx, person: Person, uploadId: string) {
  const upload = await lockUpload(trx, uploadId);
  if (!upload || upload.person_id !== person.id) throw new NotFoundError();
  return upload;
}

type Upload = Awaited<ReturnType<typeof lockOwnUpload>>;

/** A finished upload's file becomes the lesson's; an unfinished one will when its last byte is there. */
async function takeUpload(
  context: Parts,
  trx: Trx,
  lessonId: string,
  upload: Upload,
  person: Person,
  now: Date,
) {
  if (upload.lesson_id === lessonId) return;
  await nameLessonOfUpload(trx, upload.id, lessonId);
  if (upload.original_id) await attachOriginal(context, trx, lessonId, upload.original_id, person.id, now);
}

/** Cover and video are chosen, not typed: choosing them takes nothing away from who types. */
function counted(kept: LessonRow, typed: Change<'lessons'>, basis: Basis = {}): Change<'lessons'> {
  return Object.keys(typed).length === 0 ? {} : { ...typed, ...countRevision(kept, basis) };
}

async function columnsOf(
  trx: Trx,
  person: Person,
  given: LessonChange | NewLesson,
): Promise<Change<'lessons'>> {
  const change: Change<'lessons'> = {};
  if (given.title !== undefined) change.title = given.title;
  if (given.kind !== undefined) change.kind = findTerm(kinds, given.kind)?.slug ?? 'micro';
  if (given.summary !== undefined) change.summary = given.summary;
  if (given.keywords !== undefined) change.keywords = toJson(given.keywords);
  if (given.year !== undefined) change.year = given.year;
  if (given.licence !== undefined)
    change.licence = requireTerm(findTerm(licences, given.licence)?.slug, 'licence');
  if (given.programme !== undefined) {
    change.programme_id =
      given.programme === ''
        ? null
        : requireTerm((await findProgramme(trx, given.programme))?.id, 'programme');
  }
  const nodeId = await nodeOf(trx, person, given);
  if (nodeId !== undefined) change.node_id = nodeId;
  return change;
}

/** A node that only others' drafts have made is none yet: what it is called is as unpublished as they are. */
async function nodeOf(
  trx: Trx,
  person: Person,
  given: LessonChange | NewLesson,
): Promise<string | undefined> {
  if (given.node !== undefined)
    return requireTerm((await findNode(trx, given.node, { personId: person.id }))?.id, 'node');
  if (given.stage === undefined || given.subject === undefined) return undefined;
  const resolution = resolveLoose({ ...given, stage: given.stage, subject: given.subject });
  if (!resolution.ok) throw new InvalidRequestError(resolution.fields.map(unknownTerm));
  return ensureNode(trx, resolution);
}

function requireTerm(found: string | undefined, field: string): string {
  if (found === undefined) throw new InvalidRequestError([unknownTerm(field)]);
  return found;
}

const unknownTerm = (path: string) => ({ path, code: 'unknown-term' as const });

async function chooseCover(
  trx: Trx,
  versionId: string | null,
  lessonId: string,
  index: number,
  now: Date,
): Promise<void> {
  const version = versionId ? await findMediaVersion(trx, versionId) : undefined;
  const cover = version && readManifest(version.manifest).covers[index - 1];
  if (!version || !cover) throw new InvalidRequestError([unknownTerm('cover')]);
  const storeKey = `${version.store_prefix}/${cover.file}`;
  await writeCover(trx, {
    lesson_id: lessonId,
    store_key: storeKey,
    source: 'chosen',
    updated_at: now.toISOString(),
  });
  // A picture that is still being worked on must not take the chosen one's place.
  await updateLesson(trx, lessonId, { cover_upload: null });
}
