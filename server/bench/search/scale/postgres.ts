import { readdirSync, readFileSync } from 'node:fs';
import { Pool } from 'pg';
import type { BenchLesson } from '../../../../search/bench/lesson.ts';
import { startPostgres } from '../../../db/test/each-database.ts';
import { type MeasuredStore, pageSize } from './measured-store.ts';

/** How a peer asks PostgreSQL for the ids of a page. */
interface Asking {
  /** What makes its index, run once the lessons are in. */
  index: string;
  /** With one parameter: what `parameter` makes of the typed text. */
  query: string;
  parameter(q: string): string;
}

/** MediaCMS: `to_tsvector('simple', …)` of all texts, every word as a prefix, ranked. */
const fullText: Asking = {
  index: "create index on lessons using gin (to_tsvector('simple', words))",
  query: `select id from lessons where to_tsvector('simple', words) @@ to_tsquery('simple', $1)
    order by ts_rank(to_tsvector('simple', words), to_tsquery('simple', $1)) desc, id limit ${pageSize}`,
  parameter: (q) =>
    q
      .split(/[^\p{L}\p{M}\p{N}]+/u)
      .filter((word) => word !== '')
      .map((word) => `${word}:*`)
      .join(' & '),
};

/** PeerTube: titles that have a word like what was typed (pg_trgm), or have it in one piece, the likest first. */
const trigrams: Asking = {
  index: 'create index on lessons using gin (lower(title) gin_trgm_ops)',
  query: `select id from lessons where lower($1) <% lower(title)
      or lower(title) ilike '%' || replace(replace(lower($1), '\\', '\\\\'), '%', '\\%') || '%'
    order by word_similarity(lower($1), lower(title)) desc, id limit ${pageSize}`,
  parameter: (q) => q,
};

export const openFullText = () => openPostgres(fullText);
export const openTrigrams = () => openPostgres(trigrams);

const columns = [
  'id',
  'title',
  'stage',
  'subject',
  'edition',
  'grade',
  'volume',
  'unit',
  'no',
  'teacher',
] as const;
const batchSize = 2000;

async function openPostgres({ index, query, parameter }: Asking): Promise<MeasuredStore> {
  const server = startPostgres();
  await server.start();
  const config = await server.newDatabase();
  if (config.kind !== 'postgres') throw new Error('no PostgreSQL');
  const pool = new Pool({ connectionString: config.url, max: 3 });
  await pool.query('create extension pg_trgm');
  await pool.query(`create table lessons (${columns.map((name) => `${name} text not null`)}, words text not null,
    published bigint not null, primary key (id))`);
  let published = 0;
  const rowOf = (lesson: BenchLesson) => {
    const { title, stage, subject, edition, grade, volume, unit, teacher } = lesson;
    const words = [title, stage, subject, edition, grade + volume, unit, teacher].join(' ');
    return {
      ...Object.fromEntries(columns.map((name) => [name, lesson[name]])),
      words,
      published: ++published,
    };
  };
  const write = (rows: object[]) =>
    pool.query(
      `insert into lessons select * from json_populate_recordset(null::lessons, $1)
       on conflict (id) do update set title = excluded.title, words = excluded.words, published = excluded.published`,
      [JSON.stringify(rows)],
    );
  const ids = async (text: string, values: string[]) =>
    (await pool.query<{ id: string }>(text, values)).rows.map(({ id }) => id);
  return {
    async build(corpus) {
      for (let from = 0; from < corpus.size; from += batchSize) {
        const length = Math.min(batchSize, corpus.size - from);
        await write(Array.from({ length }, (_, at) => rowOf(corpus.lesson(from + at))));
      }
      await pool.query(index);
      await pool.query('create index on lessons (stage, subject, grade, published desc)');
      await pool.query('analyze lessons');
    },
    async search(q) {
      const typed = parameter(q);
      return typed === '' ? [] : await ids(query, [typed]);
    },
    browse: ({ stage, subject, grade }) =>
      ids(
        `select id from lessons where stage = $1 and subject = $2 and grade = $3 order by published desc limit ${pageSize}`,
        [stage, subject, grade],
      ),
    suggest: null,
    readsCaptions: false,
    async publish(lesson) {
      await write([rowOf(lesson)]);
    },
    processes: () => processesBelow(process.pid).filter((pid) => commandOf(pid).includes('postgres')),
    async diskBytes() {
      const { rows } = await pool.query<{ size: string }>("select pg_total_relation_size('lessons') as size");
      return Number(rows[0]?.size);
    },
    async [Symbol.asyncDispose]() {
      await pool.end();
      await server.stop();
    },
  };
}

function processesBelow(parent: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/u.test(name)) continue;
    try {
      const text = readFileSync(`/proc/${name}/stat`, 'utf8');
      parents.set(Number(name), Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      // ended between the list and the look at it
    }
  }
  const below = [...parents].filter(([, above]) => above === parent).map(([pid]) => pid);
  return below.flatMap((pid) => [pid, ...processesBelow(pid)]);
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8');
  } catch {
    return '';
  }
}
