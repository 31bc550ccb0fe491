import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { appendFile, mkdir, readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { it } from 'node:test';
import { sql } from 'kysely';
import { insertLesson } from '../../db/lessons.ts';
import { newId } from '../../db/new-id.ts';
import { insertUpload } from '../../db/uploads.ts';
import { emptyLesson } from '../../lessons/file-original.ts';
import { describeOnEachServer, type TestServer } from '../../test/start-server.ts';
import { storeLesson } from '../backup/test/stored-lesson.ts';
import type { FindingCode } from './finding.ts';
import { verifyLibrary } from './verify-library.ts';

const signal = new AbortController().signal;

describeOnEachServer('verifying a library', (start, kind) => {
  async function setUp() {
    const server = await start();
    const { context, world } = server;
    const [node] = await context.database.db
      .selectFrom('nodes')
      .select('id')
      .where('kind', '=', 'topic')
      .limit(1)
      .execute();
    const add = () =>
      storeLesson(context, {
        ...{ teacherId: world.people.li.id, schoolId: world.organisations.school1.id },
        ...{ nodeId: node?.id, at: context.clock.now() },
      });
    const lessons = [await add(), await add(), await add(), await add()] as const;
    await context.search.catchUp();
    return { server, lessons, media: join(context.config.dataFolder, 'media') };
  }

  async function verify({ context }: TestServer, quick = false) {
    const { findings, notes, files } = await verifyLibrary(context, { quick, signal });
    return { found: findings.map(({ code, subject }) => [code, subject] as const), notes, files };
  }

  it('finds nothing in one that is sound, and says so on record', async () => {
    const { server } = await setUp();
    const { found, notes, files } = await verify(server);
    assert.deepEqual(found, []);
    assert.deepEqual(notes, []);
    // An original, an attachment, captions, a cover and six files of a version each.
    assert.equal(files, 4 * 10);
    const [latest] = await server.context.database.db
      .selectFrom('audit_log')
      .select(['action', 'detail'])
      .orderBy('sequence', 'desc')
      .limit(1)
      .execute();
    assert.equal(latest?.action, 'library.verify');
  });

  it('finds every fault that was put in, and none besides', async () => {
    const { server, lessons, media } = await setUp();
    const { context, world } = server;
    const { db } = context.database;
    const [first, second, third, fourth] = lessons;
    const expected: [FindingCode, string][] = [];
    const expect = (code: FindingCode, subject: string) => expected.push([code, subject]);
    const old = new Date(context.clock.now().getTime() - 5 * 24 * 3600 * 1000);
    const at = context.clock.now().toISOString();

    await rm(join(media, first.originalKey));
    expect('file-missing', first.originalKey);
    await appendFile(join(media, first.attachmentKey), 'x');
    expect('file-size', first.attachmentKey);
    await flipByte(join(media, second.originalKey));
    expect('file-hash', second.originalKey);
    await flipByte(join(media, second.versionPrefix, '360/1.m4s'));
    expect('file-hash', `${second.versionPrefix}/360/1.m4s`);
    await rm(join(media, second.versionPrefix, '360/2.m4s'));
    expect('file-missing', `${second.versionPrefix}/360/2.m4s`);
    await writeFile(join(media, second.versionPrefix, '360/3.m4s'), 'x');
    expect('version-surplus', `${second.versionPrefix}/360/3.m4s`);
    await writeFile(join(media, first.versionPrefix, 'version.json'), '{');
    expect('version-unreadable', first.versionPrefix);
    await db.updateTable('lessons').set({ media_version_id: 'nothing' }).where('id', '=', third.id).execute();
    expect('pointer-dangling', `lessons.media_version_id ${third.id}`);
    await rm(join(media, third.captionKey));
    expect('file-missing', third.captionKey);
    await truncate(join(media, third.coverKey));
    expect('file-size', third.coverKey);
    const manifest = join(media, third.versionPrefix, 'version.json');
    const said = JSON.parse(await readFile(manifest, 'utf8'));
    await writeFile(manifest, JSON.stringify({ ...said, durationSeconds: said.durationSeconds + 1 }));
    expect('version-differs', third.versionPrefix);

    for (const [key, code] of [
      ['originals/zz/zz1', 'orphan-file'],
      ['attachments/zz/zz2', 'orphan-file'],
      ['media/zz/zz3', 'orphan-version'],
    ] as const) {
      const file = join(media, code === 'orphan-version' ? `${key}/version.json` : key);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, '{}');
      await utimes(file, old, old);
      expect(code, key);
    }
    // Work that is not filed yet is no orphan.
    await writeFile(join(media, 'originals/zz/young'), 'x');
    await utimes(join(media, 'originals/zz/young'), context.clock.now(), context.clock.now());

    for (const [id, bytes] of [
      ['short', 5],
      ['fine', 20],
    ] as const) {
      await insertUpload(db, {
        ...{ id, person_id: world.people.li.id, filename: 'a.mp4', filetype: 'video/mp4', lesson_id: null },
        ...{ length: 100, offset: 10, state: 'open', created_at: at, active_at: at },
        expires_at: '2099-01-01T00:00:00.000Z',
      });
      await writeFile(join(context.config.dataFolder, 'uploads', id), randomBytes(bytes));
    }
    expect('upload-lost', 'short');

    const waiting = await context.database.transaction(async (trx) => {
      const row = await emptyLesson(trx, world.people.li.id, '2026-11-23', context.clock.now());
      await insertLesson(trx, { ...row, media_state: 'queued' });
      return row.id;
    });
    expect('job-missing', waiting);
    await db
      .updateTable('lessons')
      .set({ cover_upload: JSON.stringify({ storeKey: 'covers/pending/gone', state: 'pending' }) })
      .where('id', '=', waiting)
      .execute();
    expect('job-missing', waiting);
    expect('file-missing', 'covers/pending/gone');
    const [unseen] = await db
      .updateTable('attachments')
      .set({ state: 'checking' })
      .where('lesson_id', '=', first.id)
      .returning('id')
      .execute();
    expect('job-missing', unseen?.id ?? '');
    await db.updateTable('lessons').set({ media_version_id: null }).where('id', '=', second.id).execute();
    expect('ready-without-video', second.id);

    // Changed behind the back of the feed, which the index follows.
    await db.updateTable('lessons').set({ title: '别的题目' }).where('id', '=', fourth.id).execute();
    expect('index-stale', fourth.id);
    await db.updateTable('lessons').set({ state: 'draft' }).where('id', '=', first.id).execute();
    expect('index-surplus', first.id);
    const hidden = await storeLesson(context, {
      ...{ teacherId: world.people.li.id, schoolId: world.organisations.school1.id },
      ...{ at: context.clock.now(), nodeId: await nodeOf(server, fourth.id) },
    });
    await db.deleteFrom('feed').where('lesson_id', '=', hidden.id).execute();
    expect('index-missing', hidden.id);
    expect('feed-uneven', 'feed');

    if (kind === 'postgres') {
      await context.database.transaction((trx) =>
        context.jobs.enqueue(trx, {
          ...{ kind: 'transcode', subjectId: waiting },
          payload: { lessonId: waiting, originalId: 'none' },
        }),
      );
      expected.splice(
        expected.findIndex(([code, subject]) => code === 'job-missing' && subject === waiting),
        1,
      );
      await sql`delete from pgboss.job`.execute(db);
      const [job] = await db.selectFrom('jobs').select('id').execute();
      expect('job-undelivered', job?.id ?? '');
    }

    const { found } = await verify(server);
    assert.deepEqual(found.map(String).sort(), expected.map(String).sort());

    // Without reading what is in the files, only what reading shows stays unseen.
    const quick = (await verify(server, true)).found;
    const seenBySize = expected.filter(([code]) => code !== 'file-hash');
    assert.deepEqual(quick.map(String).sort(), seenBySize.map(String).sort());
  });

  async function nodeOf({ context }: TestServer, lessonId: string): Promise<string | undefined> {
    const lesson = await context.database.db
      .selectFrom('lessons')
      .select('node_id')
      .where('id', '=', lessonId)
      .executeTakeFirst();
    return lesson?.node_id ?? undefined;
  }

  if (kind === 'sqlite') {
    it('finds references that lead nowhere', async () => {
      const { server, lessons } = await setUp();
      const { db } = server.context.database;
      await sql`pragma foreign_keys = off`.execute(db);
      await db
        .updateTable('covers')
        .set({ lesson_id: newId() })
        .where('lesson_id', '=', lessons[0].id)
        .execute();
      const { found } = await verify(server);
      assert.deepEqual(
        found.map(([code]) => code),
        ['reference-broken'],
      );
    });
  }
});

async function flipByte(path: string): Promise<void> {
  const bytes = await readFile(path);
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  await writeFile(path, bytes);
}
