import assert from 'node:assert/strict';
import { before, it } from 'node:test';
import type { PageContent } from '../contract/pages.ts';
import { SearchAnswer } from '../contract/search.ts';
import { nodeId } from '../curriculum/node-path.ts';
import { appendToFeed } from '../db/feed.ts';
import { updateLesson } from '../db/lessons.ts';
import type { Change } from '../db/schema.ts';
import { publishSample } from '../reviews/test/publish-sample.ts';
import { describeOnEachServer, readPageModel, type TestServer } from './start-server.ts';

type SearchPage = Extract<PageContent, { page: 'search' }>;

const third = nodeId('primary/math/pep/g3/v1');
const fifth = nodeId('primary/math/pep/g5/v2');

describeOnEachServer('the search page', (start) => {
  let server: TestServer;

  before(async () => {
    server = await start();
    await publish('三年级分数', { node_id: third, summary: '从折纸开始认识几分之一' });
    await publish('分数的意义', { node_id: fifth });
    await publish('小数的意义', { node_id: fifth });
    await server.context.search.catchUp();
  });

  async function publish(title: string, to: Change<'lessons'>): Promise<void> {
    const { context } = server;
    const { id } = await publishSample(server, 'li', 'school1', title);
    await context.database.transaction(async (trx) => {
      await updateLesson(trx, id, to);
      await appendToFeed(trx, [id], context.clock.now());
    });
  }

  async function page(address: string): Promise<SearchPage> {
    const model = (await readPageModel(await server.visitor().get(address))) as PageContent;
    assert.equal(model.page, 'search');
    return model as SearchPage;
  }

  const find = (q: string, more = '') => page(`/search?q=${encodeURIComponent(q)}${more}`);
  const names = (items: readonly { name: string | null }[]) => items.map(({ name }) => name);
  const titles = ({ hits }: SearchPage) => hits.map(({ lesson }) => lesson.title).sort();

  it('says of a page of text in an address that it is too long', async () => {
    const answer = await server.visitor().get(`/search?q=${encodeURIComponent('分'.repeat(3300))}`);
    assert.equal(answer.status, 414);
    assert.equal(((await answer.json()) as { code: string }).code, 'address-too-long');
  });

  it('shows what was understood and each can be taken away, all of them and twice', async () => {
    let model = await find('五年级下册数学"意义"');
    assert.deepEqual(names(model.understood), ['五年级', '下册', '数学']);
    assert.deepEqual(titles(model), ['分数的意义', '小数的意义']);
    for (let left = 2; left >= 0; left -= 1) {
      const { removeHref = '' } = model.understood[0] ?? {};
      model = await page(removeHref);
      assert.equal(model.understood.length, left);
      assert.deepEqual(titles(model), ['分数的意义', '小数的意义']);
    }
    assert.equal(model.q, '"意义"');
  });

  it('offers the words as they stand', async () => {
    const model = await find('五年级“意义');
    assert.deepEqual(names(model.understood), ['五年级']);
    const literal = await page(model.literalHref ?? '');
    assert.deepEqual([literal.understood, literal.literalHref], [[], null]);
    assert.deepEqual(titles(literal), ['分数的意义', '小数的意义']);
  });

  it('names every filter, also of places and teachers, and ids that are nobody’s not at all', async () => {
    const li = server.world.people.li.id;
    const model = await page(
      `/search?teacher=${li}&node=${third}&grade=三年级&teacher=nobody&node=${nodeId('x')}`,
    );
    assert.deepEqual(
      model.chosen.map(({ field, name }) => [field, name]),
      [
        ['grade', '三年级'],
        ['node', '小学 数学 人教版 三年级上册'],
        ['node', null],
        ['teacher', '李静'],
        ['teacher', null],
      ],
    );
    const without = await page(model.chosen[0]?.removeHref ?? '');
    assert.equal(without.chosen.length, 4);
    const rev = await page(`/search?teacher=${server.world.people.rev1.id}`);
    assert.deepEqual(names(rev.chosen), [null], 'whoever has no public lesson is not named');
  });

  it('takes what the words say for a choice once another one is made beside it', async () => {
    const model = await find('五年级意义');
    const grade = model.facets.find(({ field }) => field === 'grade');
    assert.deepEqual(
      grade?.choices.map(({ slug, chosen }) => [slug, chosen]),
      [['g5', true]],
    );
    const none = await page(grade?.choices[0]?.href ?? '');
    assert.deepEqual([none.q, none.understood, none.chosen], ['意义', [], []]);
  });

  it('finds nothing: says what would be found with one condition less, and where it stands in the books', async () => {
    const model = await find('五年级数学三年级分数', `&subject=chinese&teacher=${server.world.people.li.id}`);
    assert.deepEqual(titles(model), []);
    const [offer] = model.instead;
    assert.deepEqual(names(model.instead), ['语文']);
    const found = await page(offer?.href ?? '');
    assert.deepEqual([found.total, found.chosen.length], [offer?.count, 1]);

    const unit = await find('倍的认识');
    assert.deepEqual(titles(unit), []);
    const [place] = unit.places;
    assert.match(`${place?.above} ${place?.name}`, /数学 人教版 三年级上册.*倍的认识/);
    assert.equal((await server.visitor().get(place?.href ?? '')).status, 200);
    const book = await find('六年级上册数学量子');
    assert.ok(book.places.length > 0 && book.places.every(({ name }) => name === '六年级上册'));
    for (const text of ['100%', '%_', "'; drop table nodes --", '\\']) await find(text);
  });

  it('offers everything less where no single condition helps', async () => {
    const model = await find('分数', '&subject=chinese&grade=g9');
    assert.deepEqual(
      model.instead.map(({ field, count }) => [field, count]),
      [[null, 2]],
    );
  });

  it('is kept by caches for moments alone, and never what somebody who is signed in gets', async () => {
    const control = async (path: string, client = server.visitor()) => {
      const { headers } = await client.get(path);
      return [headers.get('cache-control'), headers.get('vary')?.includes('Cookie')];
    };
    const moment = 'public, max-age=0, s-maxage=1, must-revalidate';
    assert.deepEqual(await control('/api/search?q=x'), [moment, true]);
    assert.deepEqual(await control('/api/search?q=x', await server.as('li')), ['no-store', true]);
    assert.deepEqual(await control('/api/suggest?q=x'), ['public, max-age=30, must-revalidate', true]);
    assert.deepEqual(await control('/search'), ['private, no-cache', false]);
    const { headers } = await server.visitor().get('/api/search?q=分数');
    const again = await server.visitor().get('/api/search?q=分数', {
      'if-none-match': headers.get('etag') ?? '',
      // Without it fetch forbids every cache to answer.
      'cache-control': 'max-age=0',
    });
    assert.equal(again.status, 304);
  });

  it('shows the passage where the title does not show the match', async () => {
    const answer = await server.visitor().json(`/api/search?q=${encodeURIComponent('折纸')}`, SearchAnswer);
    assert.deepEqual(
      answer.hits.map(({ passages }) => passages),
      [[{ field: 'summary', text: '从折纸开始认识几分之一', ranges: [[1, 3]] }]],
    );
    const inTitle = await server.visitor().json(`/api/search?q=${encodeURIComponent('意义')}`, SearchAnswer);
    assert.deepEqual(
      inTitle.hits.flatMap(({ passages }) => passages),
      [],
    );
  });
});
