import type { MediaStore } from '../../media-store/media-store.ts';
import type { Finding } from './finding.ts';

/** What is younger may be work that is not filed yet, or waits for the sweep. */
const youngest = 2 * 24 * 3600 * 1000;

/** Below each of these is a folder a shard, and in it what rows name. */
const roots = ['originals', 'attachments', 'covers', 'captions', 'media'] as const;

export interface Orphan {
  key: string;
  code: Extract<Finding['code'], 'orphan-file' | 'orphan-version'>;
}

/** Everything of some age that is stored and not among `named`; rows may have come since those were read. */
export async function listOrphans(
  mediaStore: MediaStore,
  named: ReadonlySet<string>,
  now: Date,
  signal: AbortSignal,
): Promise<Orphan[]> {
  const before = now.getTime() - youngest;
  const orphans: Orphan[] = [];
  for (const root of roots) {
    for (const shard of await mediaStore.list(root)) {
      for (const name of await mediaStore.list(`${root}/${shard}`)) {
        signal.throwIfAborted();
        const key = `${root}/${shard}/${name}`;
        if (named.has(key)) continue;
        const isVersion = root === 'media';
        const stored = isVersion
          ? await mediaStore.lastChange(key)
          : (await mediaStore.stat(key))?.modifiedAt;
        // A folder without one file was never one of ours: it does not become whole by waiting.
        if (stored ? stored.getTime() < before : isVersion)
          orphans.push({ key, code: isVersion ? 'orphan-version' : 'orphan-file' });
      }
    }
  }
  return orphans;
}
