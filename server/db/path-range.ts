import { type RawBuilder, sql } from 'kysely';

/**
 * True of paths that begin with `prefix`, which ends in `/`. A range, so that the index on the path serves
 * it: `0` is what comes after `/`, and paths sort by their bytes in both databases.
 */
export function beginsWith(column: string, prefix: string): RawBuilder<boolean> {
  const path = sql.ref(column);
  return sql<boolean>`(${path} >= ${prefix} and ${path} < ${`${prefix.slice(0, -1)}0`})`;
}
