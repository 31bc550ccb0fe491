import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { keptCopies } from './back-up-before-migration.ts';
import { type BackedUpFile, BackedUpFile as BackedUpFileSchema, filesName } from './backup-manifest.ts';
import { type BackupTarget, listSnapshots, readManifest, snapshotPrefix } from './backup-target.ts';
import { pruneWork } from './fence-target.ts';
import { readJsonLines } from './json-lines.ts';
import { planRetention } from './plan-retention.ts';

/** The files that a backup lists; none for a snapshot of the database alone. */
export async function readBackedUpFiles(target: BackupTarget, name: string): Promise<BackedUpFile[]> {
  const files: BackedUpFile[] = [];
  const key = `${snapshotPrefix(target, name)}/${filesName}`;
  if (!(await target.store.stat(key))) return files;
  for await (const batch of readJsonLines(await target.store.read(key)))
    for (const line of batch) files.push(BackedUpFileSchema.parse(line));
  return files;
}

export interface PruneOptions {
  /** How many backups are kept (`plan-retention.ts`). */
  keep: number;
  timeZone: string;
  /** Throws where another backup may have begun: what it has copied is named by none yet. */
  requireStillRunning(): Promise<void>;
}

/**
 * Removes the backups that are not to be kept, then the files that none of the others names. Throws without
 * removing anything more once another backup has begun (`fence-target.ts`). Running twice changes nothing.
 */
export async function pruneTarget(
  target: BackupTarget,
  options: PruneOptions,
): Promise<{ backups: number; files: number }> {
  const work = await target.store.makeWorkFolder(pruneWork, { fenced: true });
  try {
    await options.requireStillRunning();
    return await prune(target, options, (key) => target.store.removeFenced(key, work));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function prune(
  target: BackupTarget,
  { keep, timeZone }: PruneOptions,
  remove: (key: string) => Promise<boolean>,
): Promise<{ backups: number; files: number }> {
  const manifests = [];
  for (const name of await listSnapshots(target)) {
    const manifest = await readManifest(target, name);
    if (manifest) manifests.push(manifest);
    // What was left when a removal was cut off.
    else await remove(snapshotPrefix(target, name));
  }
  const { kept, dropped } = planRetention(
    manifests.filter(({ files }) => files !== null),
    keep,
    timeZone,
  );
  // What was kept before upgrades is counted for itself: it must not stand in the place of a whole backup.
  const copies = manifests.filter(({ files }) => files === null).toSorted((a, b) => (a.at < b.at ? 1 : -1));
  dropped.push(...copies.slice(keptCopies));
  for (const { name } of dropped) await remove(snapshotPrefix(target, name));
  if (dropped.length === 0) return { backups: 0, files: 0 };
  const named = new Set<string>();
  for (const { name } of kept) for (const { key } of await readBackedUpFiles(target, name)) named.add(key);
  return { backups: dropped.length, files: await removeUnnamed(target, named, remove) };
}

async function removeUnnamed(
  { files: { store, prefix } }: BackupTarget,
  named: ReadonlySet<string>,
  remove: (key: string) => Promise<boolean>,
): Promise<number> {
  let removed = 0;
  for (const kind of await store.list(prefix.slice(0, -1))) {
    for (const shard of await store.list(`${prefix}${kind}`)) {
      for (const name of await store.list(`${prefix}${kind}/${shard}`)) {
        const key = join(kind, shard, name);
        if (!named.has(key) && (await remove(prefix + key))) removed += 1;
      }
    }
  }
  return removed;
}
