import type { Migration } from '../migrate.ts';

/** Jobs that several workers do in parts: the job that a part belongs to, and what it hands on to that. */
export const jobParts: Migration = {
  name: '025-job-parts',
  statements: () => [
    'alter table jobs add column part_of text',
    'alter table jobs add column made text',
    'create index jobs_part_of on jobs (part_of)',
  ],
};
