import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { terms } from '../test/lessons.ts';
import { createUnderstanding } from './understand-query.ts';

const understand = createUnderstanding(terms);

/** A query, what of it acts as a filter (`field:value`), and what is left as text. */
type Case = [query: string, understood: string, text: string];

function table(name: string, cases: readonly Case[]): void {
  describe(name, () => {
    for (const [query, understood, text] of cases) {
      test(query, () => {
        const found = understand(query);
        assert.equal(found.understood.map(({ field, value }) => `${field}:${value}`).join(' '), understood);
        assert.equal(found.text, text);
      });
    }
  });
}

table('grades in every writing', [
  ['三年级', 'grade:g3', ''],
  ['3年级', 'grade:g3', ''],
  ['３年级', 'grade:g3', ''],
  ['3 年级', 'grade:g3', ''],
  ['小三', 'grade:g3', ''],
  ['小三数学', 'grade:g3 subject:math', ''],
  ['七年级', 'grade:g7', ''],
  ['7年级', 'grade:g7', ''],
  ['初一', 'grade:g7', ''],
  ['初一年级', 'grade:g7', ''],
  ['初三物理', 'grade:g9 subject:physics', ''],
  ['高一', 'grade:g10', ''],
  ['高一年级', 'grade:g10', ''],
  ['高二函数', 'grade:g11', '函数'],
  ['初二全等三角形', 'grade:g8', '全等三角形'],
  ['十年级', 'grade:g10', ''],
  ['Grade 3', 'grade:g3', ''],
]);

table('terms with a grade or alone', [
  ['三上', 'grade:g3 volume:a', ''],
  ['三下语文', 'grade:g3 volume:b subject:chinese', ''],
  ['数学七上', 'subject:math grade:g7 volume:a', ''],
  ['3上数学', 'grade:g3 volume:a subject:math', ''],
  ['小三下语文 荷花', 'grade:g3 volume:b subject:chinese', '荷花'],
  ['三年级上册', 'grade:g3 volume:a', ''],
  ['三年级上数学', 'grade:g3 volume:a subject:math', ''],
  ['三年级下册分数', 'grade:g3 volume:b', '分数'],
  ['三年级第二学期', 'grade:g3 volume:b', ''],
  ['初一上', 'grade:g7 volume:a', ''],
  ['高一下学期', 'grade:g10 volume:b', ''],
  ['小六（上）语文', 'grade:g6 volume:a subject:chinese', ''],
  ['数学 1年级（上） 8单元', 'subject:math grade:g1 volume:a', '第8单元'],
  ['初一(下册)课', 'grade:g7 volume:b', '课'],
  ['三年级（上）课', 'grade:g3 volume:a', '课'],
  ['三年级（上课）', 'grade:g3', '(上课)'],
  ['上册', 'volume:a', ''],
  ['数学七上第1单元', 'subject:math grade:g7 volume:a', '第1单元'],
  ['小四hupo', 'grade:g4', 'hupo'],
  ['4上fenshu', 'grade:g4 volume:a', 'fenshu'],
  ['全一册', 'volume:whole', ''],
  ['高中数学必修第一册', 'stage:senior subject:math volume:required-1', ''],
  ['必修1 集合', 'volume:required-1', '集合'],
]);

table('a grade before a number or a word of its own', [
  ['语文2上十课', 'subject:chinese grade:g2 volume:a', '十课'],
  ['数学3下2单元', 'subject:math grade:g3 volume:b', '第2单元'],
  ['英语4上U3', 'subject:english grade:g4 volume:a', 'u3'],
  ['三上语文第10课', 'grade:g3 volume:a subject:chinese', '第10课'],
  ['语文三上10', 'subject:chinese grade:g3 volume:a', '10'],
  ['九上22章', 'grade:g9 volume:a', '22章'],
  ['八上物理二章一节', 'grade:g8 volume:a subject:physics', '二章一节'],
  ['三上12课', 'grade:g3 volume:a', '12课'],
  ['一上识字3', 'grade:g1 volume:a', '识字3'],
  ['英语7上模块2', 'subject:english grade:g7 volume:a', '模块2'],
  ['第三单元三上数学', 'grade:g3 volume:a subject:math', '第3单元'],
  ['3A Unit 2', 'grade:g3 volume:a', 'unit 2'],
  ['5B第二单元', 'grade:g5 volume:b', '第2单元'],
  ['二上乘法', 'grade:g2 volume:a', '乘法'],
  ['三下年月日', 'grade:g3 volume:b', '年月日'],
  ['语文15课四上', 'subject:chinese grade:g4 volume:a', '15课'],
  ['全等三角形初2', 'grade:g8', '全等三角形'],
  ['三年级（上）第6课', 'grade:g3 volume:a', '第6课'],
  ['5A景区', '', '5a景区'],
  ['上5课', '', '上5课'],
  ['一上课', '', '一上课'],
  ['一上午', '', '一上午'],
  ['三下乡', '', '三下乡'],
]);

table('subjects, stages, editions, kinds and awards by all their names', [
  ['数学', 'subject:math', ''],
  ['maths', 'subject:math', ''],
  ['生物', 'subject:biology', ''],
  ['生物学', 'subject:biology', ''],
  ['思想品德', 'subject:morality-law subject:politics', ''],
  ['自然', '', '自然'],
  ['三年级自然', 'grade:g3 subject:science', ''],
  ['三年级大自然', 'grade:g3', '大自然'],
  ['三年級數學', 'grade:g3 subject:math', ''],
  ['信息技术', 'subject:it', ''],
  ['人教版', 'edition:pep', ''],
  ['部编版语文', 'edition:tongbian subject:chinese', ''],
  ['北师版四年级', 'edition:bnu grade:g4', ''],
  ['小学', 'stage:primary', ''],
  ['小学（五·四学制）', 'stage:primary-54', ''],
  ['小学(五四学制)', 'stage:primary-54', ''],
  ['微课 圆', 'kind:micro', '圆'],
  ['课堂实录', 'kind:recording', ''],
  ['部级优课', 'award:ministry', ''],
  ['省优 圆的面积', 'award:province', '圆的面积'],
]);

table('terms written as they are read aloud', [
  ['sannianji', 'grade:g3', ''],
  ['sannianji shuxue', 'grade:g3 subject:math', ''],
  ['san nian ji shu xue', 'grade:g3 subject:math', ''],
  ['sannianjishuxue fenshu', 'grade:g3 subject:math', 'fenshu'],
  ['renjiaoban sannianji shangce', 'edition:pep grade:g3 volume:a', ''],
  ['shuxuefenshu', 'subject:math', 'fenshu'],
  ['三年级shuxue', 'grade:g3 subject:math', ''],
  ['shuxues', '', 'shuxues'],
  ['mathshuxue', '', 'mathshuxue'],
]);

table('everything at once', [
  ['人教版三年级上册数学分数的初步认识', 'edition:pep grade:g3 volume:a subject:math', '分数的初步认识'],
  ['三年级上册数学第二单元', 'grade:g3 volume:a subject:math', '第2单元'],
  ['三年级的分数', 'grade:g3', '分数'],
  ['三年级四年级数学', 'grade:g3 grade:g4 subject:math', ''],
  ['数学　三年级　三年级', 'subject:math grade:g3', ''],
]);

table('numerals that are no grades', [
  ['三角形', '', '三角形'],
  ['小三角形', '', '小三角形'],
  ['一元二次方程', '', '一元二次方程'],
  ['七律', '', '七律'],
  ['七律 长征', '', '七律 长征'],
  ['八年抗战', '', '八年抗战'],
  ['五四运动', '', '五四运动'],
  ['二次函数', '', '二次函数'],
  ['一下子', '', '一下子'],
  ['数一下', '', '数一下'],
  ['提高一倍', '', '提高一倍'],
  ['最高一层', '', '最高一层'],
  ['大年初一', '', '大年初一'],
  ['小二黑结婚', '', '小二黑结婚'],
  ['四上下', '', '四上下'],
  ['三年级下雨', 'grade:g3', '下雨'],
  ['十二生肖', '', '十二生肖'],
  ['第三课', '', '第3课'],
  ['二十年级', '', '二十年级'],
  ['1年', '', '1年'],
]);

table('names inside other words are not terms', [
  ['数学家的故事', '', '数学家的故事'],
  ['科学家', '', '科学家'],
  ['生物圈', '', '生物圈'],
  ['mathematician', '', 'mathematician'],
  ['aftermath', '', 'aftermath'],
]);

table('what stands in quotation marks is text', [
  ['"三年级" 分数', '', '三年级 分数'],
  ['“数学” 三年级', 'grade:g3', '数学'],
  ['「劳动」', '', '劳动'],
  ['"三年级', 'grade:g3', '"'],
]);

test('a subject may also be a word of a title', () => {
  const { asTitle } = understand('三年级科学探究');
  assert.deepEqual(asTitle && [asTitle.understood.map(({ value }) => value), asTitle.text], [
    ['g3'],
    '科学探究',
  ]);
  assert.equal(understand('三年级探究').asTitle, null);
});

test('what was understood carries the words as they were typed', () => {
  const { understood } = understand('３年级  数学 圆');
  assert.deepEqual(
    understood.map(({ text, name }) => [text, name]),
    [
      ['３年级', '三年级'],
      ['数学', '数学'],
    ],
  );
});

test('no query is too long, and none takes long', () => {
  const begun = performance.now();
  for (const q of ['三年级'.repeat(4000), '('.repeat(10_000), '数'.repeat(10_000), '第'.repeat(10_000)])
    understand(q);
  assert.ok(performance.now() - begun < 1000);
});

test('without terms everything is text', () => {
  const empty = { stages: [], subjects: [], grades: [], editions: [], volumes: [], kinds: [], awards: [] };
  assert.deepEqual(createUnderstanding(empty)('三年级数学'), {
    understood: [],
    text: '三年级数学',
    asTitle: null,
  });
});
