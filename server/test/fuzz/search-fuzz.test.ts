import assert from 'node:assert/strict';
import { after, before, describe, it, test } from 'node:test';
import {
  hasOwnMeilisearch,
  notTested,
  type OwnMeilisearch,
  startOwnMeilisearch,
} from '../../../search/test/start-meilisearch.ts';
import { startSqliteFolder } from '../../db/test/each-database.ts';
import { runSearchFuzz } from './run-search-fuzz.ts';

describe('300 searches that nobody would make', () => {
  const databases = startSqliteFolder();
  let meilisearch: OwnMeilisearch | undefined;

  before(async () => {
    await databases.start();
    if (hasOwnMeilisearch()) meilisearch = await startOwnMeilisearch();
  });
  after(async () => {
    await meilisearch?.stop();
    await databases.stop();
  });

  async function assertWell(given: { meilisearch?: OwnMeilisearch }): Promise<void> {
    const database = await databases.newDatabase();
    const { violations, canarySeen, statuses } = await runSearchFuzz({
      queries: 300,
      seed: 5,
      database,
      ...given,
    });
    assert.deepEqual(violations, []);
    assert.ok(canarySeen > 0, 'a search that may show it does');
    assert.ok((statuses[200] ?? 0) > 150, JSON.stringify(statuses));
  }

  it('are answered by the embedded engine, and no filter lets out what it should not', () => assertWell({}));

  if (hasOwnMeilisearch()) {
    it('are answered with Meilisearch, and no filter lets out what it should not', () =>
      assertWell({ meilisearch }));
  } else {
    test(notTested, { todo: notTested }, () => {
      throw new Error(notTested);
    });
  }
});
