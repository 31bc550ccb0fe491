import type { Migration } from '../migrate.ts';

/**
 * Links made before it was kept who made them count as made on the server, and would stand when their maker may not
 * make them any more. They held for a day; whoever still needs one is given another.
 */
export const openPasswordLinks: Migration = {
  name: '020-open-password-links',
  statements: () => [
    'delete from invitations where person_id is not null and made_by is null and used_at is null',
  ],
};
