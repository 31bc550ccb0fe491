import { join } from 'node:path';
import { createSearch, type Search } from '../search/search.ts';
import type { Config } from './config.ts';
import { searchTerms } from './contract/terms/search-terms.ts';
import { readCurrentEditions } from './curriculum/current-editions.ts';
import type { Db } from './db/open-database.ts';
import { createLessonChanges } from './lessons/search-changes.ts';
import type { Logger } from './logger.ts';
import { readSynonyms, synonymsInUse } from './search-synonyms.ts';

/** The search of this library, handed what it needs of it; the caller closes it. */
export function openSearch(config: Config, db: Db, log: Logger): Promise<Search> {
  return createSearch({
    terms: searchTerms(),
    changes: createLessonChanges(db),
    store: { folder: join(config.dataFolder, 'search'), meilisearch: config.meilisearch },
    currentEditions: () => readCurrentEditions(db),
    synonyms: async () => synonymsInUse(await readSynonyms(db)),
    log,
  });
}
