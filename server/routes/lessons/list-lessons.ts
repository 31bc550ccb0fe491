import { authorise, requirePerson } from '../../access/policy.ts';
import { LessonList, LessonListQuery } from '../../contract/lessons.ts';
import { type ListedLesson, listLessonsOfTeacher, listSubmittedLessons } from '../../db/lessons.ts';
import { InvalidRequestError } from '../../errors.ts';
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
    const { db } = context.database;
    if (query.mine || query.state) {
      const person = requirePerson(actor);
      const limit = query.limit ?? pageSize;
      const after = query.cursor === undefined ? undefined : readCursor(query.cursor);
      if (!query.mine) authorise(actor, 'lessons.check-queue');
      // One more than is shown says whether there are more.
      const part = { after, limit: limit + 1 };
      const listed = query.mine
        ? await listLessonsOfTeacher(db, person.id, part)
        : await listSubmittedLessons(db, pathsToCheck(person), part);
      const shown = listed.slice(0, limit);
      const last = shown.at(-1);
      const ids = shown.map(({ id }) => id);
      return {
        items: await presentLessons(context, actor, language, ids),
        ...(listed.length > limit && last && { nextCursor: writeCursor(last) }),
      };
    }
    const { mine: _mine, state: _state, ...filters } = query;
    const found = await searchLessons(context, actor, language, { ...filters, sort: 'newest' }, signal);
    return { items: found.hits.map((hit) => hit.lesson), nextCursor: found.nextCursor };
  },
});

const writeCursor = ({ at, id }: ListedLesson) => `${at} ${id}`;

function readCursor(cursor: string): ListedLesson {
  const [at, id, ...rest] = cursor.split(' ');
  if (!at || !id || rest.length > 0) throw new InvalidRequestError();
  return { at, id };
}
