import type { AppContext } from '../context.ts';
import { deleteEndedEarlySights, findKnownEarlySightIds } from '../db/early-sights.ts';
import { listMadeForOpenJobs } from '../db/job-parts.ts';
import { deleteUnusedOriginal, listUnusedOriginals } from '../db/originals.ts';
import {
  deleteMediaVersion,
  findKnownVersionIds,
  listCoverUploads,
  listKeysInUse,
  listReplacedVersions,
  type StoredFileTable,
  storedFileTables,
} from '../db/stored-files.ts';
import { listUnfiledUploads } from '../db/uploads.ts';
import { mayBeWanted } from '../operations/backup/backup-running.ts';
import { originalKey } from '../uploads/finish-upload.ts';
import { pendingCovers, readCoverUpload } from './cover-upload.ts';
import { PieceFiles, piecesRoot } from './piece-files.ts';
import { removeStored } from './remove-stored.ts';

type Parts = Pick<AppContext, 'database' | 'clock' | 'mediaStore'>;

export interface SweptMedia {
  /** Media versions, early sights of some too, and single files that were removed. */
  versions: number;
  files: number;
}

/** So much is unknown to the database that it cannot be the one that belongs to the media store. */
export class SweepRefusedError extends Error {
  override readonly name = 'SweepRefusedError';

  constructor(below: string, unused: number, used: number) {
    super(
      `${unused} of ${unused + used} entries below ${below} of the media store are not in the database: is this the database that belongs to it? Nothing was removed`,
    );
  }
}

const day = 24 * 3600 * 1000;

/**
 * Removes from the media store, a day after it was last needed, what no row refers to: replaced media
 * versions, originals that no lesson, version or upload names, what deleted lessons and attachments left, pieces of
 * lessons that nobody will join, and what was stored by work that was cut off before its end. Running twice, or in
 * two processes at once, changes nothing. While a backup runs nothing is removed: its snapshot may name what no row
 * does any more; but for what was watched of videos while they were made, which no backup holds.
 *
 * Throws `SweepRefusedError` rather than emptying a store that belongs to another database.
 */
export async function sweepMedia(parts: Parts): Promise<SweptMedia> {
  let versions = await sweepEarlySights(parts);
  if (await mayBeWanted(parts)) return { versions, files: 0 };
  const before = new Date(parts.clock.now().getTime() - day);
  versions += await sweepReplacedVersions(parts, before);
  versions += await sweepUnknownVersions(parts, before);
  versions += await sweepPieces(parts, before);
  let files = 0;
  files += await sweepOriginals(parts, before);
  for (const table of storedFileTables) files += await sweepFiles(parts, table, before);
  await parts.mediaStore.removeAbandoned(before);
  return { versions, files };
}

async function sweepReplacedVersions(parts: Parts, before: Date): Promise<number> {
  const { database, mediaStore } = parts;
  const replaced = await listReplacedVersions(database.db, before.toISOString());
  for (const version of replaced) {
    await deleteMediaVersion(database.db, version.id);
    // A backup that has begun meanwhile may have read the row: the next sweep finds the folder without one.
    if (!(await mayBeWanted(parts))) await mediaStore.removeFolder(version.store_prefix);
  }
  return replaced.length;
}

async function sweepOriginals(parts: Parts, before: Date): Promise<number> {
  const { db } = parts.database;
  let removed = 0;
  for (const original of await listUnusedOriginals(db, before.toISOString())) {
    if (!(await deleteUnusedOriginal(db, original.id))) continue;
    await removeStored(parts, original.store_key);
    removed += 1;
  }
  return removed;
}

async function sweepUnknownVersions(parts: Parts, before: Date): Promise<number> {
  const { database, mediaStore } = parts;
  const unused: string[] = [];
  let used = 0;
  for (const shard of await mediaStore.list('media')) {
    const ids = await mediaStore.list(`media/${shard}`);
    const known = new Set(await findKnownVersionIds(database.db, ids));
    used += known.size;
    for (const prefix of ids.filter((id) => !known.has(id)).map((id) => `media/${shard}/${id}`)) {
      const stored = await mediaStore.lastChange(prefix);
      if (stored !== null && stored < before) unused.push(prefix);
    }
  }
  requireOwnStore('media', unused.length, used);
  for (const prefix of unused) await mediaStore.removeFolder(prefix);
  return unused.length;
}

/** The row comes before the files, so these are listed first; a worker removes both itself, unless it dies. */
async function sweepEarlySights({ database, mediaStore }: Parts): Promise<number> {
  const stored: { id: string; prefix: string }[] = [];
  for (const shard of await mediaStore.list('early'))
    for (const id of await mediaStore.list(`early/${shard}`))
      stored.push({ id, prefix: `early/${shard}/${id}` });
  await deleteEndedEarlySights(database.db);
  const known = new Set(
    await findKnownEarlySightIds(
      database.db,
      stored.map(({ id }) => id),
    ),
  );
  const unused = stored.filter(({ id }) => !known.has(id));
  for (const { prefix } of unused) await mediaStore.removeFolder(prefix);
  return unused.length;
}

/** Encoded pieces of lessons that were joined or given up; their worker removes them, unless it dies or comes too late. */
async function sweepPieces({ database, mediaStore }: Parts, before: Date): Promise<number> {
  let removed = 0;
  const stored: string[] = [];
  for (const shard of await mediaStore.list(piecesRoot))
    for (const id of await mediaStore.list(`${piecesRoot}/${shard}`))
      stored.push(`${piecesRoot}/${shard}/${id}`);
  const made = await listMadeForOpenJobs(database.db);
  const wanted = new Set(made.map((one) => PieceFiles.safeParse(JSON.parse(one)).data?.prefix));
  for (const prefix of stored) {
    if (wanted.has(prefix)) continue;
    const changed = await mediaStore.lastChange(prefix);
    if (changed && changed >= before) continue;
    await mediaStore.removeFolder(prefix);
    removed += 1;
  }
  return removed;
}

async function sweepFiles(parts: Parts, table: StoredFileTable, before: Date): Promise<number> {
  const { database, mediaStore } = parts;
  const unused: string[] = [];
  let used = 0;
  for (const shard of await mediaStore.list(table)) {
    const prefix = `${table}/${shard}/`;
    const known = new Set([
      ...(await listKeysInUse(database.db, table, prefix)),
      ...(prefix === pendingCovers ? await listPendingCovers(parts) : []),
      ...(table === 'originals' ? await listUnfiledOriginals(parts) : []),
    ]);
    used += known.size;
    for (const key of (await mediaStore.list(`${table}/${shard}`)).map((name) => prefix + name)) {
      if (!known.has(key) && (await isOlder(parts, key, before))) unused.push(key);
    }
  }
  requireOwnStore(table, unused.length, used);
  for (const key of unused) await mediaStore.removeFile(key);
  return unused.length;
}

/** Stored already, but their uploads are not finished yet. */
async function listUnfiledOriginals({ database }: Parts): Promise<string[]> {
  return (await listUnfiledUploads(database.db)).map(({ id }) => originalKey(id));
}

async function listPendingCovers({ database }: Parts): Promise<string[]> {
  const uploads = (await listCoverUploads(database.db)).map(readCoverUpload);
  return uploads.flatMap((upload) => (upload?.state === 'pending' ? [upload.storeKey] : []));
}

async function isOlder({ mediaStore }: Parts, key: string, before: Date): Promise<boolean> {
  const found = await mediaStore.stat(key);
  return found !== null && found.modifiedAt < before;
}

/** A few left-overs are usual also in a small library. */
const usualLeftovers = 50;

function requireOwnStore(below: string, unused: number, used: number): void {
  if (unused > Math.max(usualLeftovers, used)) throw new SweepRefusedError(below, unused, used);
}
