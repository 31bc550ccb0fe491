import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Clock } from '../../clock.ts';
import type { Config } from '../../config.ts';
import { forgetWhatRan, settleRestoredRows } from '../../db/after-restore.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { isMigrated, migrate } from '../../db/migrate.ts';
import { newId } from '../../db/new-id.ts';
import { type Database, openDatabase } from '../../db/open-database.ts';
import { deleteSetting, readSetting, writeSetting } from '../../db/settings.ts';
import {
  checkReferencesAsRowsCome,
  isEmptyDatabase,
  loadRows,
  type RowsToLoad,
  type SnapshotRow,
} from '../../db/snapshot.ts';
import type { MediaStore } from '../../media-store/media-store.ts';
import { openMediaStore } from '../../media-store/open-media-store.ts';
import { OperatorError } from '../operator-error.ts';
import { type BackedUpFile, type BackupManifest, tableName } from './backup-manifest.ts';
import {
  type BackupTarget,
  changeLibraryId,
  findLibraryId,
  mediaStoreTarget,
  openBackupTarget,
  snapshotPrefix,
} from './backup-target.ts';
import { copyFile, copyVersion, DamagedFileError } from './copy-stored.ts';
import { readJsonLines } from './json-lines.ts';
import { chooseBackup, planFiles, requireFolder, requireRestorable } from './require-restorable.ts';
import { removeMarker, writeMarker } from './restore-marker.ts';

export interface RestoreOptions {
  config: Config;
  clock: Clock;
  /** A folder, or `media-store`. */
  from: string;
  /** Name of a backup; the newest when left out. */
  at?: string;
  /** The original does not run any more and this takes its place, its backups included; otherwise a copy is made. */
  replacesOriginal?: boolean;
  /** Files that are in the media store stay, and only what is missing is copied. */
  keepMedia?: boolean;
  signal?: AbortSignal;
  /** Nothing stands in the way any more, and nothing has been written yet. */
  onBegin?: (plan: RestorePlan) => void;
  onProgress?: (done: number, all: number) => void;
  /** Every file is there; so many rows come now. */
  onRows?: (rows: number) => void;
}

export interface RestorePlan {
  name: string;
  /** The moment of the library that comes back. */
  at: string;
  rows: number;
  files: number;
  bytes: number;
  /** An earlier run was cut off. */
  goesOn: boolean;
}

export interface RestoreReport {
  name: string;
  /** True for a copy with an id of its own, whose backups keep apart from its original's. */
  copy: boolean;
  /** The moment of the library that is back. */
  at: string;
  rows: number;
  files: number;
  bytes: number;
  /** Keys that the backup does not hold, because they were damaged when it was made. */
  damagedKeys: string[];
  /** Applied afterwards, when the backup is of an older version. */
  migrations: string[];
  seconds: number;
}

/**
 * Brings a backup back into an empty data folder and an empty database of either kind: every file checked
 * against its hash, then all rows in one transaction. Cut off anywhere, it goes on when it is run again;
 * until it has ended the library does not start on that folder.
 *
 * Two libraries with one id would take each other's backups for their own. So what is restored is a copy, which
 * has no backups yet, unless `replacesOriginal` is said; the last run says it.
 *
 * Throws `OperatorError`, having written nothing, when there is no such backup, its rows are damaged or of a newer
 * version, what it is to go into is not empty, or there is no room; later when a file of the backup is damaged.
 */
export async function runRestore(options: RestoreOptions): Promise<RestoreReport> {
  const begun = performance.now();
  const { config } = options;
  await requireFolder(options.from);
  const openStore = () => openMediaStore(config.mediaStore);
  const target = await openBackupTarget(options.from, openStore);
  const manifest = await chooseBackup(target, options.at);
  const database = openDatabase(config.database);
  try {
    const { library, name } = manifest;
    const mediaStore = await openStore();
    const marker = await requireRestorable(options, target, manifest, database, mediaStore);
    const files = await planFiles(target, manifest, mediaStore);
    const rows = Object.values(manifest.tables).reduce((sum, { count }) => sum + count, 0);
    const goesOn = marker !== null;
    options.onBegin?.({ name, at: manifest.at, rows, files: files.all, bytes: files.bytes, goesOn });
    const earlier = marker?.becomes ?? library;
    const replaces = isReplacement(options);
    const becomes = replaces ? library : earlier === library ? newId() : earlier;
    await writeMarker(config.dataFolder, { library, name, becomes });
    await copyFiles(options, target, files.missing, mediaStore);
    options.onRows?.(rows);
    const migrations = await bringRows(options, target, manifest, {
      database,
      becomes,
      known: [library, earlier, becomes],
    });
    // Derived from the database: built anew at the next start.
    await rm(join(config.dataFolder, 'search'), { recursive: true, force: true });
    await removeMarker(config.dataFolder);
    const seconds = (performance.now() - begun) / 1000;
    const made = { name, copy: !replaces, at: manifest.at, rows, files: files.all, bytes: files.bytes };
    return { ...made, damagedKeys: manifest.damaged, migrations, seconds };
  } finally {
    await database.close();
  }
}

/** What lies in the library's own media store was never anybody else's. */
export function isReplacement({ replacesOriginal, from }: Pick<RestoreOptions, 'replacesOriginal' | 'from'>) {
  return replacesOriginal === true || from === mediaStoreTarget;
}

async function copyFiles(
  { signal, onProgress }: RestoreOptions,
  target: BackupTarget,
  missing: readonly BackedUpFile[],
  mediaStore: MediaStore,
): Promise<void> {
  const library = { store: mediaStore, prefix: '' };
  for (const [index, { kind, key, bytes, sha256 }] of missing.entries()) {
    signal?.throwIfAborted();
    try {
      if (kind === 'version') await copyVersion(target.files, library, key, { sha256 }, signal);
      else await copyFile(target.files, library, key, { bytes, sha256 }, signal);
    } catch (error) {
      if (!(error instanceof DamagedFileError)) throw error;
      throw new OperatorError(
        `备份里的文件已损坏：${error.message}。已恢复的部分留着；补回这个文件，或用 --at 选另一个备份恢复到另一个空文件夹。`,
        { cause: error },
      );
    }
    onProgress?.(index + 1, missing.length);
  }
}

const restoringKey = 'restoring';

interface Into {
  database: Database;
  /** The id it is to have. */
  becomes: string;
  /** Ids that it may have when an earlier run has committed the rows. */
  known: readonly string[];
}

async function bringRows(
  { clock, from }: RestoreOptions,
  target: BackupTarget,
  manifest: BackupManifest,
  { database, becomes, known }: Into,
): Promise<string[]> {
  const { name, library, migrations } = manifest;
  if (!(await isLoaded(database, known))) {
    await migrate(database, { only: migrations });
    await checkReferencesAsRowsCome(database, false);
    await database.transaction(async (trx) => {
      const counts = await loadRows(trx, database.kind, readTables(target, manifest));
      requireCounts(manifest, counts);
      await settleRestoredRows(trx, { partsKept: manifest.files === null });
      await writeSetting(trx, restoringKey, name);
    });
    await checkReferencesAsRowsCome(database, true);
  }
  const { applied } = await migrate(database);
  await database.transaction(async (trx) => {
    await changeLibraryId(trx, becomes);
    // A run that was cut off just after this transaction finds its mark gone.
    if ((await readSetting(trx, restoringKey, z.string())) !== name) return;
    await forgetWhatRan(trx, { copy: becomes !== library });
    await appendAudit(trx, {
      ...{ at: clock.now().toISOString(), personId: null, action: 'backup.restore', subject: name },
      detail: { from, at: manifest.at, copy: becomes !== library },
    });
    await deleteSetting(trx, restoringKey);
  });
  return applied;
}

/** True when an earlier run has committed the rows. */
async function isLoaded(database: Database, known: readonly string[]): Promise<boolean> {
  if (await isEmptyDatabase(database)) return false;
  await isMigrated(database);
  const id = await findLibraryId(database.db);
  return id !== undefined && known.includes(id);
}

function requireCounts({ tables }: BackupManifest, counts: Record<string, number>): void {
  for (const [table, { count }] of Object.entries(tables)) {
    if (counts[table] !== count) throw new Error(`${table}: ${counts[table]} rows of ${count} were read`);
  }
}

async function* readTables(target: BackupTarget, manifest: BackupManifest): AsyncGenerator<RowsToLoad> {
  for (const table of Object.keys(manifest.tables)) {
    const key = `${snapshotPrefix(target, manifest.name)}/${tableName(table)}`;
    yield { table, batches: readRows(target, key) };
  }
}

async function* readRows({ store }: BackupTarget, key: string): AsyncGenerator<SnapshotRow[]> {
  for await (const batch of readJsonLines(await store.read(key))) yield batch as SnapshotRow[];
}
