import { rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { newId } from '../../db/new-id.ts';
import type { Db } from '../../db/open-database.ts';
import { readSetting, writeSettingOnce } from '../../db/settings.ts';
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
const ownerName = 'library.json';
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
 * Marks a new target as this library's. Throws `OperatorError` when it holds another one's backups: one
 * would remove the other's files.
 */
export async function claimTarget(target: BackupTarget, library: string): Promise<void> {
  const owner = await readJson(target, `${target.prefix}${ownerName}`, Owner);
  if (owner?.library === library) return;
  if (owner)
    throw new OperatorError(
      `${target.name} 里是另一个资源库的备份。请换一个文件夹，例如：npm run backup -- --to /mnt/backup/qianke2`,
    );
  const work = await target.store.makeWorkFolder('owner');
  try {
    const file = join(work, ownerName);
    await writeFile(file, JSON.stringify({ library } satisfies z.infer<typeof Owner>));
    await target.store.putFile(`${target.prefix}${ownerName}`, file);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

const libraryKey = 'library-id';

/** What tells this library from others, wherever it is restored; made once. */
export async function readLibraryId(db: Db): Promise<string> {
  await writeSettingOnce(db, libraryKey, newId());
  const id = await readSetting(db, libraryKey, z.string());
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
