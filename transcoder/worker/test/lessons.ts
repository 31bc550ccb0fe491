import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dayIn } from '../../../server/clock.ts';
import type { MediaState } from '../../../server/contract/lessons.ts';
import { findLesson, insertLesson, type LessonWithPath, updateLesson } from '../../../server/db/lessons.ts';
import { listMediaVersions } from '../../../server/db/media-versions.ts';
import { newId } from '../../../server/db/new-id.ts';
import { insertOriginal } from '../../../server/db/originals.ts';
import { eventually } from '../../../server/jobs/test/eventually.ts';
import { attachOriginal, emptyLesson } from '../../../server/lessons/file-original.ts';
import type { PersonName } from '../../../server/test/sample-world.ts';
import type { TestServer } from '../../../server/test/start-server.ts';

/** Lessons of Li's where nobody else is named, and what their videos go through. */
export function createLessons(server: TestServer) {
  const { context, world } = server;
  const { db } = context.database;
  return {
    /** A draft without a video. */
    async draft(of: PersonName = 'li'): Promise<string> {
      const now = context.clock.now();
      return context.database.transaction(async (trx) => {
        const row = await emptyLesson(trx, world.people[of].id, dayIn(context.config.timeZone, now), now);
        await insertLesson(trx, { ...row, title: '认识分数' });
        return row.id;
      });
    },
    /** Gives it a copy of a file as its video, as an upload does. */
    async give(lessonId: string, file: string, of: PersonName = 'li'): Promise<string> {
      const person = world.people[of].id;
      const id = newId();
      const key = `originals/${id.slice(0, 2)}/${id}`;
      const copy = join(await context.mediaStore.makeWorkFolder('test'), 'original');
      await copyFile(file, copy);
      await context.mediaStore.putFile(key, copy);
      const now = context.clock.now();
      await context.database.transaction(async (trx) => {
        await insertOriginal(trx, {
          id,
          person_id: person,
          sha256: id,
          bytes: 1,
          filename: 'lesson.mp4',
          store_key: key,
          created_at: now.toISOString(),
        });
        await attachOriginal(context, trx, lessonId, id, person, now);
      });
      return id;
    },
    mediaIs: (lessonId: string, state: MediaState): Promise<LessonWithPath> =>
      eventually(
        async () => {
          const row = await findLesson(db, lessonId);
          return row?.media_state === state && row;
        },
        { within: 90_000 },
      ),
    isBeingEncoded: (lessonId: string) =>
      eventually(async () => ((await findLesson(db, lessonId))?.media_progress ?? 0) > 0, { within: 60_000 }),
    /** Known versions of one lesson. */
    versions: (lessonId: string) => listMediaVersions(db, lessonId),
    /** Ids of all versions in the media store. */
    async storedVersions(): Promise<string[]> {
      const shards = await context.mediaStore.list('media');
      return (await Promise.all(shards.map((shard) => context.mediaStore.list(`media/${shard}`)))).flat();
    },
    publish: (lessonId: string) => updateLesson(db, lessonId, { state: 'published' }),
  };
}
