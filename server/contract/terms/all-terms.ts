import { editions } from './editions.ts';
import { grades } from './grades.ts';
import { attachmentKinds, kinds } from './lesson-kinds.ts';
import { awards, organisationLevels, roundLevels } from './levels.ts';
import { licences } from './licences.ts';
import { roles } from './roles.ts';
import { groupKinds, natures, places } from './schools.ts';
import { stages } from './stages.ts';
import { subjects } from './subjects.ts';
import type { Term } from './term.ts';
import { volumes } from './volumes.ts';

/** Every list of terms by its name, as `GET /api/terms` answers it. */
export const allTerms = {
  stages,
  subjects,
  grades,
  editions,
  volumes,
  kinds,
  attachmentKinds,
  awards,
  roundLevels,
  organisationLevels,
  natures,
  places,
  groupKinds,
  roles,
  licences,
} as const satisfies Record<string, readonly Term[]>;

export type TermListName = keyof typeof allTerms;
