import type { Migration } from '../migrate.ts';

/** The place of a job among those of all groups; jobs from before keep the order they came in. */
export const fairTurns: Migration = {
  name: '004-fair-turns',
  statements: () => ['alter table jobs add column turn integer not null default 0'],
};
