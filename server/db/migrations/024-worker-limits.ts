import type { Migration } from '../migrate.ts';

/** What a worker takes of its machine at most, as it said itself. */
export const workerLimits: Migration = {
  name: '024-worker-limits',
  statements: () => ['alter table workers add column limits text'],
};
