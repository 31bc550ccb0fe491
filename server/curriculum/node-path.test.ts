import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nodePathNames } from './node-names.ts';
import { nameKey } from './node-path.ts';
import { splitPrintedName } from './printed-name.ts';

describe('nameKey', () => {
  const cases: [string, string][] = [
    ['分数的初步认识', '分数的初步认识'],
    ['加与减（一）', '加与减一'],
    ['  加与减 (一)', '加与减一'],
    ['1～5的认识', '1-5的认识'],
    ['15的认识', '15的认识'],
    ['小数：0.5', '小数0.5'],
    ['“贝”的故事', '贝的故事'],
    ['列夫·托尔斯泰', '列夫托尔斯泰'],
    ["What's this?", 'whatsthis'],
    ['Ａ版', 'a版'],
    ['☆', ''],
    ['a/b%c_d', 'abcd'],
  ];
  for (const [name, key] of cases) it(`${name} → ${key}`, () => assert.equal(nameKey(name), key));
});

describe('splitPrintedName', () => {
  const cases: [string, string | null, string][] = [
    ['第八单元 分数的初步认识', '第八单元', '分数的初步认识'],
    ['第3课 百家争鸣', '第3课', '百家争鸣'],
    ['第 2 章 基因和染色体的关系', '第 2 章', '基因和染色体的关系'],
    ['Unit 4 My home', 'Unit 4', 'My home'],
    ['Module 1 Unit 2：Colours', 'Module 1 Unit 2', 'Colours'],
    ['第一单元', null, '第一单元'],
    ['第一单元·识字', '第一单元', '识字'],
    ['第一次世界大战', null, '第一次世界大战'],
    ['第几', null, '第几'],
    ['课文1', null, '课文1'],
  ];
  for (const [text, label, name] of cases) {
    it(text, () => assert.deepEqual(splitPrintedName(text), { label, name }));
  }
});

describe('nodePathNames', () => {
  it('puts grade and volume together and shows printed numbers', () => {
    const chain = [
      { kind: 'stage', name: '小学', label: null },
      { kind: 'subject', name: '数学', label: null },
      { kind: 'edition', name: '人教版', label: null },
      { kind: 'grade', name: '三年级', label: null },
      { kind: 'volume', name: '上册', label: null },
      { kind: 'unit', name: '分数的初步认识', label: '第八单元' },
    ];
    assert.equal(
      nodePathNames(chain).join(' · '),
      '小学 · 数学 · 人教版 · 三年级上册 · 第八单元 分数的初步认识',
    );
  });

  it('keeps a volume that stands at no grade by itself', () => {
    const chain = [
      { kind: 'edition', name: '人教版', label: null },
      { kind: 'volume', name: '必修1 分子与细胞', label: null },
    ];
    assert.deepEqual(nodePathNames(chain), ['人教版', '必修1 分子与细胞']);
  });
});
