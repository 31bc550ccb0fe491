import type { Migration } from '../migrate.ts';

/** Counts what was saved of a lesson's words and of a review, so that no save undoes another one unseen. */
export const revisions: Migration = {
  name: '012-revisions',
  statements: () =>
    ['lessons', 'reviews'].flatMap((table) => [
      `alter table ${table} add column revision integer not null default 0`,
      `alter table ${table} add column saved_by text`,
    ]),
};
