import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { InvalidCursorError } from './cursor.ts';
import { highlightEnd, highlightStart, type SearchQuery } from './query.ts';
import { createSearch, type Search } from './search.ts';
import { eventually } from './test/eventually.ts';
import { createFeed } from './test/feed.ts';
import { lesson, terms } from './test/lessons.ts';
import { assertRegion, lessonsOfRegion } from './test/region-contract.ts';
import { assertSynonyms, lessonsWithSynonyms } from './test/synonyms-contract.ts';
import { createTestLog } from './test/test-log.ts';
import type { SynonymGroup } from './understanding/synonyms.ts';

let folder: string;
const opened: Search[] = [];
const log = createTestLog();

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qianke-search-'));
});
afterEach(async () => {
  for (const search of opened.splice(0)) await search[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

async function open(changes: ReturnType<typeof createFeed>): Promise<Search> {
  const search = await createSearch({ terms, changes, store: { folder }, log });
  opened.push(search);
  return search;
}

const ask = (q: string, query: Partial<SearchQuery> = {}): SearchQuery => ({
  q,
  filters: {},
  sort: 'relevance',
  limit: 20,
  ...query,
});

const idsOf = async (search: Search, q: string, query: Partial<SearchQuery> = {}) =>
  (await search.search(ask(q, query))).hits.map(({ id }) => id);

async function indexFile(): Promise<string> {
  const name = (await readdir(folder)).find((entry) => entry.endsWith('.sqlite'));
  assert.ok(name);
  return join(folder, name);
}

describe('a search', () => {
  const lessons = [
    lesson('fraction-3', { title: '分数的初步认识', grade: 'g3' }),
    lesson('fraction-5', { title: '分数的意义', grade: 'g5', volume: 'b' }),
    lesson('labour', { title: '劳动最光荣', subject: 'music', grade: 'g1' }),
    lesson('soap', { title: '肥皂泡', subject: 'labour', grade: 'g2' }),
  ];

  test('takes what it understands as filters and says so', async () => {
    const search = await open(createFeed(...lessons));
    await search.catchUp();
    const { hits, understood, facets, engine, total } = await search.search(ask('三年级数学分数'));
    assert.deepEqual(
      hits.map(({ id }) => id),
      ['fraction-3'],
    );
    assert.deepEqual(understood, [
      { field: 'grade', value: 'g3', text: '三年级' },
      { field: 'subject', value: 'math', text: '数学' },
    ]);
    assert.deepEqual(facets.grade, { g3: 1, g5: 1 });
    assert.equal(total, 1);
    assert.equal(engine, 'embedded');
  });

  test('a title that reads like a subject is found as a title', async () => {
    const search = await open(createFeed(...lessons));
    await search.catchUp();
    const { hits, understood } = await search.search(ask('劳动最光荣'));
    assert.deepEqual(
      hits.map(({ id }) => id),
      ['labour'],
    );
    assert.deepEqual(understood, []);
  });

  test('looks for the thing that a question asks for, and keeps a title that asks', async () => {
    const asking = lesson('sky', { title: '为什么天是蓝的', subject: 'science', grade: 'g4' });
    const search = await open(createFeed(...lessons, asking));
    await search.catchUp();
    assert.deepEqual(await idsOf(search, '三年级分数怎么学'), ['fraction-3']);
    assert.deepEqual(await idsOf(search, '老师，我想看肥皂泡这一课！'), ['soap']);
    assert.deepEqual(await idsOf(search, '为什么天是蓝的'), ['sky']);
  });

  test('a question that names nothing but a grade and a subject is answered with all of these', async () => {
    const called = lesson('called', { title: '我想学', subject: 'music', grade: 'g3' });
    const search = await open(createFeed(...lessons, called));
    await search.catchUp();
    for (const q of [
      '我想学三年级数学',
      '有没有三年级数学的课',
      '孩子三年级数学跟不上',
      '三年级数学怎么提高',
    ])
      assert.deepEqual(await idsOf(search, q), ['fraction-3'], q);
    assert.deepEqual(await idsOf(search, '我想学'), ['called']);
    assert.deepEqual(await idsOf(search, '三年级音乐我想学'), ['called']);
  });

  test('with a slip in the only name it could be, looks for that name and says so', async () => {
    const search = await open(createFeed(...lessons));
    await search.catchUp();
    for (const q of ['份数的初步认识', '分数的初步认只', '分数的步初认识', '分数的出步任识']) {
      const { hits, corrected } = await search.search(ask(q));
      assert.deepEqual(
        hits.map(({ id }) => id),
        ['fraction-3'],
        q,
      );
      assert.deepEqual(corrected, { typed: q, text: '分数的初步认识' });
    }
    const graded = await search.search(ask('五年级份数'));
    assert.deepEqual(
      [graded.hits.map(({ id }) => id), graded.understood.map(({ value }) => value), graded.corrected],
      [['fraction-5'], ['g5'], { typed: '份数', text: '分数' }],
    );
    assert.equal((await search.search(ask('分数'))).corrected, undefined);
    assert.deepEqual(await idsOf(search, '肥皂泡那课讲了啥道理来着'), ['soap']);
  });

  test('goes on with a cursor also where a name was corrected', async () => {
    const many = Array.from({ length: 25 }, (_, number) => lesson(`${number}`, { title: `分数 ${number}` }));
    const search = await open(createFeed(...many));
    await search.catchUp();
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const answer = await search.search(ask('份数', { limit: 10, cursor }));
      seen.push(...answer.hits.map(({ id }) => id));
      cursor = answer.cursor;
    } while (cursor);
    assert.deepEqual([seen.length, new Set(seen).size], [25, 25]);
  });

  test('knows no name longer than a lesson has it', async () => {
    const feed = createFeed(...lessons);
    const search = await open(feed);
    await search.catchUp();
    feed.withdraw('fraction-3');
    await search.catchUp();
    assert.equal((await search.search(ask('份数的初步认识'))).corrected, undefined);
  });

  test('shows what comes near where nothing matches, and keeps what was understood', async () => {
    const search = await open(createFeed(...lessons));
    await search.catchUp();
    const { hits, nearest, nearestBeyond, understood, total } = await search.search(ask('八年级分数'));
    assert.deepEqual([hits, total], [[], 0]);
    assert.deepEqual(nearest.map(({ id }) => id).sort(), ['fraction-3', 'fraction-5']);
    assert.deepEqual(
      understood.map(({ value }) => value),
      ['g8'],
    );
    assert.deepEqual(nearestBeyond, understood, 'and says that it does not hold');
    const chosen = await search.search(ask('分数', { filters: { grade: ['g8'] } }));
    assert.deepEqual([chosen.hits, chosen.nearest], [[], []], 'what is chosen always holds');
  });

  test('shows nothing rather than what shares a common word with what was asked', async () => {
    const search = await open(createFeed(...lessons));
    await search.catchUp();
    const near = async (q: string) => (await search.search(ask(q))).nearest.map(({ id }) => id).sort();
    assert.deepEqual(await near('分数的加法'), ['fraction-3', 'fraction-5']);
    assert.deepEqual(await near('电路的初步认识'), []);
    assert.deepEqual(await near('光荣榜'), []);
  });

  test('a chosen filter holds against what is typed', async () => {
    const search = await open(createFeed(...lessons));
    await search.catchUp();
    const { hits, understood } = await search.search(ask('三年级分数', { filters: { grade: ['g5'] } }));
    assert.deepEqual(
      hits.map(({ id }) => id),
      ['fraction-5'],
    );
    assert.deepEqual(understood, []);
  });

  test('marks the words in the texts', async () => {
    const search = await open(createFeed(...lessons));
    await search.catchUp();
    const { hits } = await search.search(ask('意义'));
    assert.deepEqual(hits[0]?.highlights, { title: `分数的${highlightStart}意义${highlightEnd}` });
    assert.deepEqual((await search.search(ask(''))).hits[0]?.highlights, {});
  });

  test('goes on with a cursor until there is no more, also in the second reading', async () => {
    const many = Array.from({ length: 25 }, (_, number) =>
      lesson(`${number}`, { title: `劳动歌 ${number}`, subject: 'music' }),
    );
    const search = await open(createFeed(...many));
    await search.catchUp();
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const answer = await search.search(ask('劳动 歌', { limit: 10, cursor }));
      seen.push(...answer.hits.map(({ id }) => id));
      assert.equal(answer.total, 25);
      cursor = answer.cursor;
    } while (cursor);
    assert.deepEqual([seen.length, new Set(seen).size], [25, 25]);
  });

  test('refuses a cursor that it did not give', async () => {
    const search = await open(createFeed());
    for (const cursor of ['', 'x', Buffer.from('[-1,0]').toString('base64url')]) {
      await assert.rejects(search.search(ask('', { cursor })), InvalidCursorError);
    }
  });

  test('10,000 random queries are answered, none slower than a second', async () => {
    const search = await open(createFeed(...lessons));
    await search.catchUp();
    const pieces = [
      ...'分数三年级上册小初高一二第课单元"“”(){}[]*^:-+~\\/\'%;,.&|!?=<> 　\n\0😀𬭎éЖ',
      'AND',
      'NEAR',
      'OR',
      'unit',
    ];
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    for (let number = 0; number < 10_000; number++) {
      const q = Array.from({ length: random(20) }, () => pieces[random(pieces.length)]).join('');
      const begun = performance.now();
      await search.search(ask(q));
      await search.suggest(q, 5);
      assert.ok(performance.now() - begun < 1000, JSON.stringify(q));
    }
  });
});

test('a grade means books without one, and editions in use come first of what answers as well', async () => {
  let editions = {};
  const search = await createSearch({
    terms,
    changes: createFeed(...lessonsOfRegion),
    store: { folder },
    log,
    currentEditions: async () => editions,
  });
  opened.push(search);
  await search.catchUp();
  await assertRegion(search, (changed) => {
    editions = changed;
  });
});

test('synonyms are looked for, from seconds after they were set', async () => {
  let synonyms: SynonymGroup[] = [];
  const search = await createSearch({
    terms,
    changes: createFeed(...lessonsWithSynonyms),
    store: { folder },
    log,
    synonyms: async () => synonyms,
  });
  opened.push(search);
  await search.catchUp();
  await assertSynonyms(search, (groups) => {
    synonyms = groups;
  });
});

describe('the index', () => {
  test('is there for a search that comes before anything was followed', async () => {
    const search = await open(createFeed(lesson('1')));
    assert.deepEqual(await idsOf(search, ''), ['1']);
  });

  test('catching up makes everything in the feed searchable', async () => {
    const feed = createFeed(lesson('1', { title: '圆' }));
    const search = await open(feed);
    await search.catchUp();
    feed.publish(lesson('2', { title: '圆柱' }), lesson('1', { title: '方' }));
    await search.catchUp();
    assert.deepEqual(await idsOf(search, '圆'), ['2']);
    feed.withdraw('2');
    await search.catchUp();
    assert.deepEqual(await idsOf(search, '圆'), []);
    const [status] = await search.status();
    const version = `SQLite ${process.versions.sqlite}`;
    assert.deepEqual(status, {
      engine: 'embedded',
      inUse: true,
      position: 4,
      head: 4,
      documents: 1,
      version,
    });
  });

  test('long feeds and long catalogues are taken in whole', async () => {
    const feed = createFeed(...Array.from({ length: 450 }, (_, number) => lesson(`a${number}`)));
    const search = await open(feed);
    const progress: number[] = [];
    assert.deepEqual(await search.rebuild('embedded', (documents) => progress.push(documents)), {
      documents: 450,
    });
    assert.deepEqual(progress, [200, 400, 450]);
    feed.publish(...Array.from({ length: 450 }, (_, number) => lesson(`b${number}`)));
    await search.catchUp();
    assert.equal((await search.search(ask(''))).total, 900);
  });

  test('follows the feed, at once when nudged, until it is told to stop', async () => {
    const feed = createFeed();
    const search = await open(feed);
    const stop = new AbortController();
    const following = search.follow(stop.signal);
    await search.catchUp();
    feed.publish(lesson('1'));
    const begun = performance.now();
    search.nudge();
    await eventually(async () => assert.deepEqual(await idsOf(search, ''), ['1']));
    assert.ok(performance.now() - begun < 900);
    feed.publish(lesson('2'));
    await eventually(async () => assert.deepEqual((await idsOf(search, '')).sort(), ['1', '2']), 2000);
    stop.abort();
    await following;
  });

  test('survives a feed that fails for a while', async () => {
    const feed = createFeed(lesson('1'));
    let broken = true;
    const head = feed.head;
    feed.head = async () => {
      if (broken) throw new Error('no database');
      return await head();
    };
    const search = await open(feed);
    const stop = new AbortController();
    const following = search.follow(stop.signal);
    await eventually(async () =>
      assert.ok(log.messages.some((message) => /^warn: the search index does not follow/.test(message))),
    );
    broken = false;
    await eventually(async () => assert.deepEqual(await idsOf(search, ''), ['1']));
    stop.abort();
    await following;
  });

  test('is still there after closing and opening', async () => {
    const feed = createFeed(lesson('1'));
    const first = await open(feed);
    await first.catchUp();
    await first[Symbol.asyncDispose]();
    const second = await open(feed);
    assert.deepEqual(await idsOf(second, ''), ['1']);
  });

  test('is rebuilt when the feed has been set back', async () => {
    const search = await open(createFeed(lesson('1'), lesson('2'), lesson('3')));
    await search.catchUp();
    await search[Symbol.asyncDispose]();
    const older = await open(createFeed(lesson('1')));
    await older.catchUp();
    assert.deepEqual(await idsOf(older, ''), ['1']);
  });

  test('is rebuilt when its folder was emptied while following', async () => {
    const feed = createFeed(lesson('1'));
    const search = await open(feed);
    const stop = new AbortController();
    const following = search.follow(stop.signal);
    await search.catchUp();
    for (const name of await readdir(folder)) await rm(join(folder, name));
    feed.publish(lesson('2'));
    await eventually(async () => assert.deepEqual((await idsOf(search, '')).sort(), ['1', '2']));
    stop.abort();
    await following;
  });

  const damages: [string, (path: string) => Promise<void>][] = [
    ['is no database at all', (path) => writeFile(path, 'nonsense '.repeat(5000))],
    ['is empty', (path) => truncate(path, 0)],
    ['is cut short', (path) => truncate(path, 8192)],
  ];
  for (const [what, damage] of damages) {
    test(`is rebuilt when its file ${what}`, async () => {
      const feed = createFeed(...Array.from({ length: 50 }, (_, number) => lesson(`${number}`)));
      const search = await open(feed);
      await search.catchUp();
      await search[Symbol.asyncDispose]();
      const path = await indexFile();
      await damage(path);
      for (const suffix of ['-wal', '-shm']) await rm(path + suffix, { force: true });
      const again = await open(feed);
      assert.equal((await again.search(ask(''))).total, 50);
      assert.equal((await again.search(ask('课'))).total, 50);
    });
  }

  test('two programs share one folder', async () => {
    const feed = createFeed(lesson('1'));
    const one = await open(feed);
    await one.catchUp();
    const other = await open(feed);
    await other.catchUp();
    feed.publish(lesson('2'));
    await other.catchUp();
    await one.catchUp();
    assert.deepEqual((await idsOf(one, '')).sort(), ['1', '2']);
    await other.rebuild('embedded');
    feed.publish(lesson('3'));
    await one.catchUp();
    await other.catchUp();
    assert.equal((await one.search(ask(''))).total, 3);
    assert.equal((await other.search(ask(''))).total, 3);
  });
});
