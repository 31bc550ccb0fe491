import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FilterField, filterFields } from '../../query.ts';
import { createColumns, type RowValues } from './columns.ts';

function valued(id: string, values: Partial<Record<FilterField, string[]>>): RowValues {
  const every = Object.fromEntries(filterFields.map((field) => [field, values[field] ?? []]));
  return {
    id,
    values: every as unknown as RowValues['values'],
    awardRank: 0,
    completeness: 0,
    publishedAt: 0,
    titleTokens: 0,
  };
}

test('every lesson keeps its own values while others come, change and go', () => {
  const columns = createColumns();
  const ids = (node: string) =>
    columns
      .select({ node: [node] })
      .rows.map(({ id }) => id)
      .sort();
  for (let row = 1; row <= 3000; row++)
    columns.put(row, valued(`${row}`, { subject: ['math'], node: [`n${row % 1000}`] }));
  columns.put(5000, valued('deep', { subject: ['art'], node: ['n1', 'n2', 'n3', 'n4'] }));
  assert.deepEqual(ids('n1'), ['1', '1001', '2001', 'deep']);
  columns.remove(1);
  columns.remove(4999);
  columns.put(1001, valued('1001', { subject: ['music'], node: [] }));
  assert.deepEqual(ids('n1'), ['2001', 'deep']);
  assert.deepEqual(ids('n4'), ['1004', '2004', '4', 'deep']);
  assert.equal(columns.size, 3000);
  assert.equal(columns.row(1), undefined);
});

test('what was counted of all lessons is counted anew after a change', () => {
  const columns = createColumns();
  const subjects = () => columns.select({}).countFacets().subject;
  columns.put(1, valued('1', { subject: ['math'] }));
  assert.deepEqual([subjects(), subjects()], [{ math: 1 }, { math: 1 }]);
  columns.put(2, valued('2', { subject: ['art'] }));
  assert.deepEqual(subjects(), { math: 1, art: 1 });
  columns.remove(1);
  assert.deepEqual(subjects(), { art: 1 });
});
