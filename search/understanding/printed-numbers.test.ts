import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { normalise } from './normalise.ts';
import {
  lessonNumbers,
  numberInShort,
  numberOfTitle,
  numbersMeant,
  readNumbers,
  unitNumbers,
} from './printed-numbers.ts';

describe('the numbers that books print', () => {
  const units: [printed: string, numbers: string[]][] = [
    ['第八单元 分数的初步认识', ['第8单元', 'unit 8']],
    ['第 3 章 基因的本质', ['第3章', '第3单元', 'unit 3']],
    ['Unit 4 My home', ['第4单元', 'unit 4']],
    ['Module 3 Unit 1', ['第3模块', '第3单元', 'unit 3']],
    ['第四课 友谊与成长同行', ['第4课']],
    ['七', ['第7单元', 'unit 7']],
    ['三 测量', ['第3单元', 'unit 3']],
    ['三角形', []],
    ['综合与实践', []],
  ];
  for (const [printed, numbers] of units) {
    test(`unit ${printed}`, () => assert.deepEqual(unitNumbers(printed), numbers));
  }

  const lessons: [label: string, numbers: string[]][] = [
    ['第3课', ['第3课']],
    ['第十二课', ['第12课']],
    ['12', ['第12课', 'lesson 12']],
    ['12*', ['第12课', 'lesson 12']],
    ['第1节', ['第1节']],
    ['Unit 4', ['第4单元', 'unit 4']],
    ['口语交际', []],
  ];
  for (const [label, numbers] of lessons) {
    test(`lesson ${label}`, () => assert.deepEqual(lessonNumbers(label), numbers));
  }

  const titles: [title: string, number: string | null][] = [
    ['12.花的学校', '12'],
    ['7*.听听，秋的声音', '7'],
    ['3.1 从算式到方程', null],
    ['100以内的加法', null],
    ['1949年', null],
  ];
  for (const [title, number] of titles) {
    test(`title ${title}`, () => assert.equal(numberOfTitle(title), number));
  }
});

describe('numbers as they are typed', () => {
  const cases: [typed: string, read: string][] = [
    ['第十二课', '第12课'],
    ['12课', '第12课'],
    ['十二课', '第12课'],
    ['课文12', '第12课'],
    ['课文 十二', '第12课'],
    ['语文12课', '语文第12课'],
    ['第2课时', '第2课时'],
    ['2课时', '2课时'],
    ['荷花这一课', '荷花这一课'],
    ['开学第一课', '开学第1课'],
    ['unit four', 'unit 4'],
    ['Unit4', 'unit 4'],
    ['Lesson 12', 'lesson 12'],
    ['community 4', 'community 4'],
    ['unit one hundred', 'unit 1 hundred'],
    ['2章', '第2章'],
    ['二章一节', '第2章第1节'],
    ['约法三章', '约法三章'],
    ['第2章1节', '第2章第1节'],
    ['模块2', '第2模块'],
    ['单元三', '第3单元'],
    ['第3单元测试', '第3单元测试'],
    ['u 3', 'u3'],
    ['M 2 U 1', 'm2 u1'],
  ];
  for (const [typed, read] of cases) {
    test(typed, () => assert.equal(readNumbers(normalise(typed)), read));
  }
});

describe('numbers in short', () => {
  const cases: [typed: string, meant: string[]][] = [
    ['10', ['第10课', '第10单元']],
    ['第十', ['第10课', '第10单元']],
    ['m2u1', ['module 2 unit 1']],
    ['100', []],
    ['十', []],
    ['2.1', []],
  ];
  for (const [typed, meant] of cases) test(typed, () => assert.deepEqual(numbersMeant(typed), meant));

  test('u3 is a unit and m2 a module, and no other word is', () => {
    assert.deepEqual(['u3', 'm2', 'u', 'mp3', 'u235'].map(numberInShort), [
      'unit 3',
      'module 2',
      null,
      null,
      null,
    ]);
  });
});
