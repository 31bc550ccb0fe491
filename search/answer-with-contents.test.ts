import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { enoughHits } from './answer-with-contents.ts';
import type { LessonDocument } from './document.ts';
import type { SearchQuery } from './query.ts';
import { createSearch, type Search } from './search.ts';
import { createFeed } from './test/feed.ts';
import { lesson, terms } from './test/lessons.ts';
import { createTestLog } from './test/test-log.ts';

describe('a search among what captions and attachments say', () => {
  let folder: string;
  let search: Search | undefined;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'qianke-search-'));
  });
  afterEach(async () => {
    await search?.[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  async function open(
    ...documents: LessonDocument[]
  ): Promise<(q: string, more?: Partial<SearchQuery>) => ReturnType<Search['search']>> {
    const opened = await createSearch({
      terms,
      changes: createFeed(...documents),
      store: { folder },
      log: createTestLog(),
    });
    search = opened;
    await opened.catchUp();
    return (q, more = {}) => opened.search({ q, filters: {}, sort: 'relevance', limit: 24, ...more });
  }

  const many = (count: number, values: Partial<LessonDocument>) =>
    Array.from({ length: count }, (_, index) => lesson(`${values.title}-${index}`, values));

  test('puts every title before any caption, whatever is sorted by, and says which is which', async () => {
    const ask = await open(
      lesson('spoken', {
        title: '课',
        captionText: '通分',
        awardRank: 5,
        award: 'ministry',
        publishedAt: '2030-01-01T00:00:00.000Z',
      }),
      lesson('title', { title: '通分', captionText: '通分' }),
    );
    for (const sort of ['relevance', 'newest', 'award'] as const) {
      const { hits, total } = await ask('通分', { sort });
      assert.deepEqual(
        hits.map(({ id, throughContents }) => [id, throughContents]),
        [
          ['title', false],
          ['spoken', true],
        ],
      );
      assert.equal(total, 2);
    }
  });

  test('keeps what was understood, and tells no lesson twice', async () => {
    const ask = await open(
      lesson('g3', { title: '课', grade: 'g3', attachmentText: '认识分数' }),
      lesson('g4', { title: '分数', grade: 'g4', attachmentText: '认识分数' }),
    );
    const { hits, understood, nearest, facets } = await ask('三年级分数');
    assert.deepEqual(
      hits.map(({ id }) => id),
      ['g3'],
    );
    assert.deepEqual(
      understood.map(({ value }) => value),
      ['g3'],
    );
    assert.deepEqual(nearest, [], 'what is near holds what was understood');
    assert.deepEqual(facets.grade, { g3: 1, g4: 1 });
    const told = await ask('八年级 认识分数');
    assert.deepEqual([told.total, told.understood.length], [0, 1], 'in no eighth grade');
  });

  test('goes on page by page through both, each once', async () => {
    const ask = await open(...many(3, { title: '通分' }), ...many(30, { title: '课', captionText: '通分' }));
    for (const limit of [1, 2, 5, 24]) {
      const seen: string[] = [];
      for (let cursor: string | undefined, page = 0; page === 0 || cursor; page++) {
        const answer = await ask('通分', { limit, ...(cursor === undefined ? {} : { cursor }) });
        assert.equal(answer.total, 33);
        seen.push(...answer.hits.map(({ id }) => id));
        cursor = answer.cursor;
      }
      assert.equal(seen.length, 33, `${limit} at a time`);
      assert.equal(new Set(seen).size, 33);
      assert.ok(seen.slice(0, 3).every((id) => id.startsWith('通分')));
    }
  });

  test('leaves them alone where there are enough titles', async () => {
    const ask = await open(
      ...many(enoughHits, { title: '通分' }),
      lesson('spoken', { title: '课', captionText: '通分' }),
    );
    const { total, hits, cursor } = await ask('通分', { limit: 10 });
    assert.deepEqual([total, hits.length], [enoughHits, 10]);
    const rest = await ask('通分', { limit: 50, ...(cursor === undefined ? {} : { cursor }) });
    assert.equal(rest.hits.length, enoughHits - 10);
  });

  test('looks for no single character in them', async () => {
    const ask = await open(lesson('spoken', { title: '课', captionText: '圆' }));
    assert.equal((await ask('圆')).total, 0);
    assert.equal((await ask('')).total, 1);
  });
});
