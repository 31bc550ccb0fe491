import { sql } from 'kysely';
import { migrate } from '../db/migrate.ts';
import type { Database } from '../db/open-database.ts';

const at = '2026-11-23T02:00:00.000Z';
const attachmentsPerLesson = 10;
/** As much as a row keeps of a version with five renditions. */
const manifest = JSON.stringify({
  renditions: Array.from({ length: 5 }, () => 'segment-00001.m4s '.repeat(20)),
});

/** Rows of so many lessons as the first version of the program wrote them, without their files. */
export async function fillFirstVersion(database: Database, lessons: number): Promise<void> {
  await migrate(database, { only: ['001-init'] });
  await database.transaction(async (trx) => {
    const run = (statement: string) => sql.raw(statement).execute(trx);
    await run(`insert into organisations values ('o1', null, 'city', '滨城', 'o1/', null, null, '${at}')`);
    await run(
      `insert into organisations values ('o2', 'o1', 'school', '小学', 'o1/o2/', 'public', 'town', '${at}')`,
    );
    await run(`insert into people values ('p1', 'li', '李静', null, null, '${at}')`);
    await run(`insert into counters values ('feed', ${lessons})`);
    const batch = 250;
    for (let from = 1; from <= lessons; from += batch) {
      const numbers = Array.from({ length: Math.min(batch, lessons - from + 1) }, (_, index) => from + index);
      const values = (row: (number: number) => string[]) => numbers.flatMap(row).join(', ');
      await run(
        `insert into originals values ${values((n) => [
          `('r${n}', 'p1', 'sha-${n}', 5000000, '第${n}课.mp4', 'originals/r${n}', '${at}')`,
        ])}`,
      );
      await run(`insert into lessons (id, title, kind, summary, keywords, licence, teacher_id, school_id, state,
        media_state, original_id, media_version_id, published_at, created_at, updated_at) values ${values(
          (n) => [
            `('l${n}', '第${n}课', 'micro', '认识分数的意义', '["分数"]', 'cc-by-nc-sa-4.0', 'p1', 'o2', 'published',
            'ready', 'r${n}', 'v${n}', '${at}', '${at}', '${at}')`,
          ],
        )}`);
      await run(
        `insert into media_versions values ${values((n) => [
          `('v${n}', 'l${n}', 'r${n}', 480.5, 9000000, '${manifest}', 'media/v${n}', '${at}')`,
        ])}`,
      );
      await run(
        `insert into attachments values ${values((n) =>
          Array.from(
            { length: attachmentsPerLesson },
            (_, index) =>
              `('a${n}-${index}', 'l${n}', 'design', '教案.docx', 'application/msword', 3000, 'sha', 'attachments/a${n}-${index}', '${at}')`,
          ),
        )}`,
      );
      await run(`insert into feed values ${values((n) => [`(${n}, 'l${n}', '${at}')`])}`);
    }
  });
}
