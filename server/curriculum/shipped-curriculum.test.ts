import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type StageSlug, stages } from '../contract/terms/stages.ts';
import type { SubjectSlug } from '../contract/terms/subjects.ts';
import { readShippedCurriculum } from './import-curriculum.ts';
import { parseCurriculum } from './parse-curriculum.ts';

const files = readShippedCurriculum();
const nodes = parseCurriculum(files);
const books = nodes.filter((node) => node.kind === 'volume');
const names = nodes.filter((node) => node.kind === 'unit' || node.kind === 'topic');
const everywhere: SubjectSlug[] = [
  ...(['chinese', 'math', 'english', 'music', 'art', 'arts', 'sport', 'labour'] as const),
  'information-technology',
];
const nineYears: SubjectSlug[] = ['history', 'geography', 'physics', 'chemistry', 'biology'];
const languages: SubjectSlug[] = ['japanese', 'russian', 'german', 'french', 'spanish'];
const hasChinese = /\p{Script=Han}/u;

describe('the shipped curriculum', () => {
  it('covers every stage', () => {
    const covered = new Set(books.map((node) => node.stage));
    assert.deepEqual([...covered].sort(), stages.map((stage) => stage.slug).sort());
  });

  /** 学科 of 义务教育课程方案（2022年版） and 普通高中课程方案（2017年版2020年修订）; 艺术 may stand as 音乐 and 美术. */
  const lists: [StageSlug, SubjectSlug[]][] = [
    ['primary', [...everywhere, 'morality-law', 'science', 'practice']],
    ['junior', [...everywhere, 'morality-law', 'science', ...nineYears, 'japanese', 'russian', 'practice']],
    ['senior', [...everywhere, 'politics', ...nineYears, ...languages, 'general-technology', 'practice']],
    ['primary-54', ['chinese', 'math', 'english', 'morality-law', 'science', 'music', 'art', 'sport']],
    ['junior-54', ['chinese', 'math', 'english', 'morality-law', ...nineYears, 'music', 'art', 'sport']],
    ['special', ['life-chinese', 'life-math', 'life-skills']],
  ];
  for (const [stage, subjects] of lists) {
    it(`has a book of every subject of ${stage}`, () => {
      const covered = new Set(books.filter((node) => node.stage === stage).map((node) => node.subject));
      assert.deepEqual(
        subjects.filter((subject) => !covered.has(subject)),
        [],
      );
    });
  }

  it('opens sixteen subjects down to units, ten of them down to lessons', () => {
    const withKind = (kind: string) =>
      new Set(nodes.filter((node) => node.kind === kind).map((node) => node.subject)).size;
    assert.ok(withKind('unit') >= 16, `${withKind('unit')}`);
    assert.ok(withKind('topic') >= 10, `${withKind('topic')}`);
  });

  it('stands every unit in a book, where readers come across it', () => {
    assert.deepEqual(
      names.filter(({ volume }) => volume === null).map((node) => node.path),
      [],
    );
  });

  it('is under a megabyte', () => {
    const bytes = files.reduce((sum, file) => sum + Buffer.byteLength(file.text), 0);
    assert.ok(bytes < 1_000_000, `${bytes} bytes`);
  });

  it('names only editions and volumes that are terms, but for history in the 5+4 system', () => {
    const own = nodes.filter((node) => node.edition?.startsWith('e-') || node.volume?.startsWith('v-'));
    assert.deepEqual(
      own.map(({ stage, subject, name }) => `${stage} ${subject} ${name.slice(0, 4)}`),
      [...Array(4).fill('junior-54 history 中国历史'), ...Array(2).fill('junior-54 history 世界历史')],
    );
  });

  it('has no old editions and no trees of knowledge points', () => {
    for (const file of files) assert.doesNotMatch(file.text, /旧版|知识点|通用版|主编/u);
  });

  it('prints names cleanly', () => {
    const odd = names.filter(
      ({ name }) =>
        name !== name.trim() ||
        / {2}|[_\uFFFD]/u.test(name) ||
        (hasChinese.test(name) && /[,;:?!"]/u.test(name)) ||
        [...name].filter((letter) => '（(《“'.includes(letter)).length !==
          [...name].filter((letter) => '）)》”'.includes(letter)).length,
    );
    assert.deepEqual(
      odd.map((node) => node.path),
      [],
    );
  });

  it('numbers the units of a book without a gap', () => {
    const books = Map.groupBy(
      nodes.filter((node) => node.kind === 'unit' && /^第.+(单元|章)$/u.test(node.label ?? node.name)),
      (node) => node.parentId,
    );
    for (const units of books.values()) {
      const numbers = units.map((unit) => unitNumber(unit.label ?? unit.name));
      const first = numbers[0] ?? 0;
      assert.deepEqual(
        numbers,
        numbers.map((_, index) => first + index),
        units[0]?.path,
      );
    }
  });

  it('gives no id to two nodes', () => {
    assert.equal(new Set(nodes.map((node) => node.id)).size, nodes.length);
  });
});

function unitNumber(label: string): number {
  const written = label.replace(/^第\s*|\s*(单元|章)$/gu, '');
  if (/^\d+$/u.test(written)) return Number(written);
  const [tens, ones] = written.includes('十') ? written.split('十') : ['', written];
  const digit = (letter = '') => '一二三四五六七八九'.indexOf(letter) + 1;
  if (!written.includes('十')) return digit(ones);
  return (tens ? digit(tens) : 1) * 10 + (ones ? digit(ones) : 0);
}
