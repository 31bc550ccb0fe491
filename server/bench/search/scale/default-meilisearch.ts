import { Meilisearch } from 'meilisearch';
import type { BenchLesson } from '../../../../search/bench/lesson.ts';
import { startOwnMeilisearch } from '../../../../search/test/start-meilisearch.ts';
import { folderBytes } from './folder-bytes.ts';
import { type MeasuredStore, pageSize, suggestionLimit } from './measured-store.ts';

const facets = ['stage', 'subject', 'edition', 'grade', 'volume'] as const;
const batchSize = 5000;
const buildTimeout = 3600_000;

/** A real Meilisearch as it comes: the lesson as it is, default settings but for what facets cannot do without. */
export async function openDefaultMeilisearch(): Promise<MeasuredStore> {
  const server = await startOwnMeilisearch({ indexingMemory: '1GiB' });
  const client = new Meilisearch({ host: server.url, apiKey: server.apiKey });
  const index = client.index<BenchLesson>('lessons');
  const idsOf = (hits: readonly BenchLesson[]) => hits.map(({ id }) => id);
  return {
    async build(corpus) {
      await client.createIndex('lessons', { primaryKey: 'id' });
      let last = await index.updateFilterableAttributes([...facets]);
      for (let from = 0; from < corpus.size; from += batchSize) {
        const length = Math.min(batchSize, corpus.size - from);
        last = await index.addDocuments(Array.from({ length }, (_, at) => corpus.lesson(from + at)));
      }
      await client.tasks.waitForTask(last.taskUid, { timeout: buildTimeout, interval: 200 });
    },
    search: async (q) => idsOf((await index.search(q, { limit: pageSize, facets: [...facets] })).hits),
    async browse({ stage, subject, grade }) {
      const filter = [`stage = "${stage}"`, `subject = "${subject}"`, `grade = "${grade}"`];
      return idsOf((await index.search('', { limit: pageSize, facets: [...facets], filter })).hits);
    },
    suggest: (text) => index.search(text, { limit: suggestionLimit }),
    readsCaptions: true,
    async publish(lesson: BenchLesson) {
      await index.addDocuments([lesson]);
    },
    processes: () => [server.pid()],
    diskBytes: () => folderBytes(server.folder),
    [Symbol.asyncDispose]: () => server.stop(),
  };
}
