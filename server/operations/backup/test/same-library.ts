import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { sql } from 'kysely';
import { type DatabaseConfig, openDatabase } from '../../../db/open-database.ts';

/** Every row as text, by table, read without the product's own snapshot. */
export async function readAllRows(config: DatabaseConfig): Promise<Map<string, string[]>> {
  const database = openDatabase(config);
  try {
    const { rows: tables } =
      config.kind === 'sqlite'
        ? await sql<{
            name: string;
          }>`select tbl_name as name from sqlite_schema where type = 'table'`.execute(database.db)
        : await sql<{
            name: string;
          }>`select tablename as name from pg_tables where schemaname = 'public'`.execute(database.db);
    const all = new Map<string, string[]>();
    for (const { name } of tables.filter((table) => !table.name.startsWith('sqlite_'))) {
      const { rows } = await sql<object>`select * from ${sql.table(name)}`.execute(database.db);
      const texts = rows.map((row) => JSON.stringify(Object.entries(row).sort()));
      all.set(name, texts.sort());
    }
    return all;
  } finally {
    await database.close();
  }
}

/** SHA-256 of every file below a folder, by path; work in progress left out. */
export async function hashFolder(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const hashes = new Map<string, string>();
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    if (relative(folder, path).startsWith('work/')) continue;
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(path)) hash.update(chunk);
    hashes.set(relative(folder, path), hash.digest('hex'));
  }
  return hashes;
}
