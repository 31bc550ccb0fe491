import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { openTextTable } from './text-table.ts';

test('rows are found with how well they match, as many as are wanted, and those whose title matches', () => {
  using db = new DatabaseSync(':memory:');
  db.exec(`create virtual table texts using fts5 (title, summary, content = '', contentless_delete = 1)`);
  const insert = db.prepare('insert into texts (rowid, title, summary) values (?, ?, ?)');
  for (let row = 1; row <= 30; row++) insert.run(row, row === 7 ? 'unit' : 'other', 'unit');
  const table = openTextTable(db, 'texts', 'title', '10, 1');
  const [best] = table.match('"unit"').toSorted((one, other) => one.score - other.score);
  assert.equal(best?.row, 7);
  assert.equal(table.match('"unit"', 20).length, 20);
  assert.deepEqual([table.count('"unit"'), table.rows('"unit"').length], [30, 30]);
  assert.deepEqual(table.titled('"unit" AND "unit"'), [7]);
});
