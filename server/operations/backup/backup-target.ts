import { rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { newId } from '../../db/new-id.ts';
import type { Db } from '../../db/open-database.ts';
import { readSetting, writeSetting, writeSettingOnce } from '../../db/settings.ts';
import { openLocalMediaStore } from '../../media-store/local-media-store.ts';
import { MediaNotFoundError, type MediaStore } from '../../media-store/media-store.ts';
import { OperatorError } from '../operator-error.ts';
import { BackupManifest, manifestName } from './backup-manifest.ts';
import type { Place } from './copy-stored.ts';

/** Where backups are: files once, by their key, and a folder for each snapshot of the database. */
export interface BackupTarget {
  /** As the operator named it. */
  readonly name: string;
  readonly store: MediaStore;
  /** Prefix of everything of ours, with `/` at its end unless empty. */
  readonly prefix: string;
  /** Where the files of all backups are. */
  readonly files: Place;
}

/** Says on the command line that backups go into the library's own media store. */
export const mediaStoreTarget = 'media-store';

const month = 30 * 24 * 3600 * 1000;
/** Says in a target whose backups it holds. */
export const ownerName = 'library.json';
const Owner = z.object({ library: z.string() });

/** A folder, or the library's own media store under `backups/`. */
export async function openBackupTarget(
  target: string,
  openLibraryStore: () => Promise<MediaStore>,
): Promise<BackupTarget> {
  if (target === mediaStoreTarget) return targetIn(target, await openLibraryStore(), 'backups/');
  // A first backup of many terabytes runs for days, and its work must not be swept meanwhile.
  return targetIn(resolve(target), await openLocalMediaStore(resolve(target), { workAge: month }), '');
}

function targetIn(name: string, store: MediaStore, prefix: string): BackupTarget {
  return { name, store, prefix, files: { store, prefix: `${prefix}files/` } };
}

export const snapshotPrefix = (target: BackupTarget, name: string) => `${target.prefix}snapshots/${name}`;

/**
 * Marks a new target as this library's. Throws `OperatorError` when it holds another one's backups, as with a
 * copy that was restored beside its original: one would remove the other's files.
 */
export async function claimTarget(target: BackupTarget, library: string): Promise<void> {
  const readOwner = () => readJson(target, `${target.prefix}${ownerName}`, Owner);
  if ((await readOwner()) === null) {
    const work = await target.store.makeWorkFolder('owner');
    try {
      const file = join(work, ownerName);
      await writeFile(file, JSON.stringify({ library } satisfies z.infer<typeof Owner>));
      await target.store.putFile(`${target.prefix}${ownerName}`, file);
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  }
  // Read again: of two that come at once, one was first.
  if ((await readOwner())?.library === library) return;
  throw new OperatorError(
    `${target.name} 里是另一个资源库的备份，两个库的备份不能放在一起。请换一个文件夹，例如：npm run backup -- --to /mnt/backup/qianke2（自动备份：BACKUP_DIR）。如果这个库是从那里恢复出来、要取代原库的，恢复时应加上 --replaces-original。`,
  );
}

const libraryKey = 'library-id';

/** The same when it was kept before; undefined when nobody has asked for it yet. */
export function findLibraryId(db: Db): Promise<string | undefined> {
  return readSetting(db, libraryKey, z.string());
}

export function changeLibraryId(db: Db, id: string): Promise<void> {
  return writeSetting(db, libraryKey, id);
}

/** What tells this library from others; made once. A copy gets its own when it is restored. */
export async function readLibraryId(db: Db): Promise<string> {
  await writeSettingOnce(db, libraryKey, newId());
  const id = await findLibraryId(db);
  if (!id) throw new Error('the id of the library was not kept');
  return id;
}

/** Names of what may be a backup, oldest first; one that was cut off has no manifest. */
export async function listSnapshots(target: BackupTarget): Promise<string[]> {
  return (await target.store.list(`${target.prefix}snapshots`)).sort();
}

/** Null when there is no such backup, or it was cut off while it was removed. */
export function readManifest(target: BackupTarget, name: string): Promise<BackupManifest | null> {
  return readJson(target, `${snapshotPrefix(target, name)}/${manifestName}`, BackupManifest);
}

async function readJson<Schema extends z.ZodType>(
  { store }: BackupTarget,
  key: string,
  schema: Schema,
): Promise<z.infer<Schema> | null> {
  try {
    return schema.parse(JSON.parse(await text(await store.read(key))));
  } catch (error) {
    if (error instanceof MediaNotFoundError) return null;
    throw error;
  }
}

/** True when both are on one disk, which then is lost at once. */
export async function isOnSameDisk(folder: string, other: string): Promise<boolean> {
  const [one, two] = await Promise.all([deviceOf(folder), deviceOf(other)]);
  return one === two;
}

/** Of the nearest folder that exists. */
async function deviceOf(path: string): Promise<number> {
  for (let there = resolve(path); ; there = dirname(there)) {
    try {
      return (await stat(there)).dev;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || there === dirname(there)) throw error;
    }
  }
}
