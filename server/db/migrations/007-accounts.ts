import type { Migration } from '../migrate.ts';

/** Limits that several processes count together, and the second factor of an account. */
export const accounts: Migration = {
  name: '007-accounts',
  statements: () => [
    `create table request_limits (key text primary key, used_until bigint not null)`,
    `create table second_factors (
      person_id text primary key references people (id), secret text not null, confirmed_at text,
      last_step bigint not null default 0, recovery_codes text not null default '[]', created_at text not null)`,
  ],
};
