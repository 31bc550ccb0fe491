import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CurriculumNode } from './curriculum-node.ts';
import { parseCurriculum } from './parse-curriculum.ts';
import { type ExistingNode, isEmptyPlan, planImport } from './plan-import.ts';

function wanted(...rows: object[]): CurriculumNode[] {
  return parseCurriculum([{ name: 'test.jsonl', text: rows.map((row) => JSON.stringify(row)).join('\n') }]);
}

function existing(nodes: CurriculumNode[], change: Partial<ExistingNode> = {}): ExistingNode[] {
  return nodes.map((node) => ({ ...node, source: 'shipped', retired_at: null, ...change }));
}

const place = { stage: 'primary', subject: 'math', edition: 'pep', grade: 'g3' };
const first = { ...place, volume: 'v1', unit: '测量' };
const second = { ...place, volume: 'v2', unit: '面积' };
const names = (nodes: readonly { name: string }[]) => nodes.map((node) => node.name);

describe('planImport', () => {
  it('adds everything to an empty library', () => {
    const plan = planImport([], wanted(first));
    assert.deepEqual(names(plan.add), ['小学', '数学', '人教版', '三年级', '上册', '测量']);
    assert.deepEqual([plan.change, plan.keep, plan.missing], [[], [], []]);
  });

  it('changes nothing the second time', () => {
    const plan = planImport(existing(wanted(first, second)), wanted(first, second));
    assert.ok(isEmptyPlan(plan));
    assert.equal(plan.keep.length, 8);
  });

  it('reports what is printed otherwise', () => {
    const plan = planImport(existing(wanted(first)), wanted({ ...first, unit: '第三单元 测量' }));
    assert.deepEqual(
      plan.change.map(({ before, after }) => [before.label, after.label, before.id === after.id]),
      [[null, '第三单元', true]],
    );
  });

  it('retires what is gone, and only what came from a file and is not retired yet', () => {
    const there = existing(wanted(first, second));
    assert.deepEqual(names(planImport(there, wanted(first)).missing), ['下册', '面积']);
    const local = existing(wanted(first, second), { source: 'local' });
    assert.deepEqual(planImport(local, wanted(first)).missing, []);
    const retired = existing(wanted(first, second), { retired_at: '2026-01-01T00:00:00.000Z' });
    assert.deepEqual(planImport(retired, wanted(first)).missing, []);
  });

  it('brings back what was retired, and takes over what was made by hand', () => {
    const retired = existing(wanted(first), { retired_at: '2026-01-01T00:00:00.000Z' });
    assert.equal(planImport(retired, wanted(first)).change.length, 6);
    assert.equal(planImport(existing(wanted(first), { source: 'local' }), wanted(first)).change.length, 6);
  });

  it('speaks only for the books that are named, when asked to', () => {
    const there = existing(wanted(first, { ...first, unit: '倍的认识' }, second));
    const plan = planImport(there, wanted(first), 'named-books');
    assert.deepEqual(names(plan.missing), ['倍的认识']);
  });
});
