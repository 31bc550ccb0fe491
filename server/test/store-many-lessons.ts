import { readConfig } from '../config.ts';
import { openDatabase } from '../db/open-database.ts';
import { readEnvironment } from '../env.ts';
import { openMediaStore } from '../media-store/open-media-store.ts';
import { storeLesson } from '../operations/backup/test/stored-lesson.ts';
import type { StoppedLibrary } from './audit-library.ts';

/** Puts so many published lessons with their files into a library that was set up; it may be running. */
export async function storeManyLessons(
  { database, dataFolder, environment }: StoppedLibrary,
  lessons: number,
): Promise<void> {
  const opened = openDatabase(database);
  try {
    const config = readConfig(readEnvironment({ ...environment, DATA_DIR: dataFolder }));
    const mediaStore = await openMediaStore(config.mediaStore);
    const teacher = await opened.db
      .selectFrom('memberships')
      .select(['person_id', 'organisation_id'])
      .where('role', '=', 'teacher')
      .executeTakeFirstOrThrow();
    const node = await opened.db
      .selectFrom('nodes')
      .select('id')
      .where('kind', '=', 'topic')
      .limit(1)
      .executeTakeFirstOrThrow();
    for (let number = 1; number <= lessons; number += 1) {
      await storeLesson(
        { database: opened, mediaStore },
        {
          ...{ teacherId: teacher.person_id, schoolId: teacher.organisation_id, nodeId: node.id },
          ...{ at: new Date(), title: `第${number}课`, bytes: 400_000, segments: 12 },
        },
      );
    }
  } finally {
    await opened.close();
  }
}
