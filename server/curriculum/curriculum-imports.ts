import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { AppContext } from '../context.ts';
import { type CurriculumImport, ImportReport, ImportScope } from '../contract/curriculum.ts';
import { dictionary } from '../contract/words/dictionary.ts';
import { fill, type Language } from '../contract/words/words.ts';
import {
  type CurriculumImportRow,
  deleteCurriculumImportsBefore,
  findCurriculumImport,
  insertCurriculumImport,
  updateCurriculumImport,
} from '../db/curriculum-imports.ts';
import { fromJson, toJson } from '../db/json-column.ts';
import { newId } from '../db/new-id.ts';
import { serialiseCurriculumChanges } from '../db/nodes.ts';
import { ConflictError, NotFoundError } from '../errors.ts';
import type { Trace } from '../people/trace.ts';
import { CurriculumError, type CurriculumProblem } from './curriculum-error.ts';
import { reportImport } from './describe-import.ts';
import { carryOut, planAgainst } from './import-curriculum.ts';
import { type CurriculumFile, parseCurriculum } from './parse-curriculum.ts';
import type { ImportPlan } from './plan-import.ts';
import { toCurriculumFile } from './read-curriculum-file.ts';

type Parts = Pick<AppContext, 'database' | 'clock' | 'search'>;

const mostProblems = 200;
/** A dry run that nobody confirms. */
const keptFor = 7 * 24 * 3600 * 1000;

const Problems = z.object({
  count: z.number(),
  first: z.array(z.custom<CurriculumProblem>()),
});

/**
 * The dry run of a bureau's file: keeps its text with what it would change, or with what is wrong with it, for
 * somebody to read and confirm within a week. Changes nothing, throws nothing for a faulty file; returns the id.
 */
export async function beginImport(
  { database, clock }: Parts,
  personId: string,
  { name, bytes, scope }: { name: string; bytes: Uint8Array; scope: ImportScope },
): Promise<string> {
  const { db } = database;
  const now = clock.now();
  await deleteCurriculumImportsBefore(db, new Date(now.getTime() - keptFor).toISOString());
  const row = { id: newId(), person_id: personId, created_at: now.toISOString(), name, scope };
  try {
    const file = toCurriculumFile(name, bytes);
    const plan = await planAgainst(db, parseCurriculum([file]), { scope, by: 'bureau' });
    await insertCurriculumImport(db, {
      ...{ ...row, content: file.text, digest: digestOf(plan), applied_at: null },
      report: toJson(await reportImport(db, plan, scope)),
      problems: toJson({ count: 0, first: [] }),
    });
  } catch (error) {
    if (!(error instanceof CurriculumError)) throw error;
    const { problems, count } = error;
    await insertCurriculumImport(db, {
      ...{ ...row, content: null, digest: '', report: null, applied_at: null },
      problems: toJson({ count, first: problems.slice(0, mostProblems).map(clip) }),
    });
  }
  return row.id;
}

/** Whatever a faulty file holds must not become a page of its own. */
function clip({ values, ...problem }: CurriculumProblem): CurriculumProblem {
  const short = Object.entries(values).map(([name, value]) => [name, clipText(value)] as const);
  return { ...problem, values: Object.fromEntries(short) };
}

const longestValue = 100;

function clipText(value: string | number): string | number {
  return typeof value === 'string' && value.length > longestValue
    ? `${value.slice(0, longestValue)}…`
    : value;
}

export type ConfirmResult =
  | 'done'
  /** The curriculum has changed since the dry run was read: its report says by now what would be done. */
  | 'changed';

/**
 * Does what the dry run said, if that is still what it would do; a second time nothing happens. Throws
 * `NotFoundError`, and `ConflictError` for a faulty file.
 */
export async function confirmImport(
  { database, clock, search }: Parts,
  id: string,
  { personId, network }: Trace,
): Promise<ConfirmResult> {
  const row = await findCurriculumImport(database.db, id);
  if (!row) throw new NotFoundError();
  if (row.applied_at !== null) return 'done';
  if (row.content === null) throw new ConflictError('wrong-state');
  const { name, content } = row;
  const file: CurriculumFile = { name, text: content };
  const rules = { scope: ImportScope.parse(row.scope), by: 'bureau' } as const;
  const wanted = parseCurriculum([file]);
  const now = clock.now();
  const result = await database.transaction(async (trx): Promise<ConfirmResult> => {
    await serialiseCurriculumChanges(trx, database.kind);
    // Somebody else may have confirmed it meanwhile.
    if ((await findCurriculumImport(trx, id))?.applied_at) return 'done';
    const plan = await planAgainst(trx, wanted, rules);
    const digest = digestOf(plan);
    if (digest !== row.digest) {
      const report = toJson(await reportImport(trx, plan, rules.scope));
      await updateCurriculumImport(trx, id, { digest, report });
      return 'changed';
    }
    if (!(await updateCurriculumImport(trx, id, { content: null, applied_at: now.toISOString() })))
      return 'done';
    await carryOut(trx, plan, { ...rules, now, record: { personId, network, names: name } });
    return 'done';
  });
  search.nudge();
  return result;
}

/** One as its reader is shown it. Throws `NotFoundError`. */
export async function readImport(
  { database }: Parts,
  id: string,
  language: Language,
): Promise<CurriculumImport> {
  const row = await findCurriculumImport(database.db, id);
  if (!row) throw new NotFoundError();
  return presentImport(row, language);
}

function presentImport(row: CurriculumImportRow, language: Language): CurriculumImport {
  const words = dictionary[language].curriculum;
  const { count, first } = fromJson(Problems, row.problems);
  return {
    id: row.id,
    name: row.name,
    scope: ImportScope.parse(row.scope),
    createdAt: row.created_at,
    appliedAt: row.applied_at,
    report: row.report === null ? null : fromJson(ImportReport, row.report),
    problems: first.map(({ file, line, code, values }) => fill(words[code], { file, line, ...values })),
    problemCount: count,
  };
}

/** The same for two plans that do the same. */
function digestOf({ add, change, missing }: ImportPlan): string {
  const hash = createHash('sha256');
  for (const { path, label, name, sort } of add) hash.update(toJson([path, label, name, sort]));
  for (const { before, after, kinds } of change) {
    hash.update(toJson([before.path, before.label, before.name]));
    hash.update(toJson([after.label, after.name, after.sort, kinds]));
  }
  for (const { path } of missing) hash.update(toJson([path]));
  return hash.digest('hex');
}
