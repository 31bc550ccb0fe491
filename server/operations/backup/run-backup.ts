import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dayIn } from '../../clock.ts';
import type { AppContext } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { type BackupFigures, beatBackup, endBackup, insertBackup } from '../../db/backups.ts';
import { newId } from '../../db/new-id.ts';
import { formatBytes } from '../../uploads/format-bytes.ts';
import { version } from '../../version.ts';
import { explainFailure } from '../explain-failure.ts';
import { OperatorError } from '../operator-error.ts';
import { type BackedUpFile, type BackupManifest, filesName, manifestName } from './backup-manifest.ts';
import { aliveSince } from './backup-running.ts';
import {
  type BackupTarget,
  claimTarget,
  listSnapshots,
  readLibraryId,
  snapshotPrefix,
} from './backup-target.ts';
import { copyNamed, planCopies } from './copy-named.ts';
import { fenceTarget, snapshotWork } from './fence-target.ts';
import { writeJsonLines } from './json-lines.ts';
import { pruneTarget } from './prune-target.ts';
import { writeSnapshot } from './write-snapshot.ts';

export type BackupParts = Pick<AppContext, 'config' | 'database' | 'clock' | 'mediaStore'>;

export interface BackupOptions {
  target: BackupTarget;
  /** How many are kept (`plan-retention.ts`). */
  keep: number;
  signal?: AbortSignal;
  /** The database is copied: its rows, and how many files they name. */
  onSnapshot?: (rows: number, files: number) => void;
  /** Hears how far it is: files done of all, and the bytes copied so far. */
  onProgress?: (done: number, all: number, copiedBytes: number) => void;
}

export interface BackupReport extends BackupFigures {
  name: string;
  target: string;
  seconds: number;
  /** Keys of files that were missing or not as they came: they are not in the backup. */
  damagedKeys: string[];
  removedBackups: number;
  removedFiles: number;
}

const beatMilliseconds = 10_000;

/** This backup gave no sign of life for so long that another may have taken its place. */
class StoodStillError extends OperatorError {
  constructor(options?: ErrorOptions) {
    super(
      '这次备份停顿了 5 分钟以上（例如机器休眠），已被当作中断，另一次备份可能已经开始。请重新备份：npm run backup',
      options,
    );
  }
}

/**
 * Makes a backup while the library is in use: the database as it is at one moment, then every file that it
 * names, as far as the target lacks it. What is immutable is copied once. The backup appears in the target
 * with its manifest, last and at once; one that is cut off is none, and what it copied is used by the next.
 *
 * Files that are missing or damaged in the library do not stop it: the report and the manifest name them.
 * Throws `OperatorError` when another backup runs, or took this one for dead while it stood still; when the
 * target is another library's, or has no room.
 */
export async function runBackup(parts: BackupParts, options: BackupOptions): Promise<BackupReport> {
  const { database, clock } = parts;
  const { target } = options;
  const begun = performance.now();
  const library = await readLibraryId(database.db);
  const startedAt = clock.now();
  const id = newId();
  const name = await recordingFailure(parts, target.name, async () => {
    await claimTarget(target, library);
    return chooseName(target, startedAt);
  });
  const row = {
    ...{ id, name, target: target.name, state: 'running' },
    ...{ started_at: startedAt.toISOString(), beat_at: startedAt.toISOString() },
  };
  if (!(await insertBackup(database, row, aliveSince(startedAt))))
    throw new OperatorError('另一次备份正在进行，请等它结束后再试。它若已被强行结束，5 分钟后即可再试。');
  const figures: BackupFigures = { row_count: 0, file_count: 0, bytes: 0, copied_bytes: 0, damaged: 0 };
  const beat = () => {
    const now = clock.now();
    return beatBackup(database.db, id, { at: now.toISOString(), aliveSince: aliveSince(now) }, figures);
  };
  const requireStillRunning = async () => {
    if (!(await beat())) throw new StoodStillError();
  };
  // A beat that fails is followed by one that does not, or by the failure of the backup itself.
  const beating = setInterval(() => beat().catch(() => {}), beatMilliseconds);
  try {
    await fenceTarget(target);
    const made = { name, library, startedAt, requireStillRunning };
    const { damagedKeys } = await fillTarget(parts, options, made, figures);
    const pruned = await pruneTarget(target, {
      ...{ keep: options.keep, timeZone: parts.config.timeZone, requireStillRunning },
    });
    const ended_at = clock.now().toISOString();
    await database.transaction(async (trx) => {
      await endBackup(trx, id, { ...figures, state: 'done', ended_at });
      await appendAudit(trx, {
        ...{ at: ended_at, personId: null, action: 'backup.make', subject: name },
        detail: { target: target.name, ...figures },
      });
    });
    const seconds = (performance.now() - begun) / 1000;
    return {
      ...figures,
      ...{ name, target: target.name, seconds, damagedKeys },
      ...{ removedBackups: pruned.backups, removedFiles: pruned.files },
    };
  } catch (cause) {
    // Whoever took over has ended what was under way here: that is the reason.
    const tookOver = !(await beat().catch(() => true));
    const error = tookOver && !(cause instanceof StoodStillError) ? new StoodStillError({ cause }) : cause;
    const ended_at = clock.now().toISOString();
    // The first failure is the one to be told.
    await endBackup(database.db, id, {
      ...{ ...figures, state: 'failed', ended_at, error: reasonOf(error) },
    }).catch(() => {});
    throw error;
  } finally {
    clearInterval(beating);
  }
}

/**
 * Does what comes before a backup at `target`; where that fails, as with a disk that is not mounted, the attempt
 * is put on record for the operator's page, and the failure thrown.
 */
export async function recordingFailure<T>(
  { database, clock }: Pick<BackupParts, 'database' | 'clock'>,
  target: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const at = clock.now();
    const when = { started_at: at.toISOString(), beat_at: at.toISOString(), ended_at: at.toISOString() };
    const row = { id: newId(), name: nameAt(at), target, state: 'failed', ...when, error: reasonOf(error) };
    // The first failure is the one to be told.
    await insertBackup(database, row, aliveSince(at)).catch(() => {});
    throw error;
  }
}

/** In one line, for the operator's page. */
const reasonOf = (error: unknown) => explainFailure(error, '备份失败').split('\n', 1)[0];

async function fillTarget(
  parts: BackupParts,
  { target, signal, onSnapshot, onProgress }: BackupOptions,
  made: { name: string; library: string; startedAt: Date; requireStillRunning(): Promise<void> },
  figures: BackupFigures,
): Promise<{ damagedKeys: string[] }> {
  const { config, database, clock } = parts;
  const work = await target.store.makeWorkFolder(snapshotWork, { fenced: true });
  try {
    const at = clock.now().toISOString();
    const snapshot = await writeSnapshot(config.database, database, work);
    figures.row_count = snapshot.rows;
    onSnapshot?.(snapshot.rows, snapshot.named.length);
    const plan = await planCopies(target, snapshot.named);
    const free = await target.store.storableBytes();
    if (plan.bytesToCopy > free) {
      throw new OperatorError(
        `备份位置 ${target.name} 空间不够：还需 ${formatBytes(plan.bytesToCopy)}，只有 ${formatBytes(free)}。请清理，或换一个位置：npm run backup -- --to 文件夹`,
      );
    }
    const files: BackedUpFile[] = [];
    const damagedKeys: string[] = [];
    for (const [index, named] of snapshot.named.entries()) {
      signal?.throwIfAborted();
      const copied = await copyNamed(parts, target, named, plan, signal);
      if (copied.result === 'damaged') damagedKeys.push(copied.key);
      else {
        files.push(copied.file);
        figures.file_count += 1;
        figures.bytes += copied.file.bytes;
        if (copied.result === 'copied') figures.copied_bytes += copied.file.bytes;
      }
      figures.damaged = damagedKeys.length;
      onProgress?.(index + 1, snapshot.named.length, figures.copied_bytes);
    }
    const lines = await writeJsonLines(join(work, filesName), inOne(files));
    const manifest: BackupManifest = {
      ...{ format: 1, name: made.name, library: made.library, version: version, at },
      ...{ database: database.kind, migrations: snapshot.migrations, tables: snapshot.tables },
      files: { ...lines, totalBytes: figures.bytes },
      damaged: damagedKeys,
    };
    await writeFile(join(work, manifestName), `${JSON.stringify(manifest, null, 1)}\n`);
    // A successor may have removed what was copied here, which no backup named; from here on it makes this fail.
    await made.requireStillRunning();
    await target.store.putFolder(snapshotPrefix(target, made.name), work);
    return { damagedKeys };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function* inOne<Item>(items: Item[]): AsyncGenerator<Item[]> {
  yield items;
}

/** The moment in UTC, fit for a path: `20261125-183000Z`. */
function nameAt(at: Date): string {
  return `${dayIn('UTC', at).replaceAll('-', '')}-${at.toISOString().slice(11, 19).replaceAll(':', '')}Z`;
}

async function chooseName(target: BackupTarget, at: Date): Promise<string> {
  const base = nameAt(at);
  const taken = new Set(await listSnapshots(target));
  let name = base;
  for (let number = 2; taken.has(name); number += 1) name = `${base}-${number}`;
  return name;
}
