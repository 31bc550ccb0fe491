import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { sql } from 'kysely';
import { pino } from 'pino';
import { readConfig } from '../../config.ts';
import { isMigrated, migrate } from '../../db/migrate.ts';
import { type DatabaseConfig, openDatabase } from '../../db/open-database.ts';
import { describeOnEachDatabase } from '../../db/test/each-database.ts';
import { readEnvironment } from '../../env.ts';
import { prepareDatabase } from '../../prepare-database.ts';
import { createTestClock } from '../../test/test-clock.ts';
import { OperatorError } from '../operator-error.ts';
import { backUpBeforeMigration } from './back-up-before-migration.ts';
import { runRestore } from './run-restore.ts';

describeOnEachDatabase('before its schema is changed a database in use', (_fresh, kind, newConfig) => {
  const clock = createTestClock();

  async function readName(config: DatabaseConfig): Promise<{ name: string; current: boolean }> {
    const database = openDatabase(config);
    try {
      const { rows } = await sql<{
        name: string;
      }>`select value as name from settings where key = 'school'`.execute(database.db);
      return { name: rows[0]?.name ?? '', current: await isMigrated(database) };
    } finally {
      await database.close();
    }
  }

  it('is kept as it was, and can be brought back', async (t) => {
    const dataFolder = await mkdtemp(join(tmpdir(), 'qianke-before-'));
    t.after(() => rm(dataFolder, { recursive: true, force: true }));
    const config = { ...readConfig(readEnvironment({ DATA_DIR: dataFolder })), database: await newConfig() };
    const database = openDatabase(config.database);
    try {
      await migrate(database, { only: ['001-init'] });
      await sql`insert into settings values ('school', '"before"')`.execute(database.db);
      await prepareDatabase(config, database, clock, pino({ level: 'silent' }));
      await sql`update settings set value = '"after"' where key = 'school'`.execute(database.db);
      // A start that changes no schema keeps nothing.
      await prepareDatabase(config, database, clock, pino({ level: 'silent' }));
      const backups = join(dataFolder, 'backups');
      if (kind === 'sqlite') {
        const [only, ...more] = await readdir(backups);
        assert.deepEqual([/^before-\d+-.*\.sqlite$/.test(only ?? ''), more], [true, []]);
        const kept = { kind, file: join(backups, only ?? '') } as const;
        assert.equal((await stat(kept.file)).mode & 0o777, 0o600);
        assert.deepEqual(await readName(kept), { name: '"before"', current: false });
      } else {
        assert.equal((await readdir(join(backups, 'snapshots'))).length, 1);
        const elsewhere = { ...config, database: await newConfig() };
        await runRestore({ config: elsewhere, clock, from: backups });
        assert.deepEqual(await readName(elsewhere.database), { name: '"before"', current: true });
      }
    } finally {
      await database.close();
    }
  });

  it('is not changed when it cannot be kept', async () => {
    const config = { dataFolder: '/dev/null/nowhere', database: await newConfig() };
    const database = openDatabase(config.database);
    try {
      await migrate(database, { only: ['001-init'] });
      const before = (pending: readonly string[]) =>
        backUpBeforeMigration(config, { database, clock }, pending).then(() => {});
      await assert.rejects(migrate(database, { before }), OperatorError);
      assert.equal(await isMigrated(database), false);
    } finally {
      await database.close();
    }
  });
});
