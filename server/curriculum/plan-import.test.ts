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
    const plan = planImport(there, wanted(first), { scope: 'named-books', by: 'bureau' });
    assert.deepEqual(names(plan.missing), ['倍的认识']);
  });

  it('moves only what stands elsewhere, and renumbers the others without a word', () => {
    const unit = (name: string) => ({ ...place, volume: 'v1', unit: name });
    const [a, b, c, d] = ['测量', '倍的认识', '多边形', '面积'].map(unit);
    const rows = [a, b, c, d].filter((row) => row !== undefined);
    const plan = planImport(
      existing(wanted(...rows)),
      wanted(...[d, a, b, c].filter((row) => row !== undefined)),
    );
    const moved = plan.change.filter(({ kinds }) => kinds.includes('moved'));
    assert.deepEqual(names(moved.map(({ after }) => after)), ['面积']);
    assert.equal(plan.change.length, 4);
    const inserted = planImport(existing(wanted(a ?? {}, c ?? {})), wanted(a ?? {}, b ?? {}, c ?? {}));
    assert.deepEqual(names(inserted.add), ['倍的认识']);
    assert.ok(inserted.change.every(({ kinds }) => kinds.length === 0));
  });

  it('says nothing of numbers that count the same order', () => {
    const there = existing(wanted(first)).map((node) => ({ ...node, sort: node.sort + 7 }));
    assert.ok(isEmptyPlan(planImport(there, wanted(first))));
  });

  const bureau = { scope: 'named-books', by: 'bureau' } as const;

  it('knows a unit that was renamed by hand by its new name, with all below it', () => {
    const misprint = { ...first, unit: '测亮', lesson: '千米' };
    const there = existing(wanted(misprint)).map((node) =>
      node.name === '测亮' ? { ...node, name: '测量', source: 'hand' } : node,
    );
    const plan = planImport(
      there,
      wanted({ ...first, unit: '测量', lesson: '千米' }, { ...first, unit: '测量', lesson: '米' }),
      bureau,
    );
    assert.deepEqual([plan.change, plan.missing], [[], []]);
    assert.deepEqual(
      plan.add.map(({ path, unit }) => [path, unit]),
      [['primary/math/pep/g3/v1/u-测亮/t-米', 'u-测亮']],
    );
    assert.equal(plan.add[0]?.parentId, there.find((node) => node.name === '测量')?.id);
  });

  it('leaves the contents of a book that a file only names', () => {
    const plan = planImport(existing(wanted(first)), wanted({ ...place, volume: 'v1' }), bureau);
    assert.ok(isEmptyPlan(plan));
  });

  it('names the books that change, and those alone', () => {
    const there = existing(wanted(first, second));
    assert.deepEqual(planImport(there, wanted(first, { ...second, unit: '年月日' }), bureau).books, [
      'primary/math/pep/g3/v2',
    ]);
  });

  describe('with the program’s files, where the bureau', () => {
    const units = ['测量', '倍的认识', '多边形'].map((unit) => ({ ...first, unit }));
    const of = (name: string, change: Partial<ExistingNode>, there: ExistingNode[]) =>
      there.map((node) => (node.name === name ? { ...node, ...change } : node));
    const [one, two, three] = units;

    it('has replaced a book: neither adds, changes nor retires anything in it', () => {
      const there = of('上册', { source: 'file' }, existing(wanted(one ?? {}, two ?? {})));
      const plan = planImport(there, wanted(three ?? {}, second));
      assert.deepEqual(names(plan.add), ['下册', '面积']);
      assert.deepEqual([plan.change, plan.missing], [[], []]);
    });

    it('has renamed a unit: keeps its name, and brings the rest of the book up to date', () => {
      const there = of(
        '测量',
        { source: 'hand', name: '长度的测量' },
        existing(wanted(one ?? {}, two ?? {})),
      );
      const plan = planImport(there, wanted(one ?? {}, three ?? {}));
      assert.deepEqual([names(plan.add), plan.change, names(plan.missing)], [['多边形'], [], ['倍的认识']]);
    });

    it('has retired a book: does not bring it back', () => {
      const retired = { source: 'hand', retired_at: '2026-01-01T00:00:00.000Z' };
      const plan = planImport(of('上册', retired, existing(wanted(one ?? {}))), wanted(one ?? {}, two ?? {}));
      assert.ok(isEmptyPlan(plan));
    });
  });
});
