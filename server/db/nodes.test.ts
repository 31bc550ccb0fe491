import assert from 'node:assert/strict';
import { it } from 'node:test';
import { sql } from 'kysely';
import { insertLesson } from './lessons.ts';
import {
  everybody,
  findNode,
  findNodes,
  findNodesByPath,
  insertMissingNodes,
  listBooks,
  listChildNodes,
  listNodesNamed,
  listNodesUnder,
  listParentIdsAmong,
  reviveNodes,
  updateNodes,
  upsertNodes,
} from './nodes.ts';
import type { Db } from './open-database.ts';
import { insertOrganisation } from './organisations.ts';
import { beginsWith } from './path-range.ts';
import { insertPerson } from './people.ts';
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

/** A draft of `teacher` at a node. */
async function addLesson(db: Db, nodeId: string): Promise<string> {
  const at = '2026-01-01T00:00:00.000Z';
  const school = { id: 'school', parent_id: null, level: 'school', name: 's', path: 'school/' };
  await insertOrganisation(db, { ...school, nature: null, place: null, created_at: at });
  const teacher = { id: 'teacher', name: 't', display_name: 't', password_hash: null };
  await insertPerson(db, { ...teacher, disabled_at: null, created_at: at });
  await insertLesson(db, {
    id: 'lesson',
    title: 'l',
    kind: 'micro',
    node_id: nodeId,
    summary: '',
    keywords: '[]',
    licence: 'cc-by-nc-sa-4.0',
    programme_id: null,
    year: null,
    teacher_id: 'teacher',
    school_id: 'school',
    state: 'draft',
    media_state: 'none',
    created_at: at,
    updated_at: at,
  });
  return 'lesson';
}

const many = Array.from({ length: 1201 }, (_, index) => row(`primary/u-${index}`, { sort: index }));

describeOnEachDatabase('nodes', (fresh, kind) => {
  it('lists what is named alike by grade, what has none first', async () => {
    const { db } = await fresh();
    const grades = ['g5', null, 'g3'];
    await insertMissingNodes(
      db,
      grades.map((grade) => row(`primary/${grade}`, { parent_id: null, name: '分数', grade })),
    );
    const listed = await listNodesNamed(db, '分数', {}, 10);
    assert.deepEqual(
      listed.map(({ grade }) => grade),
      [null, 'g3', 'g5'],
    );
  });

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
    await updateNodes(db, ['id-primary/u-1/t-1'], { retired_at: '2026-01-01T00:00:00.000Z' });
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

  it('finds what is below a path with the index on it', async () => {
    const { db } = await fresh();
    await upsertNodes(db, [row('primary'), ...many]);
    if (kind === 'sqlite') {
      const { rows } = await sql<{ detail: string }>`
        explain query plan select id from nodes where ${beginsWith('path', 'primary/u-1/')}`.execute(db);
      assert.ok(
        rows.every(({ detail }) => !detail.startsWith('SCAN')),
        JSON.stringify(rows),
      );
    } else {
      const { rows } = await sql<{ collation: string }>`
        select collation_name as collation from information_schema.columns
        where column_name = 'path' and table_schema = current_schema()`.execute(db);
      assert.deepEqual([...new Set(rows.map(({ collation }) => collation))], ['C']);
    }
  });

  it('shows what was made by hand to its teacher only, until a lesson there is published', async () => {
    const { db } = await fresh();
    const local = { source: 'local' };
    await upsertNodes(db, [
      row('primary', { kind: 'stage' }),
      row('primary/v-x', { ...local, kind: 'volume' }),
      row('primary/v-x/u-a', local),
      row('primary/v-x/u-a/t-b', { ...local, kind: 'topic' }),
      row('primary/v-x/u-ab', local),
    ]);
    const lesson = await addLesson(db, 'id-primary/v-x/u-a/t-b');
    const read = async (personId: string | null) => ({
      book: (await findNode(db, 'id-primary/v-x', { personId }))?.path,
      children: (await listChildNodes(db, 'id-primary/v-x', { personId })).map(({ path }) => path),
      under: (await listNodesUnder(db, 'primary', { personId })).length,
      parents: await listParentIdsAmong(db, ['id-primary', 'id-primary/v-x/u-ab'], { personId }),
    });
    const books = async () => (await listBooks(db, { hasUnits: true })).map(({ path }) => path);

    const none = { book: undefined, children: [], under: 1, parents: [] };
    const all = { book: 'primary/v-x', children: ['primary/v-x/u-a'], under: 4, parents: ['id-primary'] };
    assert.deepEqual([await read(null), await read('other'), await books()], [none, none, []]);
    assert.deepEqual(await read('teacher'), all);
    await db.updateTable('lessons').set({ state: 'published' }).where('id', '=', lesson).execute();
    assert.deepEqual([await read(everybody.personId), await books()], [all, ['primary/v-x']]);
  });

  it('puts retired nodes back as somebody’s choice, and leaves the others alone', async () => {
    const { db } = await fresh();
    await upsertNodes(db, [row('primary'), row('primary/u-1', { retired_at: '2026-01-01T00:00:00.000Z' })]);
    await reviveNodes(db, ['primary', 'primary/u-1']);
    const nodes = await findNodes(db, ['id-primary', 'id-primary/u-1']);
    assert.deepEqual(nodes.map(({ path, source, retired_at }) => [path, source, retired_at]).sort(), [
      ['primary', 'shipped', null],
      ['primary/u-1', 'local', null],
    ]);
  });
});
