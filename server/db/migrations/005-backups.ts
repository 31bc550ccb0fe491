import type { Migration } from '../migrate.ts';

/** What is known of backups: for the operator's page, and so that sweeps leave a running one its files. */
export const backups: Migration = {
  name: '005-backups',
  statements: () => [
    `create table backups (
      id text primary key, name text not null, target text not null, state text not null,
      started_at text not null, beat_at text not null, ended_at text, row_count bigint not null default 0,
      file_count bigint not null default 0, bytes bigint not null default 0, copied_bytes bigint not null default 0,
      damaged bigint not null default 0, error text)`,
    `create index backups_started on backups (started_at)`,
  ],
};
