import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startPostgres } from '../db/test/each-database.ts';
import { hasOwnS3 } from '../media-store/test/start-s3-server.ts';
import { runBackupDrill } from './backup-drill.ts';
import { startSoakStore } from './soak-store.ts';

describe('a library backed up while it is in use, and restored on an empty machine', () => {
  const store = hasOwnS3() ? 's3' : 'folder';
  it(`is the same library, from SQLite and a folder into PostgreSQL and a ${store}, and into SQLite`, async () => {
    const postgres = startPostgres();
    const elsewhere = await startSoakStore(store);
    try {
      await postgres.start();
      const under = { database: await postgres.newDatabase(), store: elsewhere.store };
      const { violations, backups } = await runBackupDrill({ clips: 3, under });
      assert.deepEqual(violations, []);
      assert.equal(backups.length, 3);
    } finally {
      await postgres.stop();
      await elsewhere.stop();
    }
  });
});
