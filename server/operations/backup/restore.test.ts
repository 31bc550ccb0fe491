import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pino } from 'pino';
import { readConfig } from '../../config.ts';
import { listAudit } from '../../db/audit-log.ts';
import { findLastBackup, insertBackup, listBackups } from '../../db/backups.ts';
import { openDatabase } from '../../db/open-database.ts';
import { type DatabaseServer, startPostgres, startSqliteFolder } from '../../db/test/each-database.ts';
import { insertUpload } from '../../db/uploads.ts';
import { readEnvironment } from '../../env.ts';
import { openLocalMediaStore } from '../../media-store/local-media-store.ts';
import { openContext } from '../../open-context.ts';
import { startServer, type TestServer } from '../../test/start-server.ts';
import { OperatorError } from '../operator-error.ts';
import { backUpBeforeMigration } from './back-up-before-migration.ts';
import { type BackupTarget, listSnapshots, openBackupTarget, readLibraryId } from './backup-target.ts';
import { writeMarker } from './restore-marker.ts';
import { runBackup } from './run-backup.ts';
import { runRestore } from './run-restore.ts';
import { hashFolder, readAllRows } from './test/same-library.ts';
import { type StoredLesson, storeLesson } from './test/stored-lesson.ts';

const servers: Record<'sqlite' | 'postgres', DatabaseServer> = {
  sqlite: startSqliteFolder(),
  postgres: startPostgres(),
};
const [sqlite, postgres] = ['sqlite', 'postgres'] as const;

/** What differs on purpose: nobody is signed in, and what was done about the backup itself. */
const ownTables = ['sessions', 'sign_in_attempts', 'backups', 'audit_log', 'migrations'];

describe('a restored backup', () => {
  let folder: string;
  const closing: (() => Promise<void>)[] = [];
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'qianke-restore-'));
    await servers.postgres.start();
  });
  after(async () => {
    for (const close of closing.reverse()) await close();
    await servers.postgres.stop();
    await servers.sqlite.stop();
    await rm(folder, { recursive: true, force: true });
  });

  let count = 0;
  const newFolder = () => join(folder, String(++count));

  async function startLibrary(kind: 'sqlite' | 'postgres', lessons: number) {
    const { close, ...server } = await startServer(await servers[kind].newDatabase());
    closing.push(close);
    const stored: StoredLesson[] = [];
    for (let number = 0; number < lessons; number += 1) stored.push(await addLesson(server));
    return { server, stored };
  }

  function addLesson({ context, world, clock }: TestServer): Promise<StoredLesson> {
    return storeLesson(context, {
      ...{ teacherId: world.people.li.id, schoolId: world.organisations.school1.id, at: clock.now() },
    });
  }

  async function backUp({ context }: TestServer, target: BackupTarget, keep = 14) {
    return runBackup(context, { target, keep });
  }

  const openTarget = (to: string) =>
    openBackupTarget(to, () => Promise.reject(new Error('no media store is meant')));

  /** Where nothing is yet. */
  async function newMachine(kind: 'sqlite' | 'postgres') {
    const config = readConfig(readEnvironment({ DATA_DIR: newFolder() }));
    return { ...config, database: await servers[kind].newDatabase() };
  }

  for (const [from, to] of [
    [sqlite, sqlite],
    [postgres, postgres],
    [sqlite, postgres],
    [postgres, sqlite],
  ] as const) {
    it(`is the same library row for row and byte for byte, ${from} to ${to}`, async () => {
      const { server } = await startLibrary(from, 2);
      const { context } = server;
      await server.as('li');
      const backups = newFolder();
      const made = await backUp(server, await openTarget(backups));
      assert.equal(made.damaged, 0);
      assert.equal(made.file_count, 10);
      const config = await newMachine(to);
      const report = await runRestore({
        ...{ config, clock: context.clock, from: backups },
        replacesOriginal: true,
      });
      assert.deepEqual([report.name, report.copy], [made.name, false]);

      const [before, after] = [
        await readAllRows(context.config.database),
        await readAllRows(config.database),
      ];
      assert.deepEqual([...after.keys()].sort(), [...before.keys()].sort());
      for (const [table, rows] of before) {
        if (!ownTables.includes(table)) assert.deepEqual(after.get(table), rows, table);
      }
      assert.deepEqual(after.get('sessions'), []);
      assert.deepEqual(
        await hashFolder(join(config.dataFolder, 'media')),
        await hashFolder(join(context.config.dataFolder, 'media')),
      );

      // It runs: everything opens, and numbers go on where they were.
      await using restored = await openContext(config, {
        ...{ log: pino({ level: 'fatal' }), clock: context.clock },
        renderer: { render: () => '' },
        ready: () => ({ ready: true, waitingFor: [] }),
      });
      assert.equal(restored.playSecret, context.playSecret);
      const { world } = server;
      await storeLesson(restored, {
        ...{ teacherId: world.people.li.id, schoolId: world.organisations.school1.id },
        at: context.clock.now(),
      });
      const [newest] = await listAudit(restored.database.db, { limit: 1 });
      assert.equal(newest?.action, 'backup.restore');
    });
  }

  it('is a copy with backups of its own, kept apart from its original’s, unless it replaces the original', async () => {
    const { server } = await startLibrary(sqlite, 1);
    const { clock } = server.context;
    const backups = newFolder();
    const target = await openTarget(backups);
    await backUp(server, target);
    const config = await newMachine(postgres);
    const restore = (more: { replacesOriginal?: boolean; signal?: AbortSignal }) =>
      runRestore({ ...{ config, clock, from: backups }, ...more });
    // Cut off, it goes on.
    await assert.rejects(restore({ signal: AbortSignal.abort(new Error('cut off')) }), /cut off/);
    assert.equal((await restore({})).copy, true);
    const database = openDatabase(config.database);
    closing.push(() => database.close());
    const mediaStore = await openLocalMediaStore(join(config.dataFolder, 'media'));
    const parts = { config, database, clock, mediaStore };
    assert.equal(await findLastBackup(database.db), undefined);
    await assert.rejects(runBackup(parts, { target, keep: 1 }), (error) => {
      assert.ok(error instanceof OperatorError);
      assert.match(error.message, /另一个资源库的备份.*--replaces-original/);
      return true;
    });
    assert.equal((await backUp(server, target)).copied_bytes, 0);
    assert.equal((await runBackup(parts, { target: await openTarget(newFolder()), keep: 1 })).damaged, 0);
  });

  it('keeps the choice of the last run where it was cut off', async () => {
    const { server } = await startLibrary(sqlite, 1);
    const { clock } = server.context;
    const backups = newFolder();
    const target = await openTarget(backups);
    await backUp(server, target);
    const library = await readLibraryId(server.context.database.db);
    for (const replacesOriginal of [true, false]) {
      const config = await newMachine(sqlite);
      const options = { config, clock, from: backups };
      const { name } = await runRestore({ ...options, replacesOriginal: !replacesOriginal });
      const database = openDatabase(config.database);
      closing.push(() => database.close());
      // As when it was cut off after its last transaction, before its end.
      const becomes = await readLibraryId(database.db);
      await writeMarker(config.dataFolder, { library, name, becomes });
      await runRestore({ ...options, replacesOriginal });
      assert.equal((await readLibraryId(database.db)) === library, replacesOriginal);
    }
  });

  it('was not stopped on the way: one that stood still until another took its place names and removes nothing', async () => {
    const { server } = await startLibrary(sqlite, 1);
    const { database, clock } = server.context;
    const target = await openTarget(newFolder());
    await backUp(server, target);
    await addLesson(server);
    let began: Promise<boolean> | undefined;
    const late = new Date(clock.now().getTime() + 6 * 60_000).toISOString();
    const successor = {
      ...{ id: 'successor', name: 'successor', target: target.name, state: 'running' },
      ...{ started_at: late, beat_at: late },
    };
    const onProgress = () => {
      began ??= insertBackup(database, successor, late);
    };
    await assert.rejects(runBackup(server.context, { target, keep: 1, onProgress }), (error) => {
      assert.ok(error instanceof OperatorError);
      assert.match(error.message, /停顿了 5 分钟以上.*npm run backup/);
      return true;
    });
    assert.equal(await began, true);
    assert.equal((await listSnapshots(target)).length, 1);
    const rows = await listBackups(database.db, 5);
    assert.deepEqual(rows.map(({ state }) => state).sort(), ['done', 'failed', 'running']);
  });

  it('was incremental: what the target has is not copied again, and old ones go with their files', async () => {
    const { server } = await startLibrary(sqlite, 2);
    const target = await openTarget(newFolder());
    const first = await backUp(server, target);
    assert.ok(first.copied_bytes > 12_000);
    await addLesson(server);
    const second = await backUp(server, target);
    assert.equal(second.file_count, 15);
    assert.ok(second.copied_bytes < first.copied_bytes);
    assert.equal((await backUp(server, target)).copied_bytes, 0);
    const last = await findLastBackup(server.context.database.db);
    assert.equal(last?.file_count, 15);

    // All of one lesson's rows go: its files leave the target when no kept backup names them.
    const { db } = server.context.database;
    const [lesson] = await db.selectFrom('lessons').select(['id', 'original_id']).limit(1).execute();
    for (const table of ['attachments', 'captions', 'covers', 'media_versions'] as const)
      await db
        .deleteFrom(table)
        .where('lesson_id', '=', lesson?.id ?? '')
        .execute();
    await db
      .deleteFrom('lessons')
      .where('id', '=', lesson?.id ?? '')
      .execute();
    await db
      .deleteFrom('originals')
      .where('id', '=', lesson?.original_id ?? '')
      .execute();
    const report = await backUp(server, target, 1);
    assert.deepEqual([report.removedBackups, report.removedFiles], [3, 5]);
  });

  it('is the newest with files, whatever an upgrade has kept beside it, which stays', async () => {
    const { server } = await startLibrary(postgres, 1);
    const { context } = server;
    const backups = join(context.config.dataFolder, 'backups');
    const made = await backUp(server, await openTarget(backups));
    await backUpBeforeMigration(context.config, context, ['999-later']);
    const config = await newMachine(sqlite);
    const report = await runRestore({ config, clock: context.clock, from: backups });
    assert.deepEqual([report.name, report.files], [made.name, made.file_count]);
    const last = await backUp(server, await openTarget(backups), 1);
    const [whole, copy] = await listSnapshots(await openTarget(backups));
    assert.deepEqual([last.removedBackups, whole, copy?.slice(0, 16)], [1, last.name, 'before-999-later']);
  });

  it('has ended uploads whose bytes were not kept, and files those that were whole', async () => {
    const { server } = await startLibrary(sqlite, 1);
    const { context, world } = server;
    const at = context.clock.now().toISOString();
    const upload = {
      person_id: world.people.li.id,
      filename: 'a.mp4',
      filetype: 'video/mp4',
      lesson_id: null,
    };
    const times = { created_at: at, active_at: at, expires_at: '2099-01-01T00:00:00.000Z' };
    for (const [id, offset] of [
      ['whole', 4],
      ['half', 2],
    ] as const) {
      await insertUpload(context.database.db, { id, ...upload, length: 4, offset, state: 'open', ...times });
      await writeFile(join(context.config.dataFolder, 'uploads', id), 'abcd'.slice(0, offset));
    }
    const backups = newFolder();
    await backUp(server, await openTarget(backups));
    const config = await newMachine(sqlite);
    await runRestore({ config, clock: context.clock, from: backups });
    const database = openDatabase(config.database);
    const rows = await database.db.selectFrom('uploads').select(['id', 'state']).orderBy('id').execute();
    await database.close();
    assert.deepEqual(
      rows.map(({ id, state }) => [id, state]),
      [
        ['half', 'ended'],
        ['whole', 'open'],
      ],
    );
    const store = await openLocalMediaStore(join(config.dataFolder, 'media'));
    assert.equal((await store.stat('originals/wh/whole'))?.bytes, 4);
  });

  it('goes nowhere where something is already, and says so before anything else', async () => {
    const { server } = await startLibrary(sqlite, 1);
    const backups = newFolder();
    await backUp(server, await openTarget(backups));
    const clock = server.context.clock;
    const onBegin = () => assert.fail('it begins');
    const used = { ...(await newMachine(sqlite)), database: server.context.config.database };
    await assert.rejects(runRestore({ config: used, clock, from: backups, onBegin }), /不是空的/);
    const config = await newMachine(sqlite);
    await cp(server.context.config.dataFolder, config.dataFolder, { recursive: true });
    await assert.rejects(runRestore({ config, clock, from: backups, onBegin }), /--keep-media/);
    const mistyped = join(backups, 'not-there');
    await assert.rejects(runRestore({ config, clock, from: mistyped, onBegin }), /没有文件夹/);
    assert.equal(existsSync(mistyped), false);
    await rm(join(config.dataFolder, 'media/originals'), { recursive: true });
    const kept = await runRestore({ config, clock, from: backups, keepMedia: true });
    assert.equal(kept.files, 5);
    assert.equal((await readdir(join(config.dataFolder, 'media/originals'))).length, 1);
  });

  it('is refused whole when a row file or a stored file is damaged', async () => {
    const { server, stored } = await startLibrary(sqlite, 1);
    const backups = newFolder();
    const made = await backUp(server, await openTarget(backups));
    const clock = server.context.clock;
    const damaged = newFolder();
    await cp(backups, damaged, { recursive: true });
    await writeFile(join(damaged, 'snapshots', made.name, 'lessons.jsonl.gz'), 'x');
    const onBegin = () => assert.fail('it begins');
    await assert.rejects(
      runRestore({ config: await newMachine(sqlite), clock, from: damaged, onBegin }),
      OperatorError,
    );
    await writeFile(join(backups, 'files', stored[0]?.originalKey ?? ''), 'x'.repeat(3000));
    const config = await newMachine(sqlite);
    await assert.rejects(runRestore({ config, clock, from: backups }), /已损坏/);
    // Nothing starts on what is half there.
    await assert.rejects(
      openContext(config, {
        ...{ log: pino({ level: 'fatal' }), clock, renderer: { render: () => '' } },
        ready: () => ({ ready: true, waitingFor: [] }),
      }),
      /恢复还没有完成/,
    );
  });
});
