import { type Expression, type SqlBool, sql } from 'kysely';
import type { AuditAction, AuditDetail } from '../contract/audit.ts';
import { toJson } from './json-column.ts';
import type { Db } from './open-database.ts';
import type { Row } from './schema.ts';

/** What has words in every key, at any depth, but for keys that are data themselves (the dimensions of a rubric). */
type InWords<Detail> = Detail extends readonly unknown[]
  ? Detail
  : Detail extends object
    ? { [Key in keyof Detail]: string extends Key ? Detail[Key] : Worded<Key, Detail[Key]> }
    : Detail;
type Worded<Key, Value> = Key extends AuditDetail ? InWords<Value> : never;

export interface AuditEntry<Detail extends object = Record<never, never>> {
  at: string;
  /** Null: the program itself, or somebody who is not signed in. */
  personId: string | null;
  /** Truncated address it was done from. */
  network?: string;
  action: AuditAction;
  /** What it was done to: an id. */
  subject: string;
  /** No secrets. A key without words in `words/…/audit.ts` fails the type check. */
  detail?: Detail & InWords<Detail>;
}

/** Puts on record who did what, in the transaction that does it. The database refuses to change it later. */
export async function appendAudit<Detail extends object = Record<never, never>>(
  db: Db,
  entry: AuditEntry<Detail>,
): Promise<void> {
  await db
    .insertInto('audit_log')
    .values({
      at: entry.at,
      person_id: entry.personId,
      network: entry.network ?? null,
      action: entry.action,
      subject: entry.subject,
      detail: toJson(entry.detail ?? {}),
    })
    .execute();
}

/** Everything that is left out is not asked for. */
export interface AuditSearch {
  /** Part of an account's or a person's name. */
  person?: string;
  action?: string;
  subject?: string;
  /** Instants: from this one on, and before that one. */
  from?: string;
  before?: string;
  /** Part of the name or the id of what it was done to, or of the detail. */
  text?: string;
  /** Only what came before this one. */
  below?: number;
  limit: number;
}

export type AuditRow = Row<'audit_log'> & { name: string | null; display_name: string | null };

/** What was done, newest first, with who did it. */
export function listAudit(db: Db, search: AuditSearch): Promise<AuditRow[]> {
  const { person, action, subject, from, before, text, below, limit } = search;
  let query = db
    .selectFrom('audit_log as a')
    .leftJoin('people as p', 'p.id', 'a.person_id')
    .selectAll('a')
    .select(['p.name', 'p.display_name']);
  if (person !== undefined)
    query = query.where((where) =>
      where.or([contains(sql.ref('p.name'), person), contains(sql.ref('p.display_name'), person)]),
    );
  if (action !== undefined) query = query.where('a.action', '=', action);
  if (subject !== undefined) query = query.where('a.subject', '=', subject);
  if (from !== undefined) query = query.where('a.at', '>=', from);
  if (before !== undefined) query = query.where('a.at', '<', before);
  if (below !== undefined) query = query.where('a.sequence', '<', below);
  if (text !== undefined)
    query = query.where((where) =>
      where.or([
        where('a.subject', '=', text),
        contains(sql.ref('a.detail'), text),
        where(
          'a.subject',
          'in',
          namedThings(db)
            .select('thing.id')
            .where(contains(sql.ref('thing.name'), text)),
        ),
      ]),
    );
  return query.orderBy('a.sequence', 'desc').limit(limit).execute();
}

export type NamedKind =
  | 'lesson'
  | 'round'
  | 'person'
  | 'organisation'
  | 'group'
  | 'programme'
  | 'open-period'
  | 'node'
  | 'rubric';

export interface NamedThing {
  /** Of a programme also its slug. */
  id: string;
  kind: NamedKind;
  /** Of a rubric its slug. */
  name: string;
}

/** What these ids are called now; what is gone, or was never a thing with a name, is missing. */
export async function findNamedThings(db: Db, ids: readonly string[]): Promise<NamedThing[]> {
  if (ids.length === 0) return [];
  return namedThings(db)
    .select(['thing.id', 'thing.kind', 'thing.name'])
    .where('thing.id', 'in', [...ids])
    .execute();
}

/** Everything that an act on record may be about and that people know by a name. */
function namedThings(db: Db) {
  const kind = (name: NamedKind) => sql<NamedKind>`${sql.lit(name)}`.as('kind');
  const things = db
    .selectFrom('lessons')
    .select(['id', 'title as name', kind('lesson')])
    .unionAll(db.selectFrom('rounds').select(['id', 'name', kind('round')]))
    .unionAll(db.selectFrom('people').select(['id', 'display_name as name', kind('person')]))
    .unionAll(db.selectFrom('organisations').select(['id', 'name', kind('organisation')]))
    .unionAll(db.selectFrom('groups').select(['id', 'name', kind('group')]))
    .unionAll(db.selectFrom('programmes').select(['id', 'name', kind('programme')]))
    .unionAll(db.selectFrom('programmes').select(['slug as id', 'name', kind('programme')]))
    .unionAll(db.selectFrom('rubrics').select(['id', 'slug as name', kind('rubric')]))
    .unionAll(db.selectFrom('open_periods').select(['id', 'name', kind('open-period')]))
    .unionAll(db.selectFrom('nodes').select(['id', 'name', kind('node')]));
  return db.selectFrom(things.as('thing'));
}

/** Whether a column holds the text, in whatever case; `%` and `_` are themselves. */
function contains(column: Expression<unknown>, text: string): Expression<SqlBool> {
  const pattern = `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  return sql<SqlBool>`lower(${column}) like ${pattern} escape '\\'`;
}
