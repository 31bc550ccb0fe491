import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { NewerDatabaseError, requireKnown } from '../../db/migrate.ts';
import type { Database } from '../../db/open-database.ts';
import { isEmptyDatabase } from '../../db/snapshot.ts';
import type { MediaStore } from '../../media-store/media-store.ts';
import { placeInMediaStore } from '../../media-store/read-media-store.ts';
import { formatBytes } from '../../uploads/format-bytes.ts';
import { OperatorError } from '../operator-error.ts';
import { type BackedUpFile, type BackupManifest, tableName } from './backup-manifest.ts';
import {
  type BackupTarget,
  listSnapshots,
  mediaStoreTarget,
  readManifest,
  snapshotPrefix,
} from './backup-target.ts';
import { measureStream } from './json-lines.ts';
import { readBackedUpFiles } from './prune-target.ts';
import { type RestoreMarker, readMarker } from './restore-marker.ts';
import type { RestoreOptions } from './run-restore.ts';

// What a restore can be refused for, all of it before anything is written.

/** A mistyped place is not made: it would look like one without backups. */
export async function requireFolder(from: string): Promise<void> {
  if (from === mediaStoreTarget) return;
  const found = await stat(from).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (!found?.isDirectory())
    throw new OperatorError(
      `没有文件夹 ${from}。请检查 --from（或 BACKUP_DIR），以及备份所在的磁盘是否已挂载。`,
    );
}

/**
 * The newest is one with files where there is any: what is kept before an upgrade lies in the same folder, and
 * would bring back a library without its videos.
 */
export async function chooseBackup(
  target: BackupTarget,
  wanted: string | undefined,
): Promise<BackupManifest> {
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

/**
 * Throws `OperatorError` where a restore cannot go, or the backup is damaged or of a newer version. Answers the marker
 * of an earlier run of the same restore.
 */
export async function requireRestorable(
  options: RestoreOptions,
  target: BackupTarget,
  manifest: BackupManifest,
  database: Database,
  mediaStore: MediaStore,
): Promise<RestoreMarker | null> {
  const { library, name } = manifest;
  const marker = await readMarker(options.config.dataFolder);
  if (marker && (marker.name !== name || marker.library !== library))
    throw new OperatorError(
      `这里正在恢复另一个备份 ${marker.name}。请换一个空的数据文件夹，或加上 --at ${marker.name} 接着做。`,
    );
  if (!marker) await requireEmpty(options, manifest, database, mediaStore);
  requireKnownMigrations(manifest);
  await checkTables(target, manifest);
  return marker;
}

async function requireEmpty(
  { config, keepMedia, from }: RestoreOptions,
  manifest: BackupManifest,
  database: Database,
  mediaStore: MediaStore,
): Promise<void> {
  if (!(await isEmptyDatabase(database))) {
    const where = config.database.kind === 'sqlite' ? config.database.file : 'DATABASE_URL 指向的数据库';
    throw new OperatorError(
      `${where} 不是空的，恢复不会覆盖它。请换一个空的数据文件夹（DATA_DIR）或新建一个数据库后再试。`,
    );
  }
  // The uploads under way are then those of this very data folder.
  if (manifest.files === null) return;
  const uploads = join(config.dataFolder, 'uploads');
  if ((await listFolder(uploads)).length > 0)
    throw new OperatorError(`${uploads} 不是空的，恢复不会覆盖它。请换一个空的数据文件夹（DATA_DIR）。`);
  if (keepMedia || from === mediaStoreTarget) return;
  for (const folder of mediaFolders) {
    if ((await mediaStore.list(folder)).length === 0) continue;
    const change =
      config.mediaStore.kind === 's3' ? '在 MEDIA_STORE 里换一个前缀' : '换一个空的数据文件夹（DATA_DIR）';
    throw new OperatorError(
      `${placeInMediaStore(config.mediaStore, folder)} 不是空的，恢复不会覆盖它。请${change}；如果这些媒体文件属于同一个资源库，可加上 --keep-media，只补缺少的文件。`,
    );
  }
}

const mediaFolders = ['originals', 'media', 'attachments', 'covers', 'captions'];

async function listFolder(path: string): Promise<string[]> {
  try {
    return await readdir(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function requireKnownMigrations({ migrations }: BackupManifest): void {
  try {
    requireKnown(migrations);
  } catch (error) {
    if (!(error instanceof NewerDatabaseError)) throw error;
    throw new OperatorError(`这个备份由更新的版本写成。请先安装那个版本，再恢复。（${error.message}）`, {
      cause: error,
    });
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

/** What is not in the media store yet, and how much there is in all. Throws when it would not fit. */
export async function planFiles(
  target: BackupTarget,
  manifest: BackupManifest,
  mediaStore: MediaStore,
): Promise<{ missing: BackedUpFile[]; all: number; bytes: number }> {
  const files = await readBackedUpFiles(target, manifest.name);
  const missing = [];
  for (const file of files) {
    const whole = file.kind === 'version' ? `${file.key}/version.json` : file.key;
    if (!(await mediaStore.stat(whole))) missing.push(file);
  }
  const needed = sumOf(missing);
  const free = await mediaStore.storableBytes();
  if (needed > free)
    throw new OperatorError(
      `数据文件夹所在的磁盘空间不够：还需 ${formatBytes(needed)}，只有 ${formatBytes(free)}。`,
    );
  return { missing, all: files.length, bytes: sumOf(files) };
}

const sumOf = (files: readonly BackedUpFile[]) => files.reduce((sum, { bytes }) => sum + bytes, 0);
