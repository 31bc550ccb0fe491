import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Clock } from '../../clock.ts';
import type { Config } from '../../config.ts';
import { forgetWhatRan, settleRestoredRows } from '../../db/after-restore.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { isMigrated, migrate, NewerDatabaseError } from '../../db/migrate.ts';
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
import { openLocalMediaStore } from '../../media-store/local-media-store.ts';
import type { MediaStore } from '../../media-store/media-store.ts';
import { formatBytes } from '../../uploads/format-bytes.ts';
import { OperatorError } from '../operator-error.ts';
import { type BackupManifest, tableName } from './backup-manifest.ts';
import {
  type BackupTarget,
  changeLibraryId,
  findLibraryId,
  listSnapshots,
  mediaStoreTarget,
  openBackupTarget,
  readManifest,
  snapshotPrefix,
} from './backup-target.ts';
import { copyFile, copyVersion, DamagedFileError } from './copy-stored.ts';
import { measureStream, readJsonLines } from './json-lines.ts';
import { readBackedUpFiles } from './prune-target.ts';
import { readMarker, removeMarker, writeMarker } from './restore-marker.ts';

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
  onProgress?: (done: number, all: number) => void;
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
 * Throws `OperatorError` when there is no such backup, it is damaged, or what it is to go into is not empty.
 */
export async function runRestore(options: RestoreOptions): Promise<RestoreReport> {
  const begun = performance.now();
  const { config } = options;
  const openStore = () => openLocalMediaStore(join(config.dataFolder, 'media'));
  const target = await openBackupTarget(options.from, openStore);
  const manifest = await chooseBackup(target, options.at);
  const database = openDatabase(config.database);
  try {
    const { library, name } = manifest;
    const marker = await readMarker(config.dataFolder);
    const goesOn = marker?.name === name && marker.library === library;
    if (!goesOn) {
      if (marker)
        throw new OperatorError(
          `这里正在恢复另一个备份 ${marker.name}。请换一个空的数据文件夹，或加上 --at ${marker.name} 接着做。`,
        );
      await requireEmpty(options, manifest, database);
    }
    await checkTables(target, manifest);
    const earlier = goesOn ? marker.becomes : library;
    const replaces = isReplacement(options);
    const becomes = replaces ? library : earlier === library ? newId() : earlier;
    await writeMarker(config.dataFolder, { library, name, becomes });
    const mediaStore = await openStore();
    const copied = await copyFiles(options, target, manifest, mediaStore);
    const migrations = await bringRows(options, target, manifest, {
      database,
      becomes,
      known: [library, earlier, becomes],
    });
    // Derived from the database: built anew at the next start.
    await rm(join(config.dataFolder, 'search'), { recursive: true, force: true });
    await removeMarker(config.dataFolder);
    const rows = Object.values(manifest.tables).reduce((sum, { count }) => sum + count, 0);
    const seconds = (performance.now() - begun) / 1000;
    const made = { name, copy: !replaces, at: manifest.at, rows, ...copied };
    return { ...made, damagedKeys: manifest.damaged, migrations, seconds };
  } finally {
    await database.close();
  }
}

/** What lies in the library's own media store was never anybody else's. */
export function isReplacement({ replacesOriginal, from }: Pick<RestoreOptions, 'replacesOriginal' | 'from'>) {
  return replacesOriginal === true || from === mediaStoreTarget;
}

/**
 * The newest is one with files where there is any: what is kept before an upgrade lies in the same folder, and
 * would bring back a library without its videos.
 */
async function chooseBackup(target: BackupTarget, wanted: string | undefined): Promise<BackupManifest> {
  const names = await listSnapshots(target);
  const manifests: BackupManifest[] = [];
  for (const name of wanted === undefined ? names : names.filter((one) => one === wanted)) {
    const manifest = await readManifest(target, name);
    if (manifest) manifests.push(manifest);
  }
  const [newest] = manifests.toSorted(
    (a, b) => Number(b.files !== null) - Number(a.files !== null) || (a.at < b.at ? 1 : -1),
  );
  if (newest) return newest;
  if (wanted === undefined || names.length === 0)
    throw new OperatorError(`${target.name} 里没有备份。请检查 --from，它应是 npm run backup 写入的文件夹。`);
  throw new OperatorError(`${target.name} 里没有备份 ${wanted}。现有：${names.join('、')}`);
}

async function requireEmpty(
  { config, keepMedia, from }: RestoreOptions,
  manifest: BackupManifest,
  database: Database,
): Promise<void> {
  if (!(await isEmptyDatabase(database))) {
    const where = config.database.kind === 'sqlite' ? config.database.file : 'DATABASE_URL 指向的数据库';
    throw new OperatorError(
      `${where} 不是空的，恢复不会覆盖它。请换一个空的数据文件夹（DATA_DIR）或新建一个数据库后再试。`,
    );
  }
  // The uploads under way are then those of this very data folder.
  if (manifest.files === null) return;
  const mediaMayStay = keepMedia || from === mediaStoreTarget;
  for (const folder of mediaMayStay ? ['uploads'] : ['uploads', ...mediaFolders]) {
    if ((await listFolder(join(config.dataFolder, folder))).length === 0) continue;
    const keep =
      folder === 'uploads' ? '' : '；如果这些媒体文件属于同一个资源库，可加上 --keep-media，只补缺少的文件';
    throw new OperatorError(
      `${join(config.dataFolder, folder)} 不是空的，恢复不会覆盖它。请换一个空的数据文件夹（DATA_DIR）${keep}。`,
    );
  }
}

const mediaFolders = ['originals', 'media', 'attachments', 'covers', 'captions'].map(
  (name) => `media/${name}`,
);

async function listFolder(path: string): Promise<string[]> {
  try {
    return await readdir(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** Before anything is written: a damaged backup must not leave half a library behind. */
async function checkTables(target: BackupTarget, manifest: BackupManifest): Promise<void> {
  for (const [table, expected] of Object.entries(manifest.tables)) {
    const key = `${snapshotPrefix(target, manifest.name)}/${tableName(table)}`;
    const stored = await target.store.stat(key);
    const found = stored && (await measureStream(await target.store.read(key)));
    if (found?.sha256 === expected.sha256) continue;
    throw new OperatorError(
      `备份 ${manifest.name} 已损坏：${key} ${found ? '内容不符' : '缺失'}。请用 --at 选另一个备份：${(await listSnapshots(target)).join('、')}`,
    );
  }
}

async function copyFiles(
  { signal, onProgress }: RestoreOptions,
  target: BackupTarget,
  manifest: BackupManifest,
  mediaStore: MediaStore,
): Promise<{ files: number; bytes: number }> {
  const files = await readBackedUpFiles(target, manifest.name);
  const missing = [];
  for (const file of files) {
    const whole = file.kind === 'version' ? `${file.key}/version.json` : file.key;
    if (!(await mediaStore.stat(whole))) missing.push(file);
  }
  const needed = missing.reduce((sum, { bytes }) => sum + bytes, 0);
  const free = await mediaStore.freeBytes();
  if (needed > free)
    throw new OperatorError(
      `数据文件夹所在的磁盘空间不够：还需 ${formatBytes(needed)}，只有 ${formatBytes(free)}。`,
    );
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
  return { files: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) };
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
    await migrate(database, { only: migrations }).catch(sayNewer);
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

function sayNewer(error: unknown): never {
  if (error instanceof NewerDatabaseError)
    throw new OperatorError(`这个备份由更新的版本写成。请先安装那个版本，再恢复。（${error.message}）`, {
      cause: error,
    });
  throw error;
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
