import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makeCorpus, type Topic } from '../make-corpus.ts';
import { describeCorpus } from './corpus-facts.ts';
import { makeJudgedSet } from './make-judged-set.ts';
import { canonicalVolume, hanNumeral, numberOfLesson, numberOfUnit } from './places.ts';
import { plain, says, spokenTitle } from './text.ts';

const topic = (title: string, values: Partial<Topic> = {}): Topic => ({
  title,
  stage: '小学',
  subject: '数学',
  edition: '人教版',
  grade: '三年级',
  volume: '上册',
  unit: '第八单元 分数的初步认识',
  no: '',
  ...values,
});

const topics = [
  topic('分数的初步认识'),
  topic('反比例函数', { stage: '初中', grade: '九年级', volume: '下册', unit: '第二十六章 反比例函数' }),
  topic('正比例函数', { stage: '初中', grade: '八年级', unit: '第十九章 一次函数' }),
  topic('总也倒不了的老屋', { subject: '语文', edition: '统编版', unit: '第四单元', no: '12' }),
  topic('My friends', {
    subject: '英语',
    edition: '人教版（PEP）',
    grade: '四年级',
    unit: 'Unit 3 My friends',
  }),
  topic('三角形的面积', { grade: '五年级', unit: '第六单元 多边形的面积' }),
];

describe('what a rule compares', () => {
  test('texts without case, width and marks, Latin words and numbers as wholes', () => {
    const cases: [text: string, part: string, said: boolean][] = [
      ['反比例函数', '比例', true],
      ['Unit 1 My home', 'ｕｎｉｔ １', true],
      ['Unit 10 My home', 'unit 1', false],
      ['homework', 'home', false],
      ["What's your name?", 'whats your', true],
      ['口语交际：我的 暑假', '口语交际我的暑假', true],
      ['分数', '', false],
    ];
    for (const [text, part, said] of cases)
      assert.equal(says(plain(text), plain(part)), said, `${text} / ${part}`);
  });

  test('titles as people call them', () => {
    const cases: [title: string, spoken: string][] = [
      ['19.海滨小城①', '海滨小城'],
      ['7*.听听，秋的声音', '听听，秋的声音'],
      ['盼（第一课时）', '盼'],
      ['第5课时 9 的乘法口诀', '9 的乘法口诀'],
      ['《荷花》', '荷花'],
      ['24小时计时法', '24小时计时法'],
      ['08 平行线', '平行线'],
      ['26-7 不同时出发', '不同时出发'],
      ['2.8分数', '2.8分数'],
      ['Unit 4 My home', 'Unit 4 My home'],
    ];
    for (const [title, spoken] of cases) assert.equal(spokenTitle(title), spoken);
  });

  test('printed numbers and volumes', () => {
    const unitOf = (unit: string, title = '') => numberOfUnit({ unit, title });
    assert.deepEqual(unitOf('第十二单元 复习'), { counter: '单元', number: 12 });
    assert.deepEqual(unitOf('Unit 3 My friends'), { counter: 'unit', number: 3 });
    assert.deepEqual(unitOf('', '3年级-上-第1单元-2.花的学校'), { counter: '单元', number: 1 });
    assert.equal(unitOf('古诗词诵读', '第1单元复习'), null);
    const numbered = (no: string, subject: string, title = '') =>
      numberOfLesson({ id: '', teacher: '', ...topic(title, { no, subject }) });
    assert.deepEqual(numbered('12', '语文'), { counter: '课', number: 12 });
    assert.deepEqual(numbered('', '语文', '12.总也倒不了的老屋①'), { counter: '课', number: 12 });
    assert.deepEqual(numbered('第一节', '地理'), { counter: '节', number: 1 });
    assert.equal(numbered('12', '数学'), null);
    for (const name of ['必修1', '必修一', '必修 第一册', '必修1 分子与细胞'])
      assert.equal(canonicalVolume(name), '必修1');
    assert.equal(canonicalVolume('选择性必修 上册'), '选择性必修上');
    assert.deepEqual([10, 12, 20, 26].map(hanNumeral), ['十', '十二', '二十', '二十六']);
  });

  test('names that are read as surnames, and syllables of whole titles', () => {
    const facts = describeCorpus(makeCorpus(topics, 6, 1));
    assert.equal(facts.soundsOfTeacher('曾晓'), 'zengxiao');
    const lesson = facts.lessons.find(({ title }) => title === '反比例函数')!;
    assert.deepEqual(facts.soundsOf(lesson), ['fan', 'bi', 'li', 'han', 'shu']);
  });
});

describe('a judged set', () => {
  const corpus = makeCorpus(topics, 60, 1);
  const set = makeJudgedSet(corpus, { seed: 1, queriesOfKind: 5 });

  test('is the same for the same seed, and another for another', () => {
    assert.deepEqual(makeJudgedSet(makeCorpus(topics, 60, 1), { seed: 1, queriesOfKind: 5 }), set);
    assert.notDeepEqual(makeJudgedSet(corpus, { seed: 2, queriesOfKind: 5 }), set);
  });

  test('names lessons of the corpus, at least one for each query', () => {
    const ids = new Set(corpus.map(({ id }) => id));
    assert.ok(set.length > 50);
    for (const { q, relevant } of set) {
      assert.notEqual(q.trim(), '');
      assert.ok(relevant.length > 0 && relevant.every((id) => ids.has(id)), q);
    }
  });

  test('holds all lessons that say what was typed, and no others', () => {
    for (const { q, relevant } of set.filter(({ kind }) => kind === 'inner-word')) {
      const saying = corpus.filter(({ title }) => title.includes(q)).map(({ id }) => id);
      assert.deepEqual([...relevant], saying, q);
    }
    assert.ok(set.some(({ kind }) => kind === 'inner-word'));
  });
});
