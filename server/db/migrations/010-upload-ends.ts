import type { Migration } from '../migrate.ts';

/** Why an upload was ended that its teacher did not end: they are told when they come back to it. */
export const uploadEnds: Migration = {
  name: '010-upload-ends',
  statements: () => ['alter table uploads add column end_reason text'],
};
