import type { Actor } from '../access/actor.ts';
import { may } from '../access/policy.ts';
import type { Organisation } from '../contract/people.ts';
import type { Db } from '../db/open-database.ts';
import { listOrganisations } from '../db/organisations.ts';

/** The organisations whose people and rounds somebody manages, from the top down. */
export async function toOrganisations(db: Db, actor: Actor): Promise<Organisation[]> {
  const rows = await listOrganisations(db);
  return rows
    .filter((row) => may(actor, 'rounds.create', row))
    .map(({ id, parent_id, level, name, nature, place }) => ({
      id,
      parent: parent_id,
      level: level as Organisation['level'],
      name,
      nature,
      place,
    }));
}
