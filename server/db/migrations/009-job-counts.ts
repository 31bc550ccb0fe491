import type { Migration } from '../migrate.ts';

/** What the operator's page and the metrics count every few seconds, without reading the jobs themselves. */
export const jobCounts: Migration = {
  name: '009-job-counts',
  statements: () => ['create index jobs_counts on jobs (kind, state, created_at)'],
};
