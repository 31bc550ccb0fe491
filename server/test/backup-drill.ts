import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { makeClip } from '../../transcoder/test/make-clip.ts';
import { LessonList } from '../contract/lessons.ts';
import { type DatabaseConfig, openDatabase } from '../db/open-database.ts';
import { eventually } from '../jobs/test/eventually.ts';
import { hashFolder, readAllRows } from '../operations/backup/test/same-library.ts';
import { type AcknowledgedUpload, auditKept, mediaOf, type StoppedLibrary } from './audit-library.ts';
import { type ClipPhase, carryClip, markedCopy } from './carry-clip.ts';
import { createTestClient } from './client.ts';
import { createVisibleCheck } from './find-half-visible.ts';
import { type LibraryPeople, setUpLibrary } from './library-people.ts';
import { createLibrary, type Library } from './library-process.ts';
import { runOperatorCommand, startCommand } from './run-operator-command.ts';
import type { OtherStore } from './soak-store.ts';

/** Where a library has its rows and files: SQLite and a folder, both in the data folder, where nothing else is said. */
export interface DrillPlace {
  database?: DatabaseConfig;
  store?: OtherStore;
}

export interface DrillOptions {
  /** The library's own. */
  own?: DrillPlace;
  /** To restore into, empty: the backup under load, and the one after it. */
  under?: DrillPlace;
  after?: DrillPlace;
  /** Clips that are uploaded, transcoded and published while backups are made. */
  clips: number;
  /** More to be in the library, before the first backup. */
  fill?: (library: StoppedLibrary) => Promise<void>;
  tell?: (text: string) => void;
}

const BackupSaid = z.object({
  name: z.string(),
  seconds: z.number(),
  file_count: z.number(),
  bytes: z.number(),
  copied_bytes: z.number(),
  damaged: z.number(),
});
const RestoreSaid = z.object({ seconds: z.number(), rows: z.number(), files: z.number(), bytes: z.number() });
const VerifySaid = z.object({ seconds: z.number(), files: z.number(), findings: z.array(z.unknown()) });

export interface DrillReport {
  backups: z.infer<typeof BackupSaid>[];
  restores: (z.infer<typeof RestoreSaid> & { verifySeconds: number })[];
  /** Empty when all is well. */
  violations: string[];
  seconds: number;
}

/** What differs on purpose, or moves on without anybody: sessions, limits, workers, and what is about backups. */
const ownTables = [
  'sessions',
  'sign_in_attempts',
  'request_limits',
  'workers',
  'backups',
  'audit_log',
  'migrations',
];

/**
 * The whole of it, with the real program and the real commands: backups while clips are uploaded, transcoded and
 * published, each restored on an empty machine; one restore is killed half-way and run again. What comes
 * back is compared row for row and byte for byte, audited by an independent reader, and played.
 */
export async function runBackupDrill(options: DrillOptions): Promise<DrillReport> {
  const begun = performance.now();
  const { clips, tell = () => {} } = options;
  const folder = await mkdtemp(join(tmpdir(), 'qianke-drill-'));
  const target = join(folder, 'backups');
  const library = createAt(options.own);
  const restored: Library[] = [];
  const report: DrillReport = { backups: [], restores: [], violations: [], seconds: 0 };
  const { violations } = report;

  async function backUp(): Promise<z.infer<typeof BackupSaid>> {
    const { code, output, json } = await runOperatorCommand('backup', library, ['--to', target]);
    if (code !== 0) throw new Error(`the backup ended with ${code}: ${output}`);
    const said = BackupSaid.parse(json);
    report.backups.push(said);
    tell(
      `backup ${said.name}: ${said.file_count} files, ${said.bytes} bytes, ${said.copied_bytes} copied, ${said.seconds.toFixed(1)} s`,
    );
    return said;
  }

  /** Somewhere else, from nothing. */
  async function restore(
    name: string,
    into: DrillPlace | undefined,
    { kill = false } = {},
  ): Promise<Library> {
    const other = createAt(into);
    restored.push(other);
    // Rows are compared, and its id is one of them.
    const args = ['--from', target, '--at', name, '--replaces-original'];
    if (kill) violations.push(...(await killRestore(other, args)));
    const { code, output, json } = await runOperatorCommand('restore', other, args);
    if (code !== 0) throw new Error(`the restore ended with ${code}: ${output}`);
    const said = RestoreSaid.parse(json);
    const verifySeconds = await verify(other, `restored from ${name}`);
    report.restores.push({ ...said, verifySeconds });
    tell(
      `restored ${name}: ${said.rows} rows, ${said.files} files, ${said.seconds.toFixed(1)} s; verified in ${verifySeconds.toFixed(1)} s`,
    );
    return other;
  }

  async function verify(which: StoppedLibrary, what: string): Promise<number> {
    const { output, json } = await runOperatorCommand('verify', which, []);
    const said = VerifySaid.parse(json);
    if (said.findings.length > 0) violations.push(`${what}: ${output}`);
    return said.seconds;
  }

  /** It runs, finishes what was under way, and shows and plays everything. */
  async function requireAlive(other: Library, published: readonly string[]): Promise<void> {
    await other.start();
    await eventually(async () => (await countOpenWork(other)) === 0, { within: 240_000 });
    await eventually(() => isIndexed(other), { within: 30_000 });
    violations.push(...(await createVisibleCheck(other).ofAll()));
    const visible = new Set((await listShown(other)).map(({ id }) => id));
    for (const id of published.filter((one) => !visible.has(one)))
      violations.push(`lesson ${id} was published before the backup and is not shown after the restore`);
    await verify(other, 'restored and running');
    const { code } = await other.stop();
    if (code !== 0) violations.push(`the restored program ended with ${code}`);
  }

  try {
    const plain = await readFile(await makeClip(join(folder, 'clip.mp4'), { seconds: 2 }));
    await library.start();
    const people = await setUpLibrary(library);
    await options.fill?.(library);
    const carry = carrier(library, people, plain);
    const acknowledged = [await carry(0)];
    const before = await listShown(library);

    // Under load: one clip is being sent, one is being transcoded, and more follow.
    const phases = new Map<number, ClipPhase>();
    const carrying = Array.from({ length: clips - 1 }, (_, index) =>
      carry(index + 1, (phase) => phases.set(index + 1, phase)),
    );
    for (const clip of carrying) clip.catch(() => {});
    await eventually(async () => [...phases.values()].includes('encoding'), { within: 240_000 });
    const published = (await listShown(library)).map(({ id }) => id);
    const finished = [...phases].filter(([, phase]) => phase !== 'uploading' && phase !== 'last byte').length;
    const under = await backUp();
    await backUp();
    acknowledged.push(...(await Promise.all(carrying)));

    const after = await backUp();
    const { code } = await library.stop();
    if (code !== 0) violations.push(`the program ended with ${code} when it was told to stop`);

    const first = await restore(under.name, options.under);
    const lessons = await countLessons(first);
    if (lessons < before.length + finished)
      violations.push(
        `${lessons} lessons came back of ${before.length + finished} whose last byte was acknowledged`,
      );
    await requireAlive(first, published);

    const second = await restore(after.name, options.after, { kill: true });
    violations.push(...(await compare(library, second)));
    if (!options.fill) violations.push(...(await auditKept(second, acknowledged)));
    await requireAlive(
      second,
      acknowledged.map(({ lessonId }) => lessonId),
    );
    report.seconds = Math.round((performance.now() - begun) / 1000);
    return report;
  } finally {
    for (const one of [library, ...restored]) await one.remove();
    await rm(folder, { recursive: true, force: true });
  }
}

function createAt({ database, store }: DrillPlace = {}): Library {
  const environment = { LOG_LEVEL: 'warn', ...store?.environment };
  return createLibrary({ ...{ database, environment }, mediaFolder: store?.mediaFolder });
}

function carrier(library: Library, people: LibraryPeople, plain: Buffer<ArrayBuffer>) {
  return (number: number, onPhase: (phase: ClipPhase) => void = () => {}): Promise<AcknowledgedUpload> =>
    carryClip(library, people, {
      ...{ file: markedCopy(plain, number), filename: `第${number + 1}课.mp4` },
      ...{ attachment: `第${number + 1}课的教学设计`, onPhase },
    });
}

/** Kills a restore once it has begun to write; a library may not start on what it leaves. */
async function killRestore(other: Library, args: readonly string[]): Promise<string[]> {
  const child = startCommand('restore', other, args);
  const ended = once(child, 'exit');
  await eventually(
    async () => existsSync(join(other.dataFolder, 'restoring.json')) || child.exitCode !== null,
    {
      within: 60_000,
    },
  );
  child.kill('SIGKILL');
  await ended;
  if (child.signalCode !== 'SIGKILL') return ['the restore ended before it could be killed'];
  const refused = await other.start().then(
    () => '',
    (error: Error) => error.message,
  );
  return refused.includes('恢复还没有完成') ? [] : [`a library started on half a restore: ${refused}`];
}

async function compare(one: StoppedLibrary, other: StoppedLibrary): Promise<string[]> {
  const wrong: string[] = [];
  const [before, after] = [await readAllRows(one.database), await readAllRows(other.database)];
  for (const [table, rows] of before) {
    if (ownTables.includes(table)) continue;
    if (JSON.stringify(rows) !== JSON.stringify(after.get(table)))
      wrong.push(`table ${table} is not the same: ${rows.length} and ${after.get(table)?.length} rows`);
  }
  const files = await hashFolder(mediaOf(one));
  const copied = await hashFolder(mediaOf(other));
  for (const [path, sha256] of files)
    if (copied.get(path) !== sha256) wrong.push(`${path} is ${copied.has(path) ? 'another' : 'missing'}`);
  if (copied.size !== files.size) wrong.push(`${copied.size} files of ${files.size}`);
  return wrong;
}

/* All of them: what is published meanwhile moves others off the first page. */
async function listShown(library: Library): Promise<LessonList['items']> {
  const anybody = createTestClient(library.url);
  let page: LessonList = await anybody.json('/api/lessons?limit=100', LessonList);
  const shown = page.items;
  while (page.nextCursor !== undefined) {
    page = await anybody.json(
      `/api/lessons?limit=100&cursor=${encodeURIComponent(page.nextCursor)}`,
      LessonList,
    );
    shown.push(...page.items);
  }
  return shown;
}

async function countLessons({ database }: StoppedLibrary): Promise<number> {
  const opened = openDatabase(database);
  try {
    return (await opened.db.selectFrom('lessons').select('id').execute()).length;
  } finally {
    await opened.close();
  }
}

/** Jobs that are to be done, and whole uploads that are to be filed. */
async function countOpenWork({ database }: StoppedLibrary): Promise<number> {
  const opened = openDatabase(database);
  try {
    const jobs = await opened.db
      .selectFrom('jobs')
      .select('id')
      .where('state', 'in', ['queued', 'running'])
      .execute();
    const uploads = await opened.db.selectFrom('uploads').select('id').where('state', '=', 'open').execute();
    return jobs.length + uploads.length;
  } finally {
    await opened.close();
  }
}

async function isIndexed(library: Library): Promise<boolean> {
  const text = await (await fetch(`${library.url}/metrics`)).text();
  const position = /^qianke_search_position\{engine="embedded"\} (\d+)/m.exec(text)?.[1];
  const head = /^qianke_search_feed_head (\d+)/m.exec(text)?.[1];
  return position !== undefined && position === head;
}
