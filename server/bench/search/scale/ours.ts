import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchLesson } from '../../../../search/bench/lesson.ts';
import type { LargeCorpus } from '../../../../search/bench/scale/large-corpus.ts';
import { searchWithOneEngine } from '../../../../search/bench/scale/one-engine.ts';
import type { LessonDocument } from '../../../../search/document.ts';
import { openEmbeddedEngine } from '../../../../search/engines/embedded/embedded-engine.ts';
import type { Engine } from '../../../../search/engines/engine.ts';
import { openMeilisearchEngine } from '../../../../search/engines/meilisearch/meilisearch-engine.ts';
import type { LessonChanges } from '../../../../search/search.ts';
import { startOwnMeilisearch } from '../../../../search/test/start-meilisearch.ts';
import { searchTerms } from '../../../contract/terms/search-terms.ts';
import { createLogger } from '../../../logger.ts';
import { synonymsInUse } from '../../../search-synonyms.ts';
import { corpusDocument } from '../corpus-document.ts';
import { feedOf } from '../read-corpus.ts';
import { folderBytes } from './folder-bytes.ts';
import { type MeasuredStore, pageSize, suggestionLimit } from './measured-store.ts';

/** Our embedded engine, in this process. */
export async function openOurEmbedded(): Promise<MeasuredStore> {
  const folder = await mkdtemp(join(tmpdir(), 'qianke-scale-'));
  const engine = await openEmbeddedEngine(folder);
  return measure(engine, {
    processes: () => [process.pid],
    diskBytes: () => folderBytes(folder),
    async close() {
      await engine.close();
      await rm(folder, { recursive: true, force: true });
    },
  });
}

/** Our settings on a Meilisearch of its own. */
export async function openOurMeilisearch(): Promise<MeasuredStore> {
  const server = await startOwnMeilisearch({ indexingMemory: '1GiB' });
  const engine = openMeilisearchEngine({ url: server.url, apiKey: server.apiKey });
  return measure(engine, {
    processes: () => [server.pid()],
    diskBytes: () => folderBytes(server.folder),
    async close() {
      await engine.close();
      await server.stop();
    },
  });
}

interface Around extends Pick<MeasuredStore, 'processes' | 'diskBytes'> {
  close(): Promise<void>;
}

function measure(engine: Engine, { processes, diskBytes, close }: Around): MeasuredStore {
  const feed = createFeed();
  const log = createLogger('error', 'bench-search');
  const synonyms = synonymsInUse({ groups: [], off: [] });
  const one = searchWithOneEngine(engine, { terms: searchTerms(), changes: feed, synonyms, log });
  const stop = new AbortController();
  let following: Promise<void> | null = null;
  return {
    async build(corpus) {
      feed.open(corpus);
      await one.build();
      following = one.follow(stop.signal);
    },
    async search(q) {
      const answer = await one.search({ q, filters: {}, sort: 'relevance', limit: pageSize });
      return [...answer.hits, ...answer.nearest].map(({ id }) => id);
    },
    async browse(place) {
      const { stage, subject, grade } = corpusDocument({ ...nowhere, ...place }, 0);
      const filters = { stage: [stage], subject: [subject], ...(grade ? { grade: [grade] } : {}) };
      const { hits } = await one.search({ q: '', filters, sort: 'newest', limit: pageSize });
      return hits.map(({ id }) => id);
    },
    suggest: (text) => one.suggest(text, suggestionLimit),
    readsCaptions: true,
    async publish(lesson) {
      feed.publish(lesson);
      one.nudge();
    },
    processes,
    diskBytes,
    async [Symbol.asyncDispose]() {
      stop.abort();
      await following;
      await close();
    },
  };
}

const nowhere: BenchLesson = {
  id: '-',
  title: '-',
  stage: '',
  subject: '',
  edition: '',
  grade: '',
  volume: '',
  unit: '',
  no: '',
  teacher: '',
};

/** The corpus as a feed: documents are made when they are asked for, only what was changed is kept. */
function createFeed(): LessonChanges & {
  open(corpus: LargeCorpus): void;
  publish(lesson: BenchLesson): void;
} {
  let whole = feedOf(0, () => nowhere);
  const entries: { sequence: number; lessonId: string; document: LessonDocument }[] = [];
  return {
    open(corpus) {
      whole = feedOf(corpus.size, (number) => corpus.lesson(number));
    },
    publish(lesson) {
      const document = corpusDocument(lesson, 0);
      entries.push({ sequence: entries.length + 1, lessonId: lesson.id, document });
    },
    head: async () => entries.length,
    after: async (sequence, limit) => entries.slice(sequence, sequence + limit),
    all: (limit, cursor) => whole.all(limit, cursor),
  };
}
