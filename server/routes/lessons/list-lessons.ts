import { authorise, requirePerson } from '../../access/policy.ts';
import { LessonList, LessonListQuery } from '../../contract/lessons.ts';
import { listLessonIdsOfTeacher, listSubmittedLessonIds } from '../../db/lessons.ts';
import { pathsToCheck } from '../../lessons/paths-to-check.ts';
import { presentLessons } from '../../lessons/present-lessons.ts';
import { searchLessons } from '../../lessons/search-lessons.ts';
import { defineRoute } from '../../route.ts';

const pageSize = 50;

export const listLessons = defineRoute({
  method: 'GET',
  path: '/api/lessons',
  summary: 'One’s own lessons (mine=1), the queue to check (state=submitted), or the published ones',
  rule: 'public',
  query: LessonListQuery,
  answer: LessonList,
  async handle({ context, actor, language, query, signal }) {
    if (query.mine) {
      const ids = await listLessonIdsOfTeacher(context.database.db, requirePerson(actor).id);
      return page(ids, query.cursor, query.limit, (some) => presentLessons(context, actor, language, some));
    }
    if (query.state) {
      authorise(actor, 'lessons.check-queue');
      const ids = await listSubmittedLessonIds(context.database.db, pathsToCheck(requirePerson(actor)));
      return page(ids, query.cursor, query.limit, (some) => presentLessons(context, actor, language, some));
    }
    const { mine: _mine, state: _state, ...filters } = query;
    const found = await searchLessons(context, actor, language, { ...filters, sort: 'newest' }, signal);
    return { items: found.hits.map((hit) => hit.lesson), nextCursor: found.nextCursor };
  },
});

/** A page of a list that is short enough to be read whole (one teacher's, one queue's). */
async function page<T>(
  ids: readonly string[],
  cursor: string | undefined,
  limit = pageSize,
  present: (ids: readonly string[]) => Promise<T[]>,
): Promise<{ items: T[]; nextCursor?: string }> {
  const start = cursor === undefined ? 0 : ids.indexOf(cursor) + 1;
  const some = ids.slice(start, start + limit);
  const last = some.at(-1);
  return { items: await present(some), ...(start + limit < ids.length && { nextCursor: last }) };
}
