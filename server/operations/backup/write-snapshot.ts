import { join } from 'node:path';
import type { Database, DatabaseConfig } from '../../db/open-database.ts';
import { readSnapshot } from '../../db/snapshot.ts';
import { type LinesFile, tableName } from './backup-manifest.ts';
import { writeJsonLines } from './json-lines.ts';
import { filesNamedBy, type NamedFile } from './named-files.ts';

export interface WrittenSnapshot {
  migrations: string[];
  tables: Record<string, LinesFile>;
  rows: number;
  /** The files that the rows refer to, each once. */
  named: NamedFile[];
}

/**
 * Writes the database as it is at one moment into a folder, a file a table, the same from either database.
 * Nobody who writes meanwhile is held up.
 */
export async function writeSnapshot(
  config: DatabaseConfig,
  database: Database,
  folder: string,
): Promise<WrittenSnapshot> {
  return readSnapshot(config, database, async (snapshot) => {
    const written: WrittenSnapshot = {
      migrations: [...snapshot.migrations],
      tables: {},
      rows: 0,
      named: [],
    };
    const known = new Set<string>();
    for (const table of snapshot.tables) {
      async function* rows() {
        for await (const batch of snapshot.rows(table)) {
          for (const named of batch.flatMap((row) => filesNamedBy(table, row))) {
            const key = named.kind === 'upload' ? `upload ${named.id}` : named.key;
            if (!known.has(key)) written.named.push(named);
            known.add(key);
          }
          yield batch;
        }
      }
      const lines = await writeJsonLines(join(folder, tableName(table)), rows());
      written.tables[table] = lines;
      written.rows += lines.count;
    }
    return written;
  });
}
