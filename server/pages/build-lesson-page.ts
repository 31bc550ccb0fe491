import type { Lesson } from '../contract/lessons.ts';
import type { NodeLink, PageContent } from '../contract/pages.ts';
import { listPublishedLessonsAtNodes } from '../db/lessons.ts';
import { findNode, listNodesUnder, type NodeRow } from '../db/nodes.ts';
import type { Db } from '../db/open-database.ts';
import { NotFoundError } from '../errors.ts';
import { presentLesson, presentLessons } from '../lessons/present-lessons.ts';
import type { Call } from '../route.ts';
import { describeLesson } from './structured-data.ts';

const mostSiblings = 12;

export async function buildLessonPage(
  call: Call<{ id: string }, { t?: number | undefined }>,
): Promise<Extract<PageContent, { page: 'lesson' }>> {
  const { context, actor, language, params, query, request } = call;
  const lesson = await presentLesson(context, actor, language, params.id);
  if (!lesson) throw new NotFoundError();
  const siblingIds = await listSiblings(context.database.db, lesson);
  const siblings = await presentLessons(context, actor, language, siblingIds);
  const origin = context.config.http.publicUrl ?? `${request.protocol}://${request.get('host')}`;
  return {
    page: 'lesson',
    lesson,
    startAt: query.t ?? null,
    siblings,
    book: bookOf(lesson),
    left: actor.kind === 'person' && actor.id === lesson.teacher.id && !lesson.may.includes('edit'),
    structuredData: JSON.stringify(describeLesson(lesson, origin)),
  };
}

function bookOf(lesson: Lesson): NodeLink | null {
  const book = lesson.nodes.find((node) => node.kind === 'volume');
  return book ? { id: book.id, name: book.name, label: book.label } : null;
}

/** The other lessons of the same unit, in the order of the book, beginning after this one. */
async function listSiblings(db: Db, lesson: Lesson): Promise<string[]> {
  const around =
    lesson.nodes.find((node) => node.kind === 'unit') ?? lesson.nodes.find((node) => node.kind === 'volume');
  const root = around && (await findNode(db, around.id));
  if (!root) return [];
  const order = inBookOrder(await listNodesUnder(db, root.path), root.id);
  const lessons = await listPublishedLessonsAtNodes(db, order);
  const sorted = lessons.toSorted((a, b) => order.indexOf(a.node_id ?? '') - order.indexOf(b.node_id ?? ''));
  const own = sorted.findIndex((one) => one.id === lesson.id);
  const next = own === -1 ? sorted : [...sorted.slice(own + 1), ...sorted.slice(0, own)];
  return next.slice(0, mostSiblings).map((one) => one.id);
}

/** Ids of a node and everything below it, as a reader of the book meets them. */
export function inBookOrder(nodes: readonly NodeRow[], rootId: string): string[] {
  const below = nodes
    .filter((node) => node.parent_id === rootId)
    .sort((a, b) => a.sort - b.sort || (a.path < b.path ? -1 : 1));
  return [rootId, ...below.flatMap((node) => inBookOrder(nodes, node.id))];
}
