import { z } from 'zod';
import type { ManagedNode, PageContent } from '../contract/pages.ts';
import type { ProblemCode } from '../contract/problem.ts';
import { dictionary } from '../contract/words/dictionary.ts';
import { isCurrentEdition, readCurrentEditions } from '../curriculum/current-editions.ts';
import { readImport } from '../curriculum/curriculum-imports.ts';
import { extendedByHand, renamedByHand, retiredByHand } from '../curriculum/edit-nodes.ts';
import { pathsDownTo } from '../curriculum/node-path.ts';
import { mostLines } from '../curriculum/parse-curriculum.ts';
import { mostFileBytes } from '../curriculum/read-curriculum-file.ts';
import { listAppliedCurriculumImports } from '../db/curriculum-imports.ts';
import { findNode, findNodesByPath, listAllChildNodes, type NodeRow } from '../db/nodes.ts';
import type { Db } from '../db/open-database.ts';
import { NotFoundError } from '../errors.ts';
import type { Call } from '../route.ts';
import { countLessonsBelow } from './book-links.ts';

const text = z.string().max(200).optional();

/** `problem`, `form`, `name` and `label`: what a form was refused with, which one, and what had been typed. */
export const CurriculumQuery = z.object({
  ...{ node: text, problem: text, name: text, label: text, saved: text },
  form: z.enum(['add', 'change']).optional(),
});

type CurriculumPage = Extract<PageContent, { page: 'manage-curriculum' }>;

const shownImports = 5;

/** One node of the curriculum with what is below it; the stages, current editions and last files at the top. */
export async function buildCurriculumPage(
  call: Call<unknown, z.infer<typeof CurriculumQuery>>,
): Promise<CurriculumPage> {
  const { context, language, query } = call;
  const { db } = context.database;
  const node = query.node === undefined ? undefined : await findNode(db, query.node);
  if (query.node !== undefined && !node) throw new NotFoundError();
  const [above, below, lessonsBelow, current] = await Promise.all([
    node ? findNodesByPath(db, pathsDownTo(node.path)) : [],
    listAllChildNodes(db, node?.id ?? null),
    countLessonsBelow(db),
    readCurrentEditions(db),
  ]);
  const path = above.toSorted((a, b) => a.path.length - b.path.length);
  const manage = (row: NodeRow) => toManagedNode(row, lessonsBelow.get(row.path) ?? 0);
  return {
    page: 'manage-curriculum',
    path: path.map(manage),
    children: below.filter(({ retired_at }) => retired_at === null).map(manage),
    retired: below.filter(({ retired_at }) => retired_at !== null).map(manage),
    editions:
      node?.kind === 'subject'
        ? below
            .filter(({ kind, retired_at }) => kind === 'edition' && retired_at === null)
            .map((row) => ({
              slug: row.edition ?? '',
              name: row.name,
              current: isCurrentEdition(current, row) ?? false,
            }))
        : [],
    currentEditions: node ? [] : await nameCurrentEditions(db, current),
    imports: node ? [] : await listImports(db),
    problem: nameProblem(query.problem, language),
    typed: { form: query.form ?? null, name: query.name ?? '', label: query.label ?? '' },
    saved: query.saved !== undefined,
    mostFileBytes,
    mostLines,
  };
}

function toManagedNode(row: NodeRow, lessons: number): ManagedNode {
  const { id, name, label, kind, source } = row;
  return {
    ...{ id, name, label, kind, lessons },
    retired: row.retired_at !== null,
    own: source === 'file' || source === 'hand' ? source : null,
    draft: source === 'local',
    may: {
      rename: renamedByHand.has(kind),
      retire: retiredByHand.has(kind),
      extend: extendedByHand.has(kind) && row.retired_at === null,
    },
  };
}

async function nameCurrentEditions(
  db: Db,
  current: Record<string, string[]>,
): Promise<CurriculumPage['currentEditions']> {
  const paths = Object.entries(current).flatMap(([place, editions]) => [
    ...pathsDownTo(place),
    ...editions.map((edition) => `${place}/${edition}`),
  ]);
  const nodes = new Map((await findNodesByPath(db, paths)).map((node) => [node.path, node]));
  return Object.entries(current).flatMap(([place, editions]) => {
    const subject = nodes.get(place);
    if (!subject) return [];
    const name = pathsDownTo(place).map((path) => nodes.get(path)?.name ?? path);
    const names = editions.flatMap((edition) => nodes.get(`${place}/${edition}`)?.name ?? []);
    return { id: subject.id, name: name.join(' '), editions: names };
  });
}

async function listImports(db: Db): Promise<CurriculumPage['imports']> {
  const applied = await listAppliedCurriculumImports(db, shownImports);
  return applied.map(({ id, name, applied_at }) => ({ id, name, appliedAt: applied_at ?? '' }));
}

function nameProblem(code: string | undefined, language: Call['language']): string | null {
  if (code === undefined) return null;
  const words = dictionary[language].problems;
  return Object.hasOwn(words, code) ? words[code as ProblemCode] : words['invalid-request'];
}

export async function buildCurriculumImportPage(
  call: Call<{ id: string }, { changed?: string | undefined; unconfirmed?: string | undefined }>,
): Promise<Extract<PageContent, { page: 'manage-curriculum-import' }>> {
  const { context, language, params, query } = call;
  return {
    page: 'manage-curriculum-import',
    upload: await readImport(context, params.id, language),
    changed: query.changed !== undefined,
    unconfirmed: query.unconfirmed !== undefined,
  };
}
