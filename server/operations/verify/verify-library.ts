import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { IndexComparison, Search } from '../../../search/search.ts';
import type { AppContext } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { listUndeliveredJobs } from '../../db/jobs.ts';
import { readSnapshot } from '../../db/snapshot.ts';
import { findUpload } from '../../db/uploads.ts';
import {
  checkDatabaseFile,
  listDanglingPointers,
  listMissingJobs,
  listOpenUploadOffsets,
  listReadyWithoutVersion,
  readFeedEnds,
} from '../../db/verify-rows.ts';
import { originalKey } from '../../uploads/finish-upload.ts';
import { filesNamedBy, type NamedFile, tablesWithFiles } from '../backup/named-files.ts';
import { type Checked, type CheckOptions, checkNamedFile } from './check-files.ts';
import { listOrphans } from './check-orphans.ts';
import type { Finding, Note } from './finding.ts';

export type VerifyParts = Pick<AppContext, 'config' | 'database' | 'clock' | 'mediaStore'> & {
  search: Pick<Search, 'compare'>;
};

export interface VerifyOptions extends CheckOptions {
  onProgress?: (done: number, all: number, bytes: number) => void;
}

export interface VerifyReport extends Checked {
  findings: Finding[];
  notes: Note[];
  quick: boolean;
  seconds: number;
}

/**
 * Reads the whole library and says what is not as it should be: the database, every file that a row names, every
 * file that none does, uploads, jobs, the index. It changes nothing but the audit log, and runs beside a live
 * program: what has changed since it was looked at is looked at again before it is told.
 */
export async function verifyLibrary(parts: VerifyParts, options: VerifyOptions): Promise<VerifyReport> {
  const begun = performance.now();
  const { database } = parts;
  const checked: Checked = { files: 0, bytes: 0 };
  const findings = [
    ...(await checkDatabase(parts, options.quick)),
    ...(await checkRows(parts)),
    ...(await checkFiles(parts, options, checked)),
    ...(await checkUploads(parts)),
  ];
  const index = await parts.search.compare(options.signal);
  findings.push(...index.flatMap(findIndexFaults));
  await appendAudit(database.db, {
    ...{ at: parts.clock.now().toISOString(), personId: null, action: 'library.verify', subject: 'library' },
    detail: { findings: findings.length, files: checked.files, bytes: checked.bytes, quick: options.quick },
  });
  const seconds = (performance.now() - begun) / 1000;
  return { ...checked, findings, notes: index.flatMap(noteIndex), quick: options.quick, seconds };
}

async function checkDatabase({ database }: VerifyParts, quick: boolean): Promise<Finding[]> {
  const { damage, references } = await checkDatabaseFile(database, { quick });
  return [
    ...damage.map((subject): Finding => ({ code: 'database-damaged', subject })),
    ...references.map(
      ({ table, row, parent }): Finding => ({
        code: 'reference-broken',
        subject: `${table} ${row} → ${parent}`,
      }),
    ),
  ];
}

async function checkRows({ database }: VerifyParts): Promise<Finding[]> {
  const { db } = database;
  const [dangling, ready, waiting, undelivered, feed] = await Promise.all([
    listDanglingPointers(db),
    listReadyWithoutVersion(db),
    listMissingJobs(db),
    listUndeliveredJobs(database),
    readFeedEnds(db),
  ]);
  const findings: Finding[] = [
    ...dangling.map(
      ({ table, column, id, target }): Finding => ({
        code: 'pointer-dangling',
        subject: `${table}.${column} ${id}`,
        detail: target,
      }),
    ),
    ...ready.map((subject): Finding => ({ code: 'ready-without-video', subject })),
    ...waiting.map(({ id, kind }): Finding => ({ code: 'job-missing', subject: id, detail: kind })),
    ...undelivered.map((subject): Finding => ({ code: 'job-undelivered', subject })),
  ];
  if (feed.counter !== feed.last) {
    const detail = `${feed.counter} / ${feed.last}`;
    findings.push({ code: 'feed-uneven', subject: 'feed', detail });
  }
  return findings;
}

async function checkFiles(parts: VerifyParts, options: VerifyOptions, checked: Checked): Promise<Finding[]> {
  const named = await readNamedFiles(parts);
  const wrong: { key: string; finding: Finding }[] = [];
  for (const [index, one] of named.entries()) {
    options.signal.throwIfAborted();
    const key = one.kind === 'upload' ? originalKey(one.id) : one.key;
    for (const finding of await checkNamedFile(parts.mediaStore, one, options, checked))
      wrong.push({ key, finding });
    options.onProgress?.(index + 1, named.length, checked.bytes);
  }
  const before = keysOf(named);
  const orphans = await listOrphans(parts.mediaStore, before, parts.clock.now(), options.signal);
  if (wrong.length === 0 && orphans.length === 0) return [];
  // Rows come and go meanwhile: only what still holds is told.
  const now = keysOf(await readNamedFiles(parts));
  return [
    ...wrong.filter(({ key }) => now.has(key)).map(({ finding }) => finding),
    ...orphans.filter(({ key }) => !now.has(key)).map(({ code, key }): Finding => ({ code, subject: key })),
  ];
}

function keysOf(named: readonly NamedFile[]): Set<string> {
  return new Set(named.map((one) => (one.kind === 'upload' ? originalKey(one.id) : one.key)));
}

/** Every file that a row needs, as it is at one moment. */
function readNamedFiles({ config, database }: VerifyParts): Promise<NamedFile[]> {
  return readSnapshot(config.database, database, async (snapshot) => {
    const named: NamedFile[] = [];
    for (const table of tablesWithFiles) {
      for await (const batch of snapshot.rows(table))
        named.push(...batch.flatMap((row) => filesNamedBy(table, row)));
    }
    return named;
  });
}

/** The bytes of open uploads; one that moves on between two looks is looked at again. */
async function checkUploads({ config, database, mediaStore }: VerifyParts): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { id, offset, length } of await listOpenUploadOffsets(database.db)) {
    const file = join(config.dataFolder, 'uploads', id);
    const found = await stat(file).catch(() => null);
    const there = found?.size ?? 0;
    if (there >= offset) continue;
    // Another machine's, beside a store that is common to all.
    if (!found && config.mediaStore.kind === 's3') continue;
    if (offset === length && (await mediaStore.stat(originalKey(id)))?.bytes === length) continue;
    const now = await findUpload(database.db, id);
    if (now?.state !== 'open') continue;
    findings.push({ code: 'upload-lost', subject: id, detail: `${there} / ${offset}` });
  }
  return findings;
}

function findIndexFaults(found: IndexComparison): Finding[] {
  const { engine, position, head, missing, surplus, stale } = found;
  const of = (code: Finding['code'], ids: string[]) =>
    ids.map((subject): Finding => ({ code, subject, detail: engine }));
  return [
    ...of('index-missing', missing),
    ...of('index-surplus', surplus),
    ...of('index-stale', stale),
    ...(position !== null && position > head
      ? [{ code: 'index-ahead', subject: engine, detail: `${position} / ${head}` } as const]
      : []),
  ];
}

function noteIndex({ engine, position, head, problem }: IndexComparison): Note[] {
  if (problem !== undefined) return [{ code: 'index-unreachable', subject: engine, detail: problem }];
  if (position === null) return [{ code: 'index-none', subject: engine }];
  return position < head ? [{ code: 'index-behind', subject: engine, detail: String(head - position) }] : [];
}
