import { createLogger } from '../../logger.ts';
import { openSearch } from '../../open-search.ts';
import { openLibraryDatabase } from '../open-library-database.ts';
import { readOptions } from '../read-options.ts';
import { requireNode } from '../require-node.ts';
import { runCommand } from '../run-command.ts';

// `npm run reindex`: builds each index anew beside the one in use and swaps; `--json` ends with one line of JSON.
requireNode(process.versions.node);

await runCommand(process.env, '重建索引失败', async (config) => {
  const { json } = readOptions(
    'npm run reindex',
    { json: { type: 'boolean', default: false, about: '最后一行输出 JSON，供脚本使用' } },
    '重建搜索索引。使用中也可以：建好后才换上。',
  );
  const database = await openLibraryDatabase(config);
  try {
    await using search = await openSearch(config, database.db, createLogger('warn', 'reindex'));
    const engines = config.meilisearch ? (['embedded', 'meilisearch'] as const) : (['embedded'] as const);
    const built: Record<string, number> = {};
    for (const engine of engines) {
      console.log(`正在重建索引：${engine} ……`);
      const { documents } = await search.rebuild(engine);
      built[engine] = documents;
      console.log(`已完成：${engine}，共 ${documents} 节课。`);
    }
    if (json) console.log(JSON.stringify({ built }));
  } finally {
    await database.close();
  }
});
