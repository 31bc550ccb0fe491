import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answered } from '../../../search/bench/quality.ts';
import { createSearch, type LessonChanges, type Search } from '../../../search/search.ts';
import { hasMeilisearch, startMeilisearch } from '../../../search/test/start-meilisearch.ts';
import { searchTerms } from '../../contract/terms/search-terms.ts';
import { createLogger } from '../../logger.ts';
import { OperatorError } from '../../operations/operator-error.ts';
import { synonymsInUse } from '../../search-synonyms.ts';
import { pageSize } from './scale/measured-store.ts';

export type MeasuredEngine = 'embedded' | 'meilisearch';

/** A search over lessons made for measuring, in a folder and an index of its own that are removed afterwards. */
export interface MeasuredSearch extends AsyncDisposable {
  search: Search;
  /**
   * What a person who types this is shown, in order: the first page of hits, then what only comes near. Throws
   * where the engine that is measured did not answer (the other one would have, slower or faster).
   */
  ask(q: string): Promise<Answered>;
}

/** An engine that was too busy to answer in time is brought back and asked again so often. */
const patience = 20;

/**
 * Opens search as the library does, with its terms and with nothing in it yet: call `search.catchUp()`. Throws
 * `OperatorError` where Meilisearch is wanted and there is none.
 */
export async function openMeasuredSearch(
  engine: MeasuredEngine,
  changes: LessonChanges,
): Promise<MeasuredSearch> {
  if (engine === 'meilisearch' && !hasMeilisearch()) {
    throw new OperatorError(
      '没有测量 MEILISEARCH：这里没有它。请设置 MEILI_URL（和 MEILI_API_KEY），或把 meilisearch 程序放进 PATH。',
    );
  }
  const folder = await mkdtemp(join(tmpdir(), 'qianke-bench-search-'));
  const server = engine === 'meilisearch' ? await startMeilisearch() : null;
  const index = server?.newIndexName();
  const search = await createSearch({
    terms: searchTerms(),
    synonyms: async () => synonymsInUse({ groups: [], off: [] }),
    changes,
    store: { folder, meilisearch: server ? { url: server.url, apiKey: server.apiKey, index } : undefined },
    log: createLogger('error', 'bench-search'),
  });
  return {
    search,
    async ask(q) {
      for (let tries = 0; tries < patience; tries++) {
        const begun = performance.now();
        const answer = await search.search({ q, filters: {}, sort: 'relevance', limit: pageSize });
        const milliseconds = performance.now() - begun;
        if (answer.engine === engine) {
          return { ids: [...answer.hits, ...answer.nearest].map(({ id }) => id), milliseconds };
        }
        await search.catchUp();
      }
      throw new OperatorError(`${engine} 没有应答（${q}），测量中止。请看它是否还在运行、机器是否太忙。`);
    },
    async [Symbol.asyncDispose]() {
      await search[Symbol.asyncDispose]();
      if (server && index) await server.removeIndex(index);
      await server?.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
