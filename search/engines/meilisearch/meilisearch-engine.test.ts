import { after, before, describe, test } from 'node:test';
import {
  hasMeilisearch,
  notTested,
  startMeilisearch,
  type TestMeilisearch,
} from '../../test/start-meilisearch.ts';
import type { Engine } from '../engine.ts';
import { testEngine } from '../engine-contract.ts';
import { openMeilisearchEngine } from './meilisearch-engine.ts';

if (!hasMeilisearch()) {
  test(notTested, { todo: notTested }, () => {
    throw new Error(notTested);
  });
} else {
  describe('with a real Meilisearch', () => {
    let server: TestMeilisearch;
    const names = new Map<Engine, string>();
    before(async () => {
      server = await startMeilisearch();
    });
    after(async () => {
      await server.stop();
    });

    testEngine('Meilisearch', {
      async open() {
        const index = server.newIndexName();
        const engine = openMeilisearchEngine({ url: server.url, apiKey: server.apiKey, index });
        names.set(engine, index);
        return engine;
      },
      async close(engine) {
        await engine.close();
        await server.removeIndex(names.get(engine)!);
      },
    });
  });
}
