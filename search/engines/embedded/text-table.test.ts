import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { mostScored, openTextTable } from './text-table.ts';

test('of what more rows have than are scored all are found, those first that have it in the title', () => {
  using db = new DatabaseSync(':memory:');
  db.exec(`create virtual table texts using fts5 (title, summary, content = '', contentless_delete = 1)`);
  const insert = db.prepare('insert into texts (rowid, title, summary) values (?, ?, ?)');
  db.exec('begin');
  for (let row = 1; row <= mostScored; row++) insert.run(row, row === 7 ? 'unit' : 'other', 'unit');
  db.exec('commit');
  const table = openTextTable(db, 'texts', 'title', '10, 1');
  const scored = table.match('"unit"');
  assert.equal(scored.length, mostScored);
  assert.ok(scored.every(({ score }) => score < 0));
  insert.run(mostScored + 1, 'unit', '');
  const matches = table.match('"unit"');
  assert.equal(matches.length, mostScored + 1);
  assert.deepEqual(
    matches.filter(({ score }) => score < 0).map(({ row }) => row),
    [7, mostScored + 1],
  );
  assert.equal(table.match('"unit"', 20).length, 20);
  assert.deepEqual([table.count('"unit"'), table.rows('"unit"').length], [mostScored + 1, mostScored + 1]);
});
