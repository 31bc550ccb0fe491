import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { describeOnEachDatabase } from '../../db/test/each-database.ts';
import { filesNamedBy, tablesWithFiles } from './named-files.ts';

describe('the files that a row names', () => {
  const cases: [
    table: string,
    row: Parameters<typeof filesNamedBy>[1],
    named: ReturnType<typeof filesNamedBy>,
  ][] = [
    [
      'originals',
      { id: 'r', store_key: 'originals/r/r', bytes: 5, sha256: 'aa' },
      [{ kind: 'file', key: 'originals/r/r', bytes: 5, sha256: 'aa' }],
    ],
    [
      'media_versions',
      { store_prefix: 'media/v/v', bytes: 9, manifest: '{}' },
      [{ kind: 'version', key: 'media/v/v', bytes: 9, manifest: '{}' }],
    ],
    ['covers', { store_key: 'media/v/v/cover-1.webp' }, []],
    [
      'covers',
      { store_key: 'covers/c/c.webp' },
      [{ kind: 'file', key: 'covers/c/c.webp', bytes: null, sha256: null }],
    ],
    ['lessons', { cover_upload: null }, []],
    ['lessons', { cover_upload: '{"state":"unreadable","storeKey":"covers/pending/x"}' }, []],
    [
      'lessons',
      { cover_upload: '{"state":"pending","storeKey":"covers/pending/x"}' },
      [{ kind: 'file', key: 'covers/pending/x', bytes: null, sha256: null }],
    ],
    ['uploads', { id: 'u', state: 'open', length: 5, offset: 4 }, []],
    ['uploads', { id: 'u', state: 'finished', length: 5, offset: 5 }, []],
    ['uploads', { id: 'u', state: 'open', length: 5, offset: 5 }, [{ kind: 'upload', id: 'u', bytes: 5 }]],
    ['people', { id: 'p' }, []],
  ];
  for (const [table, row, named] of cases) {
    it(`${table} ${JSON.stringify(row)}: ${named.length}`, () =>
      assert.deepEqual(filesNamedBy(table, row), named));
  }
});

describeOnEachDatabase('every column that keeps a place in the media store', (fresh, kind) => {
  it('belongs to a table whose files are backed up', async () => {
    const { db } = await fresh();
    const { rows } =
      kind === 'sqlite'
        ? await sql<{ table: string }>`
            select m.name as "table" from sqlite_schema m join pragma_table_info(m.name) c
            where m.type = 'table' and c.name like 'store%'`.execute(db)
        : await sql<{ table: string }>`
            select table_name as "table" from information_schema.columns
            where table_schema = current_schema() and column_name like 'store%'`.execute(db);
    assert.ok(rows.length >= 5);
    const unknown = rows.filter(({ table }) => !(tablesWithFiles as readonly string[]).includes(table));
    assert.deepEqual(unknown, []);
  });
});
