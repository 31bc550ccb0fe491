import { join } from 'node:path';
import { createSearch } from '../../../search/search.ts';
import { readConfig } from '../../config.ts';
import { searchTerms } from '../../contract/terms/search-terms.ts';
import { openDatabase } from '../../db/open-database.ts';
import { readEnvironment } from '../../env.ts';
import { createLessonChanges } from '../../lessons/search-changes.ts';
import { createLogger } from '../../logger.ts';
import { requireNode } from '../require-node.ts';

// `npm run reindex`: builds each index anew beside the one in use and swaps; `--json` ends with one line of JSON.
requireNode(process.versions.node);
const config = readConfig(readEnvironment(process.env));
const database = openDatabase(config.database);
try {
  await using search = await createSearch({
    terms: searchTerms(),
    changes: createLessonChanges(database.db),
    store: { folder: join(config.dataFolder, 'search'), meilisearch: config.meilisearch },
    log: createLogger('warn', 'reindex'),
  });
  const engines = config.meilisearch ? (['embedded', 'meilisearch'] as const) : (['embedded'] as const);
  const built: Record<string, number> = {};
  for (const engine of engines) {
    console.log(`正在重建索引：${engine} ……`);
    const { documents } = await search.rebuild(engine);
    built[engine] = documents;
    console.log(`已完成：${engine}，共 ${documents} 节课。`);
  }
  if (process.argv.includes('--json')) console.log(JSON.stringify({ built }));
} catch (error) {
  console.error(`重建索引失败：${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  await database.close();
}
