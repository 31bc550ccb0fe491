import assert from 'node:assert/strict';
import { after, before, describe, it, test } from 'node:test';
import { Meilisearch } from 'meilisearch';
import {
  hasOwnMeilisearch,
  notTested,
  type OwnMeilisearch,
  startOwnMeilisearch,
} from '../../search/test/start-meilisearch.ts';
import { dayIn } from '../clock.ts';
import { Lesson } from '../contract/lessons.ts';
import { SearchAnswer } from '../contract/search.ts';
import { SystemStatus } from '../contract/system.ts';
import { insertLesson } from '../db/lessons.ts';
import { startSqliteFolder } from '../db/test/each-database.ts';
import { eventually } from '../jobs/test/eventually.ts';
import { emptyLesson } from '../lessons/file-original.ts';
import { readAnswer } from './client.ts';
import { readPageModel, startServer, type TestServer } from './start-server.ts';

if (!hasOwnMeilisearch()) {
  test(notTested, { todo: notTested }, () => {
    throw new Error(notTested);
  });
} else {
  describe('the running server with a real Meilisearch', () => {
    const databases = startSqliteFolder();
    const stop = new AbortController();
    let meilisearch: OwnMeilisearch;
    let server: TestServer & { close(): Promise<void> };
    let following: Promise<void>;

    before(async () => {
      meilisearch = await startOwnMeilisearch();
      const { url, apiKey } = meilisearch;
      server = await startServer(await databases.newDatabase(), {
        environment: { MEILI_URL: url, MEILI_API_KEY: apiKey ?? '' },
      });
      following = server.context.search.follow(stop.signal);
    });
    after(async () => {
      stop.abort();
      await following;
      await server?.close();
      await databases.stop();
      await meilisearch?.stop();
    });

    /** Completed, submitted and published through the API; its video is taken for granted. */
    async function publish(title: string): Promise<string> {
      const { context, world } = server;
      const { clock, config, database } = context;
      const id = await database.transaction(async (trx) => {
        const row = await emptyLesson(
          trx,
          world.people.li.id,
          dayIn(config.timeZone, clock.now()),
          clock.now(),
        );
        await insertLesson(trx, { ...row, title, media_state: 'ready' });
        return row.id;
      });
      const [li, school] = [await server.as('li'), await server.as('school1')];
      const place = { stage: '小学', subject: '数学', grade: '三年级' };
      await readAnswer(await li.patch(`/api/lessons/${id}`, place), Lesson);
      await readAnswer(await li.post(`/api/lessons/${id}/submit`), Lesson);
      await readAnswer(await school.post(`/api/lessons/${id}/publish`), Lesson);
      return id;
    }

    async function search(query: string) {
      const answer = await server.visitor().json(`/api/search?${query}`, SearchAnswer);
      const ids = answer.hits.map(({ lesson }) => lesson.id).sort();
      return { engine: answer.engine, ids, math: answer.facets.subject?.math ?? 0 };
    }

    /** Within a few seconds, and the same ever since. */
    const findsThrough = (engine: 'meilisearch' | 'embedded', query: string, ids: string[]) =>
      eventually(async () => {
        const found = await search(query);
        const same = found.engine === engine && found.ids.join() === [...ids].sort().join();
        return same && found;
      });

    it('finds lessons through it by text, subject and grade', async () => {
      const [first, second] = [await publish('分数的初步认识'), await publish('小数的初步认识')];
      const { math } = await findsThrough('meilisearch', 'subject=math&grade=三年级', [first, second]);
      assert.equal(math, 2);
      await findsThrough('meilisearch', 'q=三年级分数', [first]);
      assert.deepEqual((await search('subject=math&grade=g4')).ids, []);
    });

    it('goes on searching when it is wiped, says so, and comes back by itself', async () => {
      const { ids: before } = await search('subject=math');
      assert.equal(before.length, 2);
      await meilisearch.kill();
      for (let count = 0; count < 3; count += 1) {
        const begun = performance.now();
        const found = await search('subject=math');
        assert.deepEqual([found.engine, found.ids], ['embedded', before]);
        // 800 ms for Meilisearch at most, the rest for a busy machine.
        assert.ok(performance.now() - begun < 3000);
      }
      const visitor = server.visitor();
      const { fallback } = (await readPageModel(await visitor.get('/search'))) as { fallback: boolean };
      assert.equal(fallback, true, 'the page says so');
      const { search: engines } = await (await server.as('ops')).json('/api/system', SystemStatus);
      const main = engines.find(({ engine }) => engine === 'meilisearch');
      assert.ok(main && !main.inUse && main.problem, 'and the operator’s page');
      for (const path of ['/', '/books', `/lessons/${before[0]}`, '/lessons'])
        assert.equal((await visitor.get(path)).status, 200, path);
      const added = await publish('平均数');
      await findsThrough('embedded', 'subject=math', [...before, added]);
      await meilisearch.restart({ wiped: true });
      await findsThrough('meilisearch', 'subject=math', [...before, added]);
      const client = new Meilisearch({ host: meilisearch.url, apiKey: meilisearch.apiKey });
      const { results } = await client.getRawIndexes();
      assert.ok(results.length > 0);
    });

    it('stays right when its index is emptied under it', async () => {
      const { ids } = await search('subject=math');
      const client = new Meilisearch({ host: meilisearch.url, apiKey: meilisearch.apiKey });
      for (const { uid } of (await client.getRawIndexes()).results) await client.deleteIndex(uid).waitTask();
      await findsThrough('meilisearch', 'subject=math', ids);
      const school = await server.as('school1');
      await readAnswer(await school.post(`/api/lessons/${ids[0]}/withdraw`), Lesson);
      await findsThrough('meilisearch', 'subject=math', ids.slice(1));
    });
  });
}
