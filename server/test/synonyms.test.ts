import assert from 'node:assert/strict';
import { before, it } from 'node:test';
import { Problem } from '../contract/problem.ts';
import { Synonyms } from '../contract/synonyms.ts';
import { longestSynonym, mostSynonymGroups, mostSynonymsInGroup } from '../contract/terms/synonym-limits.ts';
import { writeSynonyms } from '../search-synonyms.ts';
import { assertProblem, readAnswer, type TestClient } from './client.ts';
import { describeOnEachServer, type TestServer } from './start-server.ts';

describeOnEachServer('synonyms', (start) => {
  let server: TestServer;
  let bureau: TestClient;

  before(async () => {
    server = await start();
    bureau = await server.as('province');
  });

  const group = (words: string, oneWay = false) => ({ words: words.split(' '), oneWay });
  const put = (groups: object[], more = {}) => bureau.put('/api/synonyms', { groups, ...more });

  it('are kept as they were saved, with what was changed on record', async () => {
    const { shipped, ...begun } = await bureau.json('/api/synonyms', Synonyms);
    assert.deepEqual(begun, { groups: [], revision: 0, warnings: [] });
    assert.ok(shipped.every(({ on }) => on));
    const groups = [group('番茄 西红柿'), group('图形 三角形', true)];
    assert.equal((await readAnswer(await put(groups), Synonyms)).revision, 1);
    await readAnswer(await put([groups[0] ?? {}, group('奥数 数学')]), Synonyms);
    const kept = await bureau.json('/api/synonyms', Synonyms);
    assert.deepEqual(kept.groups, [groups[0], group('奥数 数学')]);
    assert.deepEqual(
      kept.warnings.map(({ path }) => path),
      ['groups.1'],
    );
    const rows = await server.context.database.db
      .selectFrom('audit_log')
      .select(['subject', 'detail'])
      .where('action', '=', 'settings.change')
      .orderBy('sequence')
      .execute();
    assert.deepEqual(
      rows.map(({ subject, detail }) => [subject, JSON.parse(detail)]),
      [
        ['synonyms', { added: ['番茄 = 西红柿', '图形 → 三角形'], removed: [] }],
        ['synonyms', { added: ['奥数 = 数学'], removed: ['图形 → 三角形'] }],
      ],
    );
  });

  it('that come with the program are switched off and on again, and stay so through other saves', async () => {
    const { groups } = await bureau.json('/api/synonyms', Synonyms);
    const offIn = ({ shipped }: Synonyms) => shipped.filter(({ on }) => !on).map(({ words }) => words[0]);
    assert.deepEqual(offIn(await readAnswer(await put(groups, { off: ['作文', '没有'] }), Synonyms)), [
      '作文',
    ]);
    assert.deepEqual(offIn(await readAnswer(await put(groups), Synonyms)), ['作文']);
    assert.deepEqual(offIn(await readAnswer(await put(groups, { off: [] }), Synonyms)), []);
  });

  it('are refused with words beside the group that is wrong, and nothing is lost', async () => {
    const before = await bureau.json('/api/synonyms', Synonyms);
    const problemOf = async (groups: object[]) => {
      const response = await put(groups);
      assert.equal(response.status, 400);
      return Problem.parse(await response.json()).fields?.[0]?.path;
    };
    assert.equal(await problemOf([group('番茄 西红柿'), group('洋柿子 番茄')]), 'groups.1');
    assert.match((await problemOf([group('番茄')])) ?? '', /^groups\.0/);
    assert.match((await problemOf([group(`番茄 ${'长'.repeat(31)}`)])) ?? '', /^groups\.0/);
    const many = Array.from({ length: mostSynonymGroups + 1 }, (_, number) =>
      group(`甲${number} 乙${number}`),
    );
    assert.equal(await problemOf(many), 'groups');
    await assertProblem(await put([], { revision: before.revision - 1 }), 409, 'changed-elsewhere');
    assert.deepEqual(await bureau.json('/api/synonyms', Synonyms), before);
  });

  it('are taken as many, and as long, as there may be', async () => {
    const words = (groupNumber: number) =>
      Array.from({ length: mostSynonymsInGroup }, (_, number) =>
        `${groupNumber}词${number}`.padEnd(longestSynonym, '长'),
      );
    const groups = Array.from({ length: mostSynonymGroups }, (_, number) => ({
      words: words(number),
      oneWay: false,
    }));
    assert.equal((await readAnswer(await put(groups), Synonyms)).groups.length, mostSynonymGroups);
  });

  it('that were kept when a group could be longer are shown, and refused only when they are saved anew', async () => {
    const words = Array.from({ length: mostSynonymsInGroup + 1 }, (_, number) => `词${number}`);
    const long = { words, oneWay: false };
    await writeSynonyms(server.context.database.db, { groups: [long], off: [], revision: 1, saved_by: null });
    assert.deepEqual((await bureau.json('/api/synonyms', Synonyms)).groups, [long]);
    assert.equal((await put([long])).status, 400);
    const groups = [group('番茄 西红柿')];
    assert.deepEqual((await readAnswer(await put(groups), Synonyms)).groups, groups);
  });
});
