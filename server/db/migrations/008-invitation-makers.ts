import type { Migration } from '../migrate.ts';

/** Who made a one-time link: it is worth as much as their right to make it. */
export const invitationMakers: Migration = {
  name: '008-invitation-makers',
  statements: () => ['alter table invitations add column made_by text references people (id)'],
};
