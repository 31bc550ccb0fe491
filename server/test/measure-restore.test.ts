import assert from 'node:assert/strict';
import { it } from 'node:test';
import { startSqliteFolder } from '../db/test/each-database.ts';
import { measureMetadata } from './measure-restore.ts';

it('the rows of many lessons come forward from the first version, into a backup and back', async () => {
  const sqlite = startSqliteFolder();
  try {
    const { rows } = await measureMetadata(300, await sqlite.newDatabase(), await sqlite.newDatabase());
    // A lesson, its original, its version, ten attachments and an entry of the feed each, and what they belong to.
    assert.ok(rows >= 300 * 14 + 5, `${rows} rows`);
  } finally {
    await sqlite.stop();
  }
});
