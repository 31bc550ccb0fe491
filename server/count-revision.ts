import type { Basis } from './contract/revision.ts';
import { ConflictError } from './errors.ts';

/** How often something was saved, and the page that did it last. */
export interface Revision {
  revision: number;
  saved_by: string | null;
}

/**
 * The revision that a save makes. Throws `ConflictError` (`changed-elsewhere`) when something else was saved
 * since the page that saves was filled.
 */
export function countRevision(kept: Revision, { revision, tab }: Basis): Revision {
  const own = tab !== undefined && tab === kept.saved_by;
  if (revision !== undefined && revision !== kept.revision && !own)
    throw new ConflictError('changed-elsewhere');
  return { revision: kept.revision + 1, saved_by: tab ?? null };
}
