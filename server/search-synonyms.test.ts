import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mostOthers } from '../search/understanding/synonyms.ts';
import { shippedSynonyms } from './contract/terms/shipped-synonyms.ts';
import { mostSynonymsInGroup } from './contract/terms/synonym-limits.ts';
import { findWrongGroups, presentSynonyms, synonymsInUse, toSwitchedOff } from './search-synonyms.ts';

const group = (words: string, oneWay = false) => ({ words: words.split(' '), oneWay });
const wrong = (...groups: ReturnType<typeof group>[]) =>
  findWrongGroups(groups, 'zh').map((problem) => [problem.path, 'message' in problem ? problem.message : '']);

describe('groups of synonyms', () => {
  it('have no more words than search looks for', () => {
    assert.equal(mostSynonymsInGroup, mostOthers + 1);
  });

  it('are taken where every word stands once', () => {
    assert.deepEqual(wrong(group('番茄 西红柿'), group('奥运会 奥林匹克运动会 Olympics')), []);
    assert.deepEqual(
      wrong(group('四边形 梯形', true), group('平行四边形 四边形', true), group('梯形 四边形')),
      [],
    );
  });

  it('are refused where a word stands twice, also written otherwise, or says nothing', () => {
    assert.deepEqual(wrong(group('ＰＰＴ 课件 ppt')), [['groups.0', '“ppt”写了两次。']]);
    assert.deepEqual(wrong(group('番茄 ！！')), [['groups.0', '“！！”里没有文字。']]);
    assert.deepEqual(wrong(group('番茄 西红柿'), group('洋柿子 番茄')), [
      ['groups.1', '“番茄”已经在第 1 组里，请合并成一组。'],
    ]);
    assert.deepEqual(wrong(group('图形 三角形', true), group('图形 梯形', true)), [
      ['groups.1', '“图形”已经在第 1 组里，请合并成一组。'],
    ]);
  });

  it('that come with the program are many, right and no terms', () => {
    const shipped = shippedSynonyms.map(({ words }) => ({ words: [...words], oneWay: false }));
    assert.ok(shipped.length >= 80);
    assert.deepEqual(findWrongGroups(shipped, 'zh'), []);
    const kept = { groups: shipped, off: [], revision: 0, saved_by: null };
    assert.deepEqual(presentSynonyms(kept, 'zh').warnings, []);
    for (const { words } of shipped) assert.ok(words.length >= 2 && words.length <= mostSynonymsInGroup);
  });

  it('of the bureau stand before those of the program, of which it can switch off any', () => {
    const own = group('番茄 洋柿子');
    const used = synonymsInUse({ groups: [own], off: ['作文', '没有的词'] });
    assert.deepEqual(used[0], own);
    assert.equal(used.length, shippedSynonyms.length);
    assert.ok(used.every(({ words }) => words[0] !== '作文'));
    assert.deepEqual(toSwitchedOff(['作文', '没有的词']), ['作文']);
  });

  it('bear a warning where a word is the name of a subject, grade or the like', () => {
    const kept = { groups: [group('番茄 西红柿'), group('奥数 数学')], off: [], revision: 3, saved_by: null };
    const { warnings } = presentSynonyms(kept, 'zh');
    assert.deepEqual(warnings, [
      { path: 'groups.1', message: '“数学”是“学科”的名称，搜索时先当作条件，不一定按同义词处理。' },
    ]);
    assert.match(presentSynonyms(kept, 'en').warnings[0]?.message ?? '', /“数学”.*Subject/);
  });
});
