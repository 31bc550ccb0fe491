import type { Migration } from '../migrate.ts';

/** Whose space an upload takes, so that a school's open uploads can be counted before a lesson has them. */
export const uploadQuotas: Migration = {
  name: '002-upload-quotas',
  statements: () => [
    `alter table uploads add column school_id text references organisations (id)`,
    `create index uploads_school on uploads (school_id, state)`,
  ],
};
