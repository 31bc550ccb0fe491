import { ProgrammeList } from '../../contract/people.ts';
import { listProgrammes as readProgrammes } from '../../db/programmes.ts';
import { defineRoute } from '../../route.ts';
import { presentProgramme } from './present-programme.ts';

export const listProgrammes = defineRoute({
  method: 'GET',
  path: '/api/programmes',
  summary: 'Programmes, oldest first',
  rule: 'public',
  answer: ProgrammeList,
  handle: async ({ context }) => ({
    items: (await readProgrammes(context.database.db)).map(presentProgramme),
  }),
});
