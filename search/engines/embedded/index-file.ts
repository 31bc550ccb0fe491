import { createHash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import type { LessonDocument } from '../../document.ts';
import { type FilterField, filterFields } from '../../query.ts';
import { type ContentQuestion, contentTokens } from '../content-tokens.ts';
import type { Found, IndexState } from '../engine.ts';
import { fieldValues } from '../field-values.ts';
import { indexTexts } from '../index-texts.ts';
import type { Lexicon } from '../lexicon.ts';
import type { RowValues } from './columns.ts';
import { contentsSchema, openContentsTable } from './contents-table.ts';
import { openPhraseTable, phraseSchema } from './phrase-table.ts';
import { openTextTable, type TextTable } from './text-table.ts';

/*
 * The private file. `lesson` holds what is shown and counted, `lesson_text` only finds: a contentless table of
 * our own tokens, so that what is a word is decided in one place. The prefix index serves single Han characters,
 * whose token is the first six letters of their pairs. `lesson_letters` does the same for texts read aloud; `contents`
 * is a digest of what captions and attachments say.
 */
const schema = `
  create table state (only integer primary key check (only = 1), format integer not null, position integer not null);
  create table lesson (
    row integer primary key, id text not null unique,
    title text not null, node_path text not null, keywords text not null, teacher text not null,
    school text not null, summary text not null, units text not null, topic text not null,
    topic_label text not null, node_id text not null, teacher_id text not null,
    filters text not null, title_tokens integer not null,
    award_rank integer not null, completeness real not null, published_at integer not null,
    contents text not null
  );
  create virtual table lesson_text using fts5 (
    title, numbers, keywords, nodePath, teacher, school, summary, characters,
    content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '6'
  );
  create virtual table lesson_letters using fts5 (
    titleLetters, teacherLetters, placeLetters,
    content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '1 2 3'
  );
  ${contentsSchema}
`;

/** How much a match in each column of `lesson_text` weighs. */
const weights = '10, 6, 6, 3, 6, 2, 1, 0.5';
const letterWeights = '10, 6, 3';

/** What a suggestion is made of. */
export interface NamedRow extends Found {
  nodeId: string;
  teacherId: string;
}

/** One open index file. Everything is synchronous and throws SQLite's own errors. */
export interface IndexFile {
  readonly path: string;
  state(): Omit<IndexState, 'documents'> | null;
  /** Changes when another connection has written. */
  dataVersion(): number;
  /** Runs `write` in a transaction that also moves the position. */
  write(position: { format: number; position: number } | null, write: () => void): void;
  /** Inside `write`: takes in a document; one with its id has to be removed first. */
  put(document: LessonDocument): { row: number; values: RowValues };
  /** Inside `write`: the row that is gone, if there was one. */
  remove(id: string): number | null;
  /** How a document stands in the file: as `put` would write it, otherwise, or not at all. */
  holds(document: LessonDocument): 'same' | 'stale' | 'missing';
  rows(): Iterable<{ row: number; values: RowValues }>;
  /** What lessons say of themselves. */
  readonly lessonTexts: TextTable;
  /** The same read aloud. */
  readonly lessonLetters: TextTable;
  /** Rows in which all that is asked for is said by the lesson, its captions or its attachments; not all of very many. */
  matchContents(question: ContentQuestion): number[];
  texts(rows: readonly number[]): NamedRow[];
  readonly lexicon: Lexicon;
  isOpen(): boolean;
  close(): void;
}

interface LessonRow extends Record<string, unknown> {
  row: number;
  id: string;
  filters: string;
  title_tokens: number;
  award_rank: number;
  completeness: number;
  published_at: number;
}

/** Opens an index file, or makes a new one where there is none. */
export function openIndexFile(path: string): IndexFile {
  const db = new DatabaseSync(path, { timeout: 2000 });
  try {
    db.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma cache_size = -32000;');
    if (!db.prepare(`select 1 from sqlite_schema where name = 'state'`).get()) db.exec(schema + phraseSchema);
    return fileOf(db, path);
  } catch (error) {
    db.close();
    throw error;
  }
}

function fileOf(db: DatabaseSync, path: string): IndexFile {
  const phrases = openPhraseTable(db);
  const findRow = db.prepare('select row, title, topic, units, teacher from lesson where id = ?');
  const deleteLesson = db.prepare('delete from lesson where row = ?');
  const deleteText = db.prepare('delete from lesson_text where rowid = ?');
  const deleteLetters = db.prepare('delete from lesson_letters where rowid = ?');
  const insertLesson = db.prepare(
    `insert into lesson (id, title, node_path, keywords, teacher, school, summary, units, topic, topic_label,
       node_id, teacher_id, filters, title_tokens, award_rank, completeness, published_at, contents)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning row`,
  );
  const insertText = db.prepare(
    `insert into lesson_text (rowid, title, numbers, keywords, nodePath, teacher, school, summary, characters)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const readLesson = db.prepare(
    `select row, id, title, node_path, keywords, teacher, school, summary, units, topic, topic_label,
       node_id, teacher_id, filters, title_tokens, award_rank, completeness, published_at,
       contents from lesson where id = ?`,
  );
  readLesson.setReturnArrays(true);
  const insertLetters = db.prepare(
    'insert into lesson_letters (rowid, titleLetters, teacherLetters, placeLetters) values (?, ?, ?, ?)',
  );
  const findText = db.prepare('select rowid from lesson_text where rowid = ?');
  const contents = openContentsTable(db);
  const setState = db.prepare(
    `insert into state (only, format, position) values (1, ?, ?)
     on conflict (only) do update set format = excluded.format, position = excluded.position`,
  );
  const readTexts = db.prepare(
    `select row, id, title, node_path as nodePath, keywords, teacher, school, summary, units, topic,
       topic_label as topicLabel, award_rank as awardRank, completeness, published_at as publishedAt,
       node_id as nodeId, teacher_id as teacherId,
       filters ->> '$.stage[0]' as stage, filters ->> '$.subject[0]' as subject,
       coalesce(filters ->> '$.edition[0]', '') as edition
     from lesson where row in (select value from json_each(?))`,
  );
  const readState = db.prepare('select format, position from state');

  const remove = (id: string): number | null => {
    const found = findRow.get(id) as
      | { row: number; title: string; topic: string; units: string; teacher: string }
      | undefined;
    if (!found) return null;
    phrases.remove({ ...found, units: linesOf(found.units) });
    deleteLesson.run(found.row);
    deleteText.run(found.row);
    deleteLetters.run(found.row);
    contents.remove(found.row);
    return found.row;
  };

  return {
    path,
    state: () => (readState.get() as { format: number; position: number } | undefined) ?? null,
    dataVersion: () => (db.prepare('pragma data_version').get() as { data_version: number }).data_version,
    write(position, write) {
      db.exec('begin immediate');
      try {
        write();
        if (position) setState.run(position.format, position.position);
        db.exec('commit');
      } catch (error) {
        if (db.isTransaction) db.exec('rollback');
        throw error;
      }
    },
    put(document) {
      const { texts, tokens, values, columns } = columnsOf(document);
      const { row } = insertLesson.get(...columns) as { row: number };
      const { title, numbers, keywords, nodePath, teacher, school, summary, characters } = texts;
      insertText.run(row, title, numbers, keywords, nodePath, teacher, school, summary, characters);
      phrases.add({ ...document, topic: document.topic ?? '' });
      insertLetters.run(row, texts.titleLetters, texts.teacherLetters, texts.placeLetters);
      if (tokens.length > 0) contents.put(row, tokens);
      return { row, values };
    },
    remove,
    holds(document) {
      const stored = readLesson.get(document.id) as unknown as unknown[] | undefined;
      if (!stored) return 'missing';
      const [row, ...columns] = stored;
      const { tokens, columns: expected } = columnsOf(document);
      const same =
        expected.every((value, index) => value === columns[index]) &&
        findText.get(row as number) &&
        contents.has(row as number) === tokens.length > 0;
      return same ? 'same' : 'stale';
    },
    *rows() {
      const all = db.prepare(
        'select row, id, filters, title_tokens, award_rank, completeness, published_at from lesson',
      );
      for (const lesson of all.iterate() as Iterable<LessonRow>) {
        yield {
          row: lesson.row,
          values: {
            id: lesson.id,
            values: JSON.parse(lesson.filters) as RowValues['values'],
            awardRank: lesson.award_rank,
            completeness: lesson.completeness,
            publishedAt: lesson.published_at,
            titleTokens: lesson.title_tokens,
          },
        };
      }
    },
    lessonTexts: openTextTable(db, 'lesson_text', 'title', weights),
    lessonLetters: openTextTable(db, 'lesson_letters', 'titleLetters', letterWeights),
    matchContents: (question) => contents.match(question),
    texts(rows) {
      const found = readTexts.all(JSON.stringify(rows)) as unknown as (NamedRow & { row: number })[];
      const byRow = new Map(found.map((one) => [one.row, one]));
      return rows.map((row) => byRow.get(row)!);
    },
    lexicon: phrases,
    isOpen: () => db.isOpen,
    close: () => db.close(),
  };
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.split('\n');
}

/** What `lesson` keeps of a document, in the order of its columns after `row`. */
function columnsOf(document: LessonDocument) {
  const texts = indexTexts(document);
  const tokens = contentTokens(document);
  const values = rowValues(document, texts.title === '' ? 0 : texts.title.split(' ').length);
  const columns = [
    document.id,
    document.title,
    document.nodePath,
    document.keywords.join('　'),
    document.teacher,
    document.school,
    document.summary,
    document.units.join('\n'),
    document.topic ?? '',
    document.topicLabel ?? '',
    document.nodeId,
    document.teacherId,
    JSON.stringify(values.values),
    values.titleTokens,
    values.awardRank,
    values.completeness,
    values.publishedAt,
    tokens.length === 0 ? '' : createHash('sha256').update(tokens.join(' ')).digest('base64'),
  ];
  return { texts, tokens, values, columns };
}

function rowValues(document: LessonDocument, titleTokens: number): RowValues {
  const values = Object.fromEntries(
    filterFields.map((field) => [field, fieldValues(document, field)]),
  ) as Record<FilterField, readonly string[]>;
  return {
    id: document.id,
    values,
    awardRank: document.awardRank,
    completeness: document.completeness,
    publishedAt: Date.parse(document.publishedAt),
    titleTokens,
  };
}
