import { RubricList } from '../../contract/rounds.ts';
import { listRubrics as readRubrics } from '../../db/rubrics.ts';
import { defineRoute } from '../../route.ts';

export const listRubrics = defineRoute({
  method: 'GET',
  path: '/api/rubrics',
  summary: 'The newest version of every rubric',
  rule: 'rounds.see',
  answer: RubricList,
  handle: async ({ context }) => ({ items: await readRubrics(context.database.db) }),
});
