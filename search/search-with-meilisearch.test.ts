import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Meilisearch } from 'meilisearch';
import { createSearch, type Search } from './search.ts';
import { eventually } from './test/eventually.ts';
import { createFeed, type TestFeed } from './test/feed.ts';
import { lesson, terms } from './test/lessons.ts';
import { assertRegion, lessonsOfRegion } from './test/region-contract.ts';
import { spoilMeilisearch } from './test/spoil-meilisearch.ts';
import {
  hasOwnMeilisearch,
  notTested,
  type OwnMeilisearch,
  startOwnMeilisearch,
} from './test/start-meilisearch.ts';
import { assertSynonyms, lessonsWithSynonyms } from './test/synonyms-contract.ts';
import { createTestLog } from './test/test-log.ts';
import type { SynonymGroup } from './understanding/synonyms.ts';

if (!hasOwnMeilisearch()) {
  test(notTested, { todo: notTested }, () => {
    throw new Error(notTested);
  });
} else {
  describe('search with a real Meilisearch', () => {
    let server: OwnMeilisearch;
    let folder: string;
    let index: string;
    let feed: TestFeed;
    let stop: AbortController;
    let synonyms: SynonymGroup[];
    let editions: Record<string, string[]>;
    let running: { search: Search; following: Promise<void> }[];

    before(async () => {
      server = await startOwnMeilisearch();
    });
    after(async () => {
      await server.stop();
    });
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'qianke-search-'));
      index = server.newIndexName();
      feed = createFeed(lesson('1', { title: '分数' }), lesson('2', { title: '小数' }));
      stop = new AbortController();
      synonyms = [];
      editions = {};
      running = [];
    });
    afterEach(async () => {
      await stopAll();
      await rm(folder, { recursive: true, force: true });
    });

    async function stopAll(): Promise<void> {
      stop.abort();
      for (const { search, following } of running.splice(0)) {
        await following;
        await search[Symbol.asyncDispose]();
      }
    }

    async function start(
      meilisearch: { url: string; apiKey?: string; index?: string } = {
        url: server.url,
        apiKey: server.apiKey,
        index,
      },
    ): Promise<Search> {
      const search = await createSearch({
        terms,
        changes: feed,
        store: { folder, meilisearch },
        log: createTestLog(),
        synonyms: async () => synonyms,
        currentEditions: async () => editions,
      });
      running.push({ search, following: search.follow(stop.signal) });
      await search.catchUp();
      return search;
    }

    const find = async (search: Search, q = '') => {
      const { hits, engine } = await search.search({ q, filters: {}, sort: 'relevance', limit: 20 });
      return { engine, ids: hits.map(({ id }) => id).sort() };
    };

    test('answers, follows changes within two seconds and reports itself', async () => {
      const search = await start();
      assert.deepEqual(await find(search, '分数'), { engine: 'meilisearch', ids: ['1'] });
      feed.publish(lesson('3', { title: '分数加法' }));
      search.nudge();
      await eventually(
        async () => assert.deepEqual(await find(search, '分数'), { engine: 'meilisearch', ids: ['1', '3'] }),
        2000,
      );
      const status = await search.status();
      assert.deepEqual(
        status.map(({ engine, inUse }) => [engine, inUse]),
        [
          ['meilisearch', true],
          ['embedded', false],
        ],
      );
    });

    test('both engines give the same answer', async () => {
      const search = await start();
      const alone = await createSearch({
        terms,
        changes: feed,
        store: { folder: join(folder, 'alone') },
        log: createTestLog(),
      });
      await alone.catchUp();
      for (const q of ['三年级分数', '分', '', '八年级小数', '数学']) {
        const query = { q, filters: {}, sort: 'relevance', limit: 20 } as const;
        const { engine: one, ...mine } = await search.search(query);
        const { engine: other, ...theirs } = await alone.search(query);
        assert.deepEqual([one, other], ['meilisearch', 'embedded']);
        assert.deepEqual(
          { ...mine, hits: mine.hits.length, nearest: mine.nearest.length },
          { ...theirs, hits: theirs.hits.length, nearest: theirs.nearest.length },
        );
      }
      await alone[Symbol.asyncDispose]();
    });

    test('takes a grade for books without one too, and puts editions in use first', async () => {
      feed.publish(...lessonsOfRegion);
      const search = await start();
      await assertRegion(search, (changed) => {
        editions = changed;
      });
      assert.equal((await find(search, '荷花')).engine, 'meilisearch');
    });

    test('looks for synonyms, from seconds after they were set', async () => {
      feed.publish(...lessonsWithSynonyms);
      const search = await start();
      await assertSynonyms(search, (groups) => {
        synonyms = groups;
      });
      assert.equal((await find(search, '番茄')).engine, 'meilisearch');
    });

    test('killed: falls back within a second, says so, and comes back by itself', async () => {
      const search = await start();
      await server.kill();
      const begun = performance.now();
      assert.deepEqual(await find(search, '分数'), { engine: 'embedded', ids: ['1'] });
      assert.ok(performance.now() - begun < 1000);
      feed.publish(lesson('3', { title: '分数加法' }));
      await search.catchUp();
      assert.deepEqual(await find(search, '分数'), { engine: 'embedded', ids: ['1', '3'] });
      const status = (await search.status()).find(({ engine }) => engine === 'meilisearch');
      assert.equal(status?.inUse, false);
      assert.ok(status?.problem);
      await server.restart({ wiped: false });
      await eventually(async () =>
        assert.deepEqual(await find(search, '分数'), { engine: 'meilisearch', ids: ['1', '3'] }),
      );
    });

    test('wiped while following: is rebuilt by itself', async () => {
      const search = await start();
      await server.restart({ wiped: true });
      assert.deepEqual((await find(search)).ids, ['1', '2']);
      await eventually(async () =>
        assert.deepEqual(await find(search), { engine: 'meilisearch', ids: ['1', '2'] }),
      );
      const state = await search.status();
      assert.deepEqual(
        state.map(({ position }) => position),
        [2, 2],
      );
    });

    test('wiped while not running: is rebuilt at the start', async () => {
      const first = await start();
      assert.equal((await find(first)).engine, 'meilisearch');
      stop.abort();
      stop = new AbortController();
      await server.restart({ wiped: true });
      const second = await start();
      assert.deepEqual(await find(second), { engine: 'meilisearch', ids: ['1', '2'] });
    });

    test('emptied or filled by somebody else: is rebuilt by itself', async () => {
      const search = await start();
      const client = new Meilisearch({ host: server.url, apiKey: server.apiKey });
      await client.index(index).deleteAllDocuments().waitTask();
      await eventually(async () =>
        assert.deepEqual(await find(search), { engine: 'meilisearch', ids: ['1', '2'] }),
      );
      await client
        .index(index)
        .addDocuments([{ key: 'x', nonsense: true }])
        .waitTask();
      await eventually(async () => assert.equal((await client.index(index).getStats()).numberOfDocuments, 2));
      await eventually(async () =>
        assert.deepEqual(await find(search), { engine: 'meilisearch', ids: ['1', '2'] }),
      );
    });

    test('full of nonsense in place of lessons: is rebuilt by itself', async () => {
      const search = await start();
      const client = new Meilisearch({ host: server.url, apiKey: server.apiKey });
      await client.index(index).deleteAllDocuments().waitTask();
      await client
        .index(index)
        .addDocuments([
          { key: 'x', nonsense: true },
          { key: 'y', title: 7, stage: ['分数'] },
        ])
        .waitTask();
      await eventually(async () => {
        assert.deepEqual(await find(search, '分数'), { engine: 'meilisearch', ids: ['1'] });
        assert.deepEqual(await find(search), { engine: 'meilisearch', ids: ['1', '2'] });
      });
      assert.equal((await client.index(index).getStats()).numberOfDocuments, 2);
    });

    test('its settings changed by somebody else: is rebuilt by itself', async () => {
      const search = await start();
      const client = new Meilisearch({ host: server.url, apiKey: server.apiKey });
      const before = await client.index(index).getSettings();
      const other = { searchableAttributes: ['school'], filterableAttributes: [] };
      await client.index(index).updateSettings(other).waitTask();
      const query = { q: '分数', filters: { stage: ['primary'] }, sort: 'relevance', limit: 20 } as const;
      await eventually(async () => {
        const { engine, hits } = await search.search(query);
        assert.deepEqual([engine, hits.map(({ id }) => id)], ['meilisearch', ['1']]);
      });
      assert.deepEqual(await client.index(index).getSettings(), before);
    });

    test('its key changed while it runs: the embedded engine answers until the key is back', async () => {
      const search = await start();
      await server.restart({ wiped: false, key: 'another-key-of-sixteen-bytes' });
      await eventually(async () => assert.equal((await find(search, '分数')).engine, 'embedded'));
      await server.restart({ wiped: false });
      await eventually(async () =>
        assert.deepEqual(await find(search, '分数'), { engine: 'meilisearch', ids: ['1'] }),
      );
    });

    for (const [what, text] of [
      ['a page', '<html>502 Bad Gateway</html>'],
      ['something else', '{}'],
      ['half an answer', '{"results":[{"hits":[{"lessonId"'],
    ] as const) {
      test(`answers with ${what}: falls back, says so, and comes back by itself`, async () => {
        await using front = await spoilMeilisearch(server.url);
        const search = await start({ url: front.url, apiKey: server.apiKey, index });
        front.spoil({ do: 'answer', text });
        assert.deepEqual(await find(search, '分数'), { engine: 'embedded', ids: ['1'] });
        feed.publish(lesson('3', { title: '分数加法' }));
        await eventually(async () =>
          assert.deepEqual(await find(search, '分数'), { engine: 'embedded', ids: ['1', '3'] }),
        );
        const status = (await search.status()).find(({ engine }) => engine === 'meilisearch');
        assert.ok(status?.problem);
        front.spoil({ do: 'pass' });
        await eventually(async () =>
          assert.deepEqual(await find(search, '分数'), { engine: 'meilisearch', ids: ['1', '3'] }),
        );
        await stopAll();
      });
    }

    test('too slow to be waited for: is left alone until it is quick again', async () => {
      await using front = await spoilMeilisearch(server.url);
      const search = await start({ url: front.url, apiKey: server.apiKey, index });
      front.spoil({ do: 'delay', milliseconds: 900 });
      assert.deepEqual(await find(search, '分数'), { engine: 'embedded', ids: ['1'] });
      // Each look at it succeeds, only late: that is no reason to ask it again.
      const problem = async () =>
        (await search.status()).find(({ engine }) => engine === 'meilisearch')?.problem ?? '';
      const first = await problem();
      await search.catchUp();
      assert.ok(first !== '' && (await problem()) !== '');
      assert.equal((await find(search, '分数')).engine, 'embedded');
      front.spoil({ do: 'pass' });
      await eventually(async () =>
        assert.deepEqual(await find(search, '分数'), { engine: 'meilisearch', ids: ['1'] }),
      );
      await stopAll();
    });

    for (const engine of ['meilisearch', 'embedded'] as const) {
      test(`searches find everything while ${engine} is being rebuilt`, async () => {
        feed.publish(...Array.from({ length: 1000 }, (_, number) => lesson(`a${number}`, { title: '周长' })));
        const search = await start();
        let built = false;
        const building = search.rebuild(engine).finally(() => {
          built = true;
        });
        let searches = 0;
        while (!built) {
          const { total } = await search.search({ q: '周长', filters: {}, sort: 'relevance', limit: 1 });
          assert.equal(total, 1000);
          searches += 1;
          await nextTurn();
        }
        assert.deepEqual(await building, { documents: 1002 });
        assert.ok(searches > 0);
      });
    }

    test('an index of another format is rebuilt', async () => {
      const client = new Meilisearch({ host: server.url, apiKey: server.apiKey });
      await client.createIndex(index, { primaryKey: 'key' }).waitTask();
      await client
        .index(index)
        .addDocuments([{ key: 'old', title: '分数' }])
        .waitTask();
      await client
        .index(`${index}-state`)
        .addDocuments([{ key: 'state', format: 0, position: 2, documents: 1 }], { primaryKey: 'key' })
        .waitTask();
      const search = await start();
      assert.deepEqual(await find(search), { engine: 'meilisearch', ids: ['1', '2'] });
    });

    test('with a wrong key: the embedded engine answers and the status says why', async () => {
      const search = await start({ url: server.url, apiKey: 'wrong', index });
      assert.deepEqual(await find(search, '分数'), { engine: 'embedded', ids: ['1'] });
      const status = (await search.status()).find(({ engine }) => engine === 'meilisearch');
      assert.match(status?.problem ?? '', /API key/);
    });

    test('a server that takes requests and never answers costs less than a second', async () => {
      const search = await start();
      const sockets: Socket[] = [];
      const silent = createServer((socket) => void sockets.push(socket));
      await server.kill();
      await new Promise<void>((resolve) =>
        silent.listen(Number(new URL(server.url).port), '127.0.0.1', resolve),
      );
      const begun = performance.now();
      assert.deepEqual(await find(search, '分数'), { engine: 'embedded', ids: ['1'] });
      assert.ok(performance.now() - begun < 1000);
      const closed = new Promise((resolve) => silent.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
      await server.restart({ wiped: false });
    });

    test('reindexing leaves nothing behind', async () => {
      const search = await start();
      assert.deepEqual(await search.rebuild('meilisearch'), { documents: 2 });
      const client = new Meilisearch({ host: server.url, apiKey: server.apiKey });
      const { results } = await client.getRawIndexes({ limit: 1000 });
      const left = results.map(({ uid }) => uid).filter((uid) => uid.startsWith(index));
      assert.deepEqual(left.sort(), [index, `${index}-state`]);
      assert.equal((await find(search)).engine, 'meilisearch');
    });
  });
}
