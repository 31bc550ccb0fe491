import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../clock.ts';
import type { Config } from '../../config.ts';
import type { Database } from '../../db/open-database.ts';
import { version } from '../../version.ts';
import { type BackupManifest, manifestName } from './backup-manifest.ts';
import { claimTarget, openBackupTarget, readLibraryId, snapshotPrefix } from './backup-target.ts';
import { writeSnapshot } from './write-snapshot.ts';

/** Writes a backup of the database alone into a folder, under a name; `npm run restore` brings it back. */
export async function writeDatabaseBackup(
  folder: string,
  { database, clock }: { database: Database; clock: Clock },
  config: Config['database'],
  name: string,
): Promise<void> {
  const library = await readLibraryId(database.db);
  const target = await openBackupTarget(folder, () => Promise.reject(new Error('a folder is meant')));
  await claimTarget(target, library);
  const work = await target.store.makeWorkFolder('snapshot');
  try {
    const at = clock.now().toISOString();
    const { migrations, tables } = await writeSnapshot(config, database, work);
    const manifest: BackupManifest = {
      ...{ format: 1, name, library, version, at, database: database.kind, migrations, tables },
      ...{ files: null, damaged: [] },
    };
    await writeFile(join(work, manifestName), `${JSON.stringify(manifest, null, 1)}\n`);
    await target.store.putFolder(snapshotPrefix(target, name), work);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
