import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { pino } from 'pino';
import { systemClock } from '../../clock.ts';
import { readConfig } from '../../config.ts';
import { endBackup, findLastBackup, insertBackup, listBackups } from '../../db/backups.ts';
import { type Database, openDatabase } from '../../db/open-database.ts';
import { readEnvironment } from '../../env.ts';
import { eventually } from '../../jobs/test/eventually.ts';
import { openContext } from '../../open-context.ts';
import { createTestClock } from '../../test/test-clock.ts';
import { describeBackups } from './describe-backups.ts';
import { scheduleBackups } from './schedule-backups.ts';

/** One of three days ago: the next is due at once. */
async function insertOldBackup(database: Database): Promise<void> {
  const old = new Date(Date.now() - 3 * 24 * 3600 * 1000).toISOString();
  const row = { id: 'old', name: 'old', target: 'old', state: 'running', started_at: old, beat_at: old };
  await insertBackup(database, row, systemClock.now().toISOString());
  await endBackup(database.db, 'old', { state: 'done', ended_at: old });
}

it('a backup that was missed while the program did not run is made up for', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'qianke-schedule-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const environment = { DATA_DIR: join(folder, 'data'), BACKUP_DIR: join(folder, 'backups') };
  const config = readConfig(readEnvironment(environment));
  assert.equal(config.backup.at, 'hourly');
  await using context = await openContext(config, {
    ...{ log: pino({ level: 'silent' }), renderer: { render: () => '' } },
    ready: () => ({ ready: true, waitingFor: [] }),
  });
  assert.equal((await describeBackups(context)).tooOld, true);
  await insertOldBackup(context.database);
  assert.deepEqual((await describeBackups(context)).last?.name, 'old');

  const stop = new AbortController();
  const scheduled = scheduleBackups(context, { ...environment, PATH: process.env.PATH }, stop.signal);
  const made = await eventually(
    async () => {
      const last = await findLastBackup(context.database.db);
      return last?.name !== 'old' && last;
    },
    { within: 120_000 },
  );
  stop.abort();
  await scheduled;
  assert.equal(made.target, join(folder, 'backups'));
  assert.equal((await listBackups(context.database.db, 5)).length, 2);
  const { last, tooOld, failed, running } = await describeBackups(context);
  assert.deepEqual([last?.name, tooOld, failed, running], [made.name, false, null, false]);
});

it('a place that cannot be used is put on record with what to do', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'qianke-schedule-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'file');
  await writeFile(file, '');
  const environment = { DATA_DIR: join(folder, 'data'), BACKUP_DIR: join(file, 'backups') };
  const config = readConfig(readEnvironment(environment));
  await using context = await openContext(config, {
    ...{ log: pino({ level: 'silent' }), renderer: { render: () => '' } },
    ready: () => ({ ready: true, waitingFor: [] }),
  });
  await insertOldBackup(context.database);
  const stop = new AbortController();
  const scheduled = scheduleBackups(context, { ...environment, PATH: process.env.PATH }, stop.signal);
  const { failed } = await eventually(
    async () => {
      const status = await describeBackups(context);
      return status.failed !== null && status;
    },
    { within: 120_000 },
  );
  stop.abort();
  await scheduled;
  assert.match(failed?.error ?? '', /^不能使用 .*不是文件夹（ENOTDIR）.*BACKUP_DIR 决定。$/);
});

it('a backup that failed at its hour is tried again after an hour, and said once', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'qianke-schedule-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const backups = join(folder, 'backups');
  // A minute behind that of the backup's own process, whose rows must not be older than the hour that was chosen.
  const clock = createTestClock(new Date(Date.now() - 60_000).toISOString());
  const soon = new Date(clock.now().getTime() + 60_000).toISOString().slice(11, 16);
  const environment = {
    ...{ DATA_DIR: join(folder, 'data'), BACKUP_DIR: backups },
    ...{ BACKUP_AT: soon, REGION_TIME_ZONE: 'UTC' },
  };
  const said: string[] = [];
  const log = pino({}, { write: (line: string) => void said.push(line) });
  await using context = await openContext(readConfig(readEnvironment(environment)), {
    ...{ log, clock, renderer: { render: () => '' } },
    ready: () => ({ ready: true, waitingFor: [] }),
  });
  await writeFile(backups, 'no folder');
  let looks = 0;
  const watched = {
    ...clock,
    now: () => {
      looks += 1;
      return clock.now();
    },
  };
  const stop = new AbortController();
  t.after(() => stop.abort());
  const parts = { ...context, clock: watched, log };
  const scheduled = scheduleBackups(parts, { ...environment, PATH: process.env.PATH }, stop.signal, {
    pause: 20,
  });
  const failures = () => said.filter((line) => line.includes('the backup failed')).length;
  await eventually(async () => looks > 0);
  clock.advance({ minutes: 1 });
  await eventually(async () => failures() === 1, { within: 60_000 });
  const lookOn = async () => {
    const before = looks;
    await eventually(async () => looks > before + 10);
  };
  await lookOn();
  await rm(backups);
  clock.advance({ minutes: 58 });
  await lookOn();
  assert.equal(await findLastBackup(context.database.db), undefined, 'not before the hour is over');
  clock.advance({ minutes: 3 });
  await eventually(async () => (await findLastBackup(context.database.db)) !== undefined, { within: 60_000 });
  stop.abort();
  await scheduled;
  assert.equal(failures(), 1);
});

it('a database that cannot be asked is said once, and ends nothing', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'qianke-schedule-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const config = readConfig(readEnvironment({ DATA_DIR: folder, BACKUP_AT: 'hourly' }));
  // Without any table.
  const database = openDatabase(config.database);
  t.after(() => database.close());
  const said: string[] = [];
  const log = pino({}, { write: (line: string) => void said.push(line) });
  const stop = new AbortController();
  const scheduled = scheduleBackups({ config, clock: systemClock, database, log }, {}, stop.signal);
  await eventually(async () => said.length > 0, { within: 10_000 });
  stop.abort();
  await scheduled;
  assert.match(said.join(''), /^[^\n]*a table is missing[^\n]*\n$/);
});
