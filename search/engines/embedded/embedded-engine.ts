import { setImmediate as nextTurn } from 'node:timers/promises';
import { indexFormat } from '../../document.ts';
import { type Engine, type IndexDifferences, IndexLostError } from '../engine.ts';
import type { Lexicon } from '../lexicon.ts';
import { answerRequest, type LoadedIndex, suggestFrom } from './answer-request.ts';
import { type Columns, createColumns } from './columns.ts';
import { type IndexFile, openIndexFile } from './index-file.ts';
import { openIndexFolder } from './index-folder.ts';

interface OpenIndex extends LoadedIndex {
  /** Of the file when the columns were read from it. */
  dataVersion: number;
}

export interface EmbeddedEngine extends Engine {
  readonly lexicon: Lexicon;
}

/**
 * The engine that is always there: SQLite FTS5 in a private file under `folder`, filters and facets in memory.
 * Several processes may use one folder. A file that is damaged or gone counts as no index.
 */
export async function openEmbeddedEngine(folder: string): Promise<EmbeddedEngine> {
  const files = await openIndexFolder(folder);
  let open: OpenIndex | null = null;

  function close() {
    open?.file.close();
    open = null;
  }

  /** Opens the file in use, unless it is open already. */
  async function current(): Promise<OpenIndex> {
    const path = await files.current();
    if (path === null || open?.file.path !== path) close();
    if (path === null) throw new IndexLostError(`no search index in ${folder}`);
    open ??= guarded(() => openIndex(path));
    return open;
  }

  /** Runs what reads or writes the file; damage closes it and means that the index is lost. */
  function guarded<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      if (!isDamage(error)) throw error;
      close();
      throw new IndexLostError('the embedded search index is damaged', { cause: error });
    }
  }

  return {
    name: 'embedded',

    lexicon: {
      near: (text) => (open ? guarded(() => open!.file.lexicon.near(text)) : []),
      known: (texts) => (open ? guarded(() => open!.file.lexicon.known(texts)) : []),
    },

    version: async () => `SQLite ${process.versions.sqlite}`,

    async state() {
      try {
        const index = await current();
        return guarded(() => {
          refresh(index);
          const state = index.file.state();
          return state && { ...state, documents: index.columns.size };
        });
      } catch (error) {
        if (error instanceof IndexLostError) return null;
        throw error;
      }
    },

    async search(request, signal) {
      const index = open ?? (await current());
      signal.throwIfAborted();
      return guarded(() => answerRequest(index, request));
    },

    async suggest(plans, limit, signal) {
      const index = open ?? (await current());
      signal.throwIfAborted();
      return guarded(() => suggestFrom(index, plans, limit));
    },

    async apply(changes, position, signal) {
      const index = await current();
      signal.throwIfAborted();
      guarded(() => {
        refresh(index);
        const written: ((columns: Columns) => void)[] = [];
        index.file.write({ format: indexFormat, position }, () => {
          for (const change of changes) {
            const gone = index.file.remove(change.kind === 'put' ? change.document.id : change.lessonId);
            if (gone !== null) written.push((columns) => columns.remove(gone));
            if (change.kind === 'remove') continue;
            const put = index.file.put(change.document);
            written.push((columns) => columns.put(put.row, put.values));
          }
        });
        for (const bring of written) bring(index.columns);
      });
    },

    async rebuild(documents, position, signal) {
      const path = files.newFile();
      const built = openIndexFile(path);
      let count = 0;
      try {
        for await (const batch of documents) {
          signal.throwIfAborted();
          built.write(null, () => {
            for (const document of batch) {
              built.remove(document.id);
              built.put(document);
            }
          });
          count += batch.length;
          await nextTurn();
        }
        built.write({ format: indexFormat, position }, () => {});
        built.close();
      } catch (error) {
        if (built.isOpen()) built.close();
        await files.remove(path);
        throw error;
      }
      await files.use(path);
      await current();
      return count;
    },

    async compare(documents, signal) {
      const { file } = await current();
      const found: IndexDifferences = { missing: [], surplus: [], stale: [] };
      const expected = new Set<string>();
      for await (const batch of documents) {
        signal.throwIfAborted();
        for (const document of batch) {
          expected.add(document.id);
          const held = guarded(() => file.holds(document));
          if (held !== 'same') found[held].push(document.id);
        }
        await nextTurn();
      }
      for (const { values } of guarded(() => [...file.rows()]))
        if (!expected.has(values.id)) found.surplus.push(values.id);
      return found;
    },

    async close() {
      close();
    },
  };
}

function openIndex(path: string): OpenIndex {
  const file = openIndexFile(path);
  try {
    if (file.state() === null) throw new IndexLostError(`${path} is empty`);
    return { file, columns: readColumns(file), dataVersion: file.dataVersion() };
  } catch (error) {
    file.close();
    throw error;
  }
}

/* Another process may have written to the same file. */
function refresh(index: OpenIndex): void {
  const dataVersion = index.file.dataVersion();
  if (dataVersion === index.dataVersion) return;
  index.columns = readColumns(index.file);
  index.dataVersion = dataVersion;
}

function readColumns(file: IndexFile): Columns {
  const columns = createColumns();
  for (const { row, values } of file.rows()) {
    columns.put(row, values);
  }
  return columns;
}

/** SQLite's primary result codes that say the file is no good: ERROR (a table is gone), IOERR, CORRUPT, CANTOPEN, NOTADB. */
const damageCodes = new Set([1, 10, 11, 14, 26]);

function isDamage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof SyntaxError) return true;
  return 'errcode' in error && typeof error.errcode === 'number' && damageCodes.has(error.errcode & 0xff);
}
