import { type RawBuilder, sql } from 'kysely';
import type { Database, Db, Trx } from './open-database.ts';
import { beginsWith } from './path-range.ts';
import type { NewRow, Row } from './schema.ts';

export type NodeRow = Row<'nodes'>;

const BATCH = 500;

/**
 * Whom nodes are read for. A node made by hand (`local`) repeats what somebody wrote in a draft: everybody
 * is shown it once a published lesson stands at or below it, `personId` where a lesson of their own does.
 */
export interface NodeReader {
  personId: string | null;
}

export const everybody: NodeReader = { personId: null };

function isShownTo(reader: NodeReader, table: 'nodes' | 'units'): RawBuilder<boolean> {
  return sql<boolean>`(${sql.ref(`${table}.source`)} <> 'local' or ${hasLessons(reader, table)})`;
}

/** True where a lesson that the reader may know of stands at or below the node. */
function hasLessons({ personId }: NodeReader, table: 'nodes' | 'units'): RawBuilder<boolean> {
  const path = sql.ref(`${table}.path`);
  const own = personId === null ? sql`` : sql` or lessons.teacher_id = ${personId}`;
  return sql<boolean>`exists (
    select 1 from nodes as stands join lessons on lessons.node_id = stands.id
    where (stands.path = ${path} or (stands.path >= ${path} || '/' and stands.path < ${path} || '0'))
      and (lessons.state = 'published'${own}))`;
}

/** Until the transaction ends nobody else brings in a file or edits by hand: what was compared stays true. */
export async function serialiseCurriculumChanges(trx: Trx, kind: Database['kind']): Promise<void> {
  // SQLite has one writing transaction at a time anyway.
  if (kind === 'postgres') await sql`select pg_advisory_xact_lock(7142029)`.execute(trx);
}

/** Every node, retired ones too, parents before children. */
export function listNodes(db: Db): Promise<NodeRow[]> {
  return db.selectFrom('nodes').selectAll().orderBy('path').execute();
}

export function findNode(db: Db, id: string, reader?: NodeReader): Promise<NodeRow | undefined> {
  let query = db.selectFrom('nodes').selectAll().where('id', '=', id);
  if (reader) query = query.where(isShownTo(reader, 'nodes'));
  return query.executeTakeFirst();
}

export async function findNodes(db: Db, ids: readonly string[]): Promise<NodeRow[]> {
  const found: NodeRow[] = [];
  for (const batch of inBatches(ids)) {
    found.push(...(await db.selectFrom('nodes').selectAll().where('id', 'in', batch).execute()));
  }
  return found;
}

/** Those of the nodes that the reader is shown. */
export async function findShownNodes(db: Db, ids: readonly string[], reader: NodeReader): Promise<NodeRow[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('nodes')
    .selectAll()
    .where('id', 'in', ids)
    .where(isShownTo(reader, 'nodes'))
    .execute();
}

/** Units and topics that everybody is shown and whose name contains the text, whole names first, books in order. */
export function listNodesNamed(
  db: Db,
  text: string,
  filter: Omit<BookFilter, 'hasUnits'> & { volume?: string },
  limit: number,
): Promise<NodeRow[]> {
  const pattern = `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  let query = db
    .selectFrom('nodes')
    .selectAll()
    .where('kind', 'in', ['unit', 'topic'])
    .where('retired_at', 'is', null)
    .where(sql<boolean>`lower(name) like ${pattern} escape ${'\\'}`)
    .where(isShownTo(everybody, 'nodes'));
  for (const field of ['stage', 'subject', 'edition', 'grade', 'volume'] as const) {
    const value = filter[field];
    if (value !== undefined) query = query.where(field, '=', value);
  }
  return query
    .orderBy(sql`length(name)`)
    .orderBy('grade', (order) => order.asc().nullsFirst())
    .orderBy('path')
    .limit(limit)
    .execute();
}

/** Those of the nodes at or below which published lessons stand. */
export async function findNodesWithPublished(db: Db, ids: readonly string[]): Promise<NodeRow[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('nodes')
    .selectAll()
    .where('id', 'in', ids)
    .where(hasLessons(everybody, 'nodes'))
    .execute();
}

export async function findNodesByPath(db: Db, paths: readonly string[]): Promise<NodeRow[]> {
  const found: NodeRow[] = [];
  for (const batch of inBatches(paths)) {
    found.push(...(await db.selectFrom('nodes').selectAll().where('path', 'in', batch).execute()));
  }
  return found;
}

/** What is below a node (null: the stages) and is not retired, in the order of the book. */
export function listChildNodes(db: Db, parentId: string | null, reader?: NodeReader): Promise<NodeRow[]> {
  let query = db
    .selectFrom('nodes')
    .selectAll()
    .where('parent_id', parentId === null ? 'is' : '=', parentId)
    .where('retired_at', 'is', null);
  if (reader) query = query.where(isShownTo(reader, 'nodes'));
  return query.orderBy('sort').orderBy('path').execute();
}

/** What is right below a node (null: the stages), retired or not, in the order of the book. */
export function listAllChildNodes(db: Db, parentId: string | null): Promise<NodeRow[]> {
  return db
    .selectFrom('nodes')
    .selectAll()
    .where('parent_id', parentId === null ? 'is' : '=', parentId)
    .orderBy('sort')
    .orderBy('path')
    .execute();
}

/** The node itself and everything below it that is not retired, in no useful order. */
export function listNodesUnder(db: Db, path: string, reader?: NodeReader): Promise<NodeRow[]> {
  let query = db
    .selectFrom('nodes')
    .selectAll()
    .where((where) => where.or([where('path', '=', path), beginsWith('path', `${path}/`)]))
    .where('retired_at', 'is', null);
  if (reader) query = query.where(isShownTo(reader, 'nodes'));
  return query.execute();
}

export interface BookFilter {
  stage?: string;
  subject?: string;
  grade?: string;
  edition?: string;
  /** Only books whose units are known, or only those that are no more than a name. */
  hasUnits?: boolean;
}

/** Books that everybody is shown: nodes of a volume, by stage, subject, edition, grade and volume. */
export function listBooks(db: Db, filter: BookFilter = {}): Promise<NodeRow[]> {
  let query = db
    .selectFrom('nodes')
    .selectAll()
    .where('kind', '=', 'volume')
    .where('retired_at', 'is', null)
    .where(isShownTo(everybody, 'nodes'));
  if (filter.stage !== undefined) query = query.where('stage', '=', filter.stage);
  if (filter.subject !== undefined) query = query.where('subject', '=', filter.subject);
  if (filter.grade !== undefined) query = query.where('grade', '=', filter.grade);
  if (filter.edition !== undefined) query = query.where('edition', '=', filter.edition);
  const { hasUnits } = filter;
  if (hasUnits !== undefined) {
    query = query.where(({ exists, not, selectFrom }) => {
      const units = exists(
        selectFrom('nodes as units')
          .select('units.id')
          .whereRef('units.parent_id', '=', 'nodes.id')
          .where('units.retired_at', 'is', null)
          .where(isShownTo(everybody, 'units')),
      );
      return hasUnits ? units : not(units);
    });
  }
  return query
    .orderBy('stage')
    .orderBy('subject')
    .orderBy('edition')
    .orderBy('grade')
    .orderBy('sort')
    .execute();
}

/** Stages and subjects in which there are books that everybody is shown, in no useful order. */
export async function listSubjectsWithBooks(db: Db): Promise<{ stage: string; subject: string }[]> {
  const rows = await db
    .selectFrom('nodes')
    .select(['stage', 'subject'])
    .distinct()
    .where('kind', '=', 'volume')
    .where('retired_at', 'is', null)
    .where(isShownTo(everybody, 'nodes'))
    .execute();
  return rows.flatMap(({ stage, subject }) => (subject === null ? [] : { stage, subject }));
}

/** Adds nodes; one whose path is there already stays as it is. Parents must come before children. */
export async function insertMissingNodes(db: Db, nodes: readonly NewRow<'nodes'>[]): Promise<void> {
  for (const batch of inBatches(nodes)) {
    await db
      .insertInto('nodes')
      .values(batch)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

/** Adds nodes, or sets what is printed of those whose path is there. Parents must come before children. */
export async function upsertNodes(db: Db, nodes: readonly NewRow<'nodes'>[]): Promise<void> {
  for (const batch of inBatches(nodes)) {
    await db
      .insertInto('nodes')
      .values(batch)
      .onConflict((conflict) =>
        conflict.column('path').doUpdateSet((row) => ({
          name: row.ref('excluded.name'),
          label: row.ref('excluded.label'),
          sort: row.ref('excluded.sort'),
          source: row.ref('excluded.source'),
          retired_at: row.ref('excluded.retired_at'),
        })),
      )
      .execute();
  }
}

/**
 * Puts retired nodes back into lists and forms. They are somebody's choice from now on (`local`), or the
 * next import would retire them again.
 */
export async function reviveNodes(db: Db, paths: readonly string[]): Promise<void> {
  for (const batch of inBatches(paths)) {
    await db
      .updateTable('nodes')
      .set({ retired_at: null, source: 'local' })
      .where('path', 'in', batch)
      .where('retired_at', 'is not', null)
      .execute();
  }
}

/** Everything below a node, retired or not. */
export function listNodesBelow(db: Db, path: string): Promise<NodeRow[]> {
  return db
    .selectFrom('nodes')
    .selectAll()
    .where(beginsWith('path', `${path}/`))
    .execute();
}

/** Sets what is printed of nodes, whose they are, and whether they are in use; lessons stay where they stand. */
export async function updateNodes(
  db: Db,
  ids: readonly string[],
  change: Partial<Pick<NodeRow, 'name' | 'label' | 'sort' | 'source' | 'retired_at'>>,
): Promise<void> {
  for (const batch of inBatches(ids))
    await db.updateTable('nodes').set(change).where('id', 'in', batch).execute();
}

/** Makes room behind a place among a node's children. */
export async function shiftNodesAfter(db: Db, parentId: string, sort: number): Promise<void> {
  await db
    .updateTable('nodes')
    .set((node) => ({ sort: node('sort', '+', 1) }))
    .where('parent_id', '=', parentId)
    .where('sort', '>', sort)
    .execute();
}

/** Says whose nodes these are from now on. */
export async function setSourceOfNodes(db: Db, paths: readonly string[], source: string): Promise<void> {
  for (const batch of inBatches(paths))
    await db.updateTable('nodes').set({ source }).where('path', 'in', batch).execute();
}

function* inBatches<T>(items: readonly T[]): Generator<T[]> {
  for (let start = 0; start < items.length; start += BATCH) yield items.slice(start, start + BATCH);
}

/** Those of the nodes that have something below them which is not retired and is shown. */
export async function listParentIdsAmong(
  db: Db,
  ids: readonly string[],
  reader: NodeReader,
): Promise<string[]> {
  const found: string[] = [];
  for (const batch of inBatches(ids)) {
    const rows = await db
      .selectFrom('nodes')
      .select('parent_id')
      .distinct()
      .where('parent_id', 'in', batch)
      .where('retired_at', 'is', null)
      .where(isShownTo(reader, 'nodes'))
      .execute();
    found.push(...rows.map((row) => row.parent_id).filter((id) => id !== null));
  }
  return found;
}
