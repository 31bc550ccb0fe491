import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { stages } from '../contract/terms/stages.ts';
import { readShippedCurriculum } from './import-curriculum.ts';
import { parseCurriculum } from './parse-curriculum.ts';

const files = readShippedCurriculum();
const nodes = parseCurriculum(files);
const names = nodes.filter((node) => node.kind === 'unit' || node.kind === 'topic');
const hasChinese = /\p{Script=Han}/u;

describe('the shipped curriculum', () => {
  it('covers every stage, and at least ten subjects down to lessons', () => {
    const covered = new Set(nodes.filter((node) => node.kind === 'volume').map((node) => node.stage));
    assert.deepEqual([...covered].sort(), stages.map((stage) => stage.slug).sort());
    const subjects = new Set(nodes.filter((node) => node.kind === 'topic').map((node) => node.subject));
    assert.ok(subjects.size >= 10, [...subjects].join());
  });

  it('is under a megabyte', () => {
    const bytes = files.reduce((sum, file) => sum + Buffer.byteLength(file.text), 0);
    assert.ok(bytes < 1_000_000, `${bytes} bytes`);
  });

  it('names only editions and volumes that are terms', () => {
    assert.deepEqual(
      nodes.filter((node) => node.edition?.startsWith('e-') || node.volume?.startsWith('v-')),
      [],
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
