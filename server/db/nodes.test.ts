import assert from 'node:assert/strict';
import { it } from 'node:test';
import {
  findNode,
  findNodes,
  findNodesByPath,
  insertMissingNodes,
  listBooks,
  listChildNodes,
  listNodesUnder,
  retireNodes,
  upsertNodes,
} from './nodes.ts';
import type { NewRow } from './schema.ts';
import { describeOnEachDatabase } from './test/each-database.ts';

function row(path: string, change: Partial<NewRow<'nodes'>> = {}): NewRow<'nodes'> {
  const above = path.split('/').slice(0, -1).join('/');
  return {
    id: `id-${path}`,
    parent_id: above ? `id-${above}` : null,
    kind: 'unit',
    path,
    name: path,
    label: null,
    sort: 1,
    stage: 'primary',
    subject: null,
    edition: null,
    grade: null,
    volume: null,
    unit: null,
    topic: null,
    source: 'shipped',
    retired_at: null,
    ...change,
  };
}

const many = Array.from({ length: 1201 }, (_, index) => row(`primary/u-${index}`, { sort: index }));

describeOnEachDatabase('nodes', (fresh) => {
  it('takes and finds more than one batch', async () => {
    const { db } = await fresh();
    await upsertNodes(db, [row('primary'), ...many]);
    assert.equal(
      (
        await findNodes(
          db,
          many.map((node) => node.id),
        )
      ).length,
      1201,
    );
    assert.equal(
      (
        await findNodesByPath(
          db,
          many.map((node) => node.path),
        )
      ).length,
      1201,
    );
    const children = await listChildNodes(db, 'id-primary');
    assert.deepEqual(
      children.map((node) => node.sort),
      many.map((node) => node.sort),
    );
  });

  it('sets what is printed of a node that is there, and keeps its id', async () => {
    const { db } = await fresh();
    await upsertNodes(db, [row('primary')]);
    await upsertNodes(db, [
      row('primary', { id: 'other', name: '小学', label: '一', sort: 7, source: 'local' }),
    ]);
    const node = await findNode(db, 'id-primary');
    assert.deepEqual([node?.name, node?.label, node?.sort, node?.source], ['小学', '一', 7, 'local']);
  });

  it('leaves a node alone that only had to be there', async () => {
    const { db } = await fresh();
    await insertMissingNodes(db, [row('primary', { name: '小学' })]);
    await insertMissingNodes(db, [row('primary', { name: 'x' }), row('primary/u-1')]);
    assert.equal((await findNode(db, 'id-primary'))?.name, '小学');
    assert.ok(await findNode(db, 'id-primary/u-1'));
  });

  it('hides retired nodes from lists but not from those who know them', async () => {
    const { db } = await fresh();
    await upsertNodes(db, [row('primary'), row('primary/u-1'), row('primary/u-10'), row('primary/u-1/t-1')]);
    const under = async () => (await listNodesUnder(db, 'primary/u-1')).map((node) => node.path).sort();
    assert.deepEqual(await under(), ['primary/u-1', 'primary/u-1/t-1']);
    await retireNodes(db, ['id-primary/u-1/t-1'], '2026-01-01T00:00:00.000Z');
    assert.deepEqual(await under(), ['primary/u-1']);
    assert.deepEqual(await listChildNodes(db, 'id-primary/u-1'), []);
    assert.ok(await findNode(db, 'id-primary/u-1/t-1'));
  });

  it('lists books by what they are for and by whether their units are known', async () => {
    const { db } = await fresh();
    const book = { kind: 'volume', subject: 'math', grade: 'g3' };
    await upsertNodes(db, [
      row('primary', { kind: 'stage' }),
      row('primary/v1', book),
      row('primary/v2', { ...book, grade: 'g4' }),
      row('primary/v1/u-1'),
    ]);
    const paths = async (filter: Parameters<typeof listBooks>[1]) =>
      (await listBooks(db, filter)).map((node) => node.path);
    assert.deepEqual(await paths({}), ['primary/v1', 'primary/v2']);
    assert.deepEqual(await paths({ subject: 'math', grade: 'g4' }), ['primary/v2']);
    assert.deepEqual(await paths({ subject: 'chinese' }), []);
    assert.deepEqual(await paths({ hasUnits: true }), ['primary/v1']);
    assert.deepEqual(await paths({ hasUnits: false }), ['primary/v2']);
  });
});
