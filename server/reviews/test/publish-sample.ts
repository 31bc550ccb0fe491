import { insertAttachment } from '../../db/attachments.ts';
import { toJson } from '../../db/json-column.ts';
import { insertLesson, updateLesson } from '../../db/lessons.ts';
import { insertMediaVersion } from '../../db/media-versions.ts';
import { newId } from '../../db/new-id.ts';
import type { MediaManifest } from '../../lessons/media-manifest.ts';
import type { OrganisationName, PersonName } from '../../test/sample-world.ts';
import type { TestServer } from '../../test/start-server.ts';

const manifest: MediaManifest = {
  durationSeconds: 480,
  bytes: 1000,
  hasAudio: true,
  source: { width: 1280, height: 720 },
  renditions: [],
  mp4: { file: 'lesson.mp4' },
  covers: [],
  storyboard: null,
  warnings: [],
};

export interface SampleLesson {
  id: string;
  mediaVersionId: string;
}

/** A lesson with a video that was published, without its files: rounds read rows only. */
export async function publishSample(
  { context, world }: TestServer,
  teacher: PersonName,
  school: OrganisationName,
  title: string,
): Promise<SampleLesson> {
  const { db } = context.database;
  const created_at = context.clock.now().toISOString();
  const id = newId();
  const originalId = newId();
  await db
    .insertInto('originals')
    .values({
      id: originalId,
      person_id: world.people[teacher].id,
      sha256: originalId,
      bytes: 1000,
      filename: 'lesson.mp4',
      store_key: `originals/${originalId}`,
      created_at,
    })
    .execute();
  await insertLesson(db, {
    id,
    title,
    kind: 'micro',
    node_id: null,
    summary: '',
    keywords: '[]',
    licence: 'cc-by-nc-sa-4.0',
    programme_id: null,
    year: null,
    teacher_id: world.people[teacher].id,
    school_id: world.organisations[school].id,
    state: 'published',
    media_state: 'ready',
    original_id: originalId,
    submitted_at: created_at,
    published_at: created_at,
    created_at,
    updated_at: created_at,
  });
  await insertAttachment(db, {
    id: newId(),
    lesson_id: id,
    kind: 'design',
    filename: `${teacher}的教案.docx`,
    media_type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    bytes: 10,
    sha256: '0',
    store_key: `attachments/${id}`,
    state: 'ready',
    created_at,
  });
  const mediaVersionId = await giveNewVersion({ context }, id, originalId);
  return { id, mediaVersionId };
}

/** Another media version becomes the lesson's, as when the video was replaced. */
export async function giveNewVersion(
  { context }: Pick<TestServer, 'context'>,
  lessonId: string,
  originalId: string,
): Promise<string> {
  const { db } = context.database;
  const id = newId();
  await insertMediaVersion(db, {
    id,
    lesson_id: lessonId,
    original_id: originalId,
    duration_seconds: manifest.durationSeconds,
    bytes: manifest.bytes,
    manifest: toJson(manifest),
    store_prefix: `media/${id}`,
    created_at: context.clock.now().toISOString(),
  });
  await updateLesson(db, lessonId, { media_version_id: id });
  return id;
}
