import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { it } from 'node:test';
import { sql } from 'kysely';
import { isMigrated, migrate, NewerDatabaseError } from './migrate.ts';
import { type Database, type DatabaseConfig, isDuplicateKey, openDatabase } from './open-database.ts';
import { readSnapshot, type SnapshotRow } from './snapshot.ts';
import { describeOnEachDatabase } from './test/each-database.ts';

describeOnEachDatabase('migrate', (fresh, kind, newConfig) => {
  it('does nothing the second time', async () => {
    const database = await fresh();
    assert.deepEqual(await migrate(database), { applied: [] });
  });

  it('refuses a database of a newer version', async () => {
    const database = await fresh();
    await sql`insert into migrations values ('999-future', '2099-01-01')`.execute(database.db);
    await assert.rejects(migrate(database), NewerDatabaseError);
    await assert.rejects(migrate(database, { only: ['999-future'] }), NewerDatabaseError);
  });

  it('brings a library of the first version forward, and changes none of its rows', async () => {
    const config = await newConfig();
    const database = openDatabase(config);
    try {
      assert.deepEqual(await migrate(database, { only: ['001-init'] }), { applied: ['001-init'] });
      await fillFirstVersion(database);
      const before = await readRows(config, database);
      const told: string[] = [];
      const { applied } = await migrate(database, {
        // It is asked for before anything changes.
        before: async (pending) => {
          assert.equal(await isMigrated(database), false);
          told.push(...pending);
        },
      });
      assert.ok(applied.length > 0);
      assert.deepEqual(told, applied);
      const after = await readRows(config, database);
      for (const [table, rows] of before) {
        const now = (after.get(table) ?? []).filter(
          (row) => row.kind !== 'attachment' && row.kind !== 'text',
        );
        assert.equal(now.length, rows.length, table);
        // New columns may have come; what stood there stands.
        for (const [index, row] of rows.entries())
          assert.deepEqual({ ...now[index], ...row }, now[index], table);
      }
      // What nobody has looked into yet is given out no longer, and is looked into.
      assert.equal(after.get('attachments')?.[0]?.state, 'checking');
      const added = after.get('jobs')?.filter(({ kind }) => kind === 'attachment') ?? [];
      assert.deepEqual(
        added.map(({ subject_id, payload, state, group_id }) => [subject_id, payload, state, group_id]),
        [['a1', '{"attachmentId":"a1"}', 'queued', 'p1']],
      );
    } finally {
      await database.close();
    }
  });

  it('has what attachments and captions say read that were there before', async () => {
    const database = openDatabase(await newConfig());
    try {
      await migrate(database, { only: ['001-init', '003-attachment-checks'] });
      await fillFirstVersion(database);
      await sql`update attachments set state = 'ready'`.execute(database.db);
      await migrate(database);
      const jobs = await database.db.selectFrom('jobs').selectAll().where('kind', '=', 'text').execute();
      assert.deepEqual(
        jobs.map(({ subject_id, payload, state, group_id }) => [subject_id, payload, state, group_id]).sort(),
        [
          ['a1', '{"attachmentId":"a1"}', 'queued', 'p1'],
          ['l1', '{"lessonId":"l1","language":"zh"}', 'queued', 'p1'],
        ],
      );
    } finally {
      await database.close();
    }
  });

  it('ends the open links of people of which nobody knows who made them, and no others', async () => {
    const database = openDatabase(await newConfig());
    try {
      await migrate(database, { only: ['001-init', '008-invitation-makers'] });
      await fillFirstVersion(database);
      const at = '2026-11-23T02:00:00.000Z';
      const row = { purpose: 'password', created_at: at, expires_at: at, used_at: null };
      const invitations = [
        { ...row, token_hash: 'open', person_id: 'p1' },
        { ...row, token_hash: 'used', person_id: 'p1', used_at: at },
        { ...row, token_hash: 'made', person_id: 'p1', made_by: 'p1' },
        { ...row, token_hash: 'first', purpose: 'setup', person_id: null },
      ];
      await database.db.insertInto('invitations').values(invitations).execute();
      await migrate(database);
      const left = await database.db.selectFrom('invitations').select('token_hash').execute();
      assert.deepEqual(left.map(({ token_hash }) => token_hash).sort(), ['first', 'made', 'used']);
    } finally {
      await database.close();
    }
  });

  it('goes on where it was killed, at any of its statements', async () => {
    const statements = Number(migrateInProcess(await newConfig(), 0).stdout);
    assert.ok(statements > 60, `${statements} statements`);
    const expected = await readSchema(await newConfig(), async () => {});
    // Every moment would take minutes: three of them, and the last one, just before the last mark is written.
    const step = Math.floor(statements / 3);
    for (let nth = 2; nth < statements; nth += step) await check(nth);
    await check(statements);

    async function check(nth: number): Promise<void> {
      const config = await newConfig();
      assert.equal(migrateInProcess(config, nth).signal, 'SIGKILL');
      const found = await readSchema(config, async (database) => {
        assert.equal(await isMigrated(database), false);
      });
      assert.deepEqual(found, expected, `killed at statement ${nth}`);
    }
  });

  /** The schema after migrating; `before` sees the database as it is found. */
  async function readSchema(config: DatabaseConfig, before: (database: Database) => Promise<void>) {
    const database = openDatabase(config);
    try {
      await before(database);
      await migrate(database);
      const { rows } =
        kind === 'sqlite'
          ? await sql`select type, name, sql from sqlite_schema order by name`.execute(database.db)
          : await sql`
              select table_name, column_name, data_type from information_schema.columns
              where table_schema = 'public' order by table_name, column_name`.execute(database.db);
      const { rows: marks } = await sql`select name from migrations order by name`.execute(database.db);
      return { rows, marks };
    } finally {
      await database.close();
    }
  }

  it('tells a duplicate key from other failures', async () => {
    const { db } = await fresh();
    const setting = { key: 'name', value: '"a"' };
    await db.insertInto('settings').values(setting).execute();
    await assert.rejects(db.insertInto('settings').values(setting).execute(), isDuplicateKey);
    await assert.rejects(sql`select * from nowhere`.execute(db), (error) => !isDuplicateKey(error));
  });

  it('runs ten read-modify-write transactions one after another', async () => {
    const database = await fresh();
    await database.db.insertInto('counters').values({ name: 'n', value: 0 }).execute();
    const increment = () =>
      database.transaction((trx) =>
        trx
          .updateTable('counters')
          .set((eb) => ({ value: eb('value', '+', 1) }))
          .where('name', '=', 'n')
          .execute(),
      );
    await Promise.all(Array.from({ length: 10 }, increment));
    const row = await database.db.selectFrom('counters').select('value').executeTakeFirstOrThrow();
    assert.equal(row.value, 10);
  });
});

function migrateInProcess(config: DatabaseConfig, nth: number) {
  const program = join(import.meta.dirname, 'test/migrating-process.ts');
  return spawnSync(process.execPath, [program, JSON.stringify(config), String(nth)], { encoding: 'utf8' });
}

async function readRows(config: DatabaseConfig, database: Database): Promise<Map<string, SnapshotRow[]>> {
  return readSnapshot(config, database, async (snapshot) => {
    const all = new Map<string, SnapshotRow[]>();
    for (const table of snapshot.tables) {
      const rows = [];
      for await (const batch of snapshot.rows(table)) rows.push(...batch);
      all.set(table, rows);
    }
    return all;
  });
}

/** A row or two in the tables that matter, as the first version wrote them. */
async function fillFirstVersion({ db }: Database): Promise<void> {
  const at = '2026-11-23T02:00:00.000Z';
  const statements = [
    `insert into settings values ('library', '{"name":"滨城"}')`,
    `insert into counters values ('feed', 1)`,
    `insert into organisations values ('o1', null, 'city', '滨城', 'o1/', null, null, '${at}')`,
    `insert into organisations values ('o2', 'o1', 'school', '小学', 'o1/o2/', 'public', 'town', '${at}')`,
    `insert into people values ('p1', 'li', '李静', null, null, '${at}')`,
    `insert into memberships values ('m1', 'p1', 'o2', 'teacher', '2020-09-01', null)`,
    `insert into sessions values ('t1', 'p1', '${at}', '${at}', '${at}', null, null)`,
    `insert into originals values ('r1', 'p1', 'aa', 5, '课.mp4', 'originals/r1/r1', '${at}')`,
    `insert into lessons (id, title, kind, summary, keywords, licence, teacher_id, school_id, state, media_state,
       original_id, media_version_id, created_at, updated_at)
     values ('l1', '认识分数', 'micro', '', '[]', 'cc-by-nc-sa-4.0', 'p1', 'o2', 'published', 'ready', 'r1', 'v1', '${at}', '${at}')`,
    `insert into media_versions values ('v1', 'l1', 'r1', 12.5, 5, '{}', 'media/v1/v1', '${at}')`,
    `insert into attachments (id, lesson_id, kind, filename, media_type, bytes, sha256, store_key, created_at)
     values ('a1', 'l1', 'design', '教案.pdf', 'application/pdf', 3, 'bb', 'attachments/a1/a1', '${at}')`,
    `insert into covers values ('l1', 'media/v1/v1/cover-1.webp', 'chosen', '${at}')`,
    `insert into captions values ('l1', 'zh', 'captions/c1/c1.vtt', '${at}')`,
    `insert into feed values (1, 'l1', '${at}')`,
    `insert into uploads (id, person_id, filename, filetype, length, state, created_at, active_at, expires_at)
     values ('u1', 'p1', 'a.mp4', 'video/mp4', 100, 'open', '${at}', '${at}', '${at}')`,
    `insert into jobs (id, kind, subject_id, payload, state, run_at, created_at, updated_at)
     values ('j1', 'transcode', 'l1', '{}', 'done', '${at}', '${at}', '${at}')`,
    `insert into audit_log (at, action, subject, detail) values ('${at}', 'lesson.publish', 'l1', '{}')`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
