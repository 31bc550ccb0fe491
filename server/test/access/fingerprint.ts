import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Schema } from '../../db/schema.ts';
import type { TestServer } from '../start-server.ts';

/** What every request may touch: when somebody was last seen, and what is counted against floods. */
const bookkeeping = new Set<string>(['sessions', 'sign_in_attempts', 'nodes']);

/** Everything that is kept, in the database and on disk: the same twice when nothing has taken effect. */
export async function fingerprint({ context }: TestServer): Promise<string> {
  const { db } = context.database;
  const tables = await db.introspection.getTables();
  const hash = createHash('sha256');
  for (const { name, schema } of tables.sort((a, b) => a.name.localeCompare(b.name))) {
    if (bookkeeping.has(name) || (schema !== undefined && schema !== 'public')) continue;
    const rows = await db
      .selectFrom(name as keyof Schema)
      .selectAll()
      .execute();
    hash.update(
      `${name}\n${rows
        .map((row) => JSON.stringify(row))
        .sort()
        .join('\n')}\n`,
    );
  }
  for (const folder of ['media', 'uploads']) {
    const names = await readdir(join(context.config.dataFolder, folder), { recursive: true });
    hash.update(names.sort().join('\n'));
  }
  return hash.digest('hex');
}
