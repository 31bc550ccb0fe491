import { DatabaseSync } from 'node:sqlite';
import type { DatabaseConfig } from '../db/open-database.ts';

/**
 * Whether no process holds what keeps all others from writing: on SQLite one does that was frozen in a transaction. On
 * PostgreSQL only who needs the same rows has to wait, until the server ends that transaction.
 */
export function canWrite(database: DatabaseConfig): boolean {
  if (database.kind !== 'sqlite') return true;
  const probe = new DatabaseSync(database.file, { timeout: 200 });
  try {
    probe.exec('begin immediate; rollback');
    return true;
  } catch {
    return false;
  } finally {
    probe.close();
  }
}
