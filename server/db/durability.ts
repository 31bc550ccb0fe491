import { sql } from 'kysely';
import type { Database } from './open-database.ts';

/**
 * Settings of PostgreSQL that are off and without which a power cut takes back what was answered, or spoils the
 * files (its manual, 20.5); none on SQLite, whose connections are opened with `synchronous=full`.
 */
export async function listUndurableSettings({ db, kind }: Pick<Database, 'db' | 'kind'>): Promise<string[]> {
  if (kind === 'sqlite') return [];
  const { rows } = await sql<{ name: string }>`
    select name from pg_settings
    where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting = 'off' order by name
  `.execute(db);
  return rows.map(({ name }) => name);
}
