import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startPostgres } from '../db/test/each-database.ts';
import { runBackupDrill } from './backup-drill.ts';

describe('a library backed up while it is in use, and restored on an empty machine', () => {
  it('is the same library, from SQLite into PostgreSQL and into SQLite', async () => {
    const postgres = startPostgres();
    try {
      await postgres.start();
      const { violations, backups } = await runBackupDrill({ clips: 3, under: await postgres.newDatabase() });
      assert.deepEqual(violations, []);
      assert.equal(backups.length, 3);
    } finally {
      await postgres.stop();
    }
  });
});
