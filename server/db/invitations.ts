import type { Db } from './open-database.ts';
import type { NewRow, Row } from './schema.ts';

export type InvitationPurpose = 'first-administrator' | 'password';

/** Those of somebody that were not used stop working. */
export async function deleteOpenInvitations(
  db: Db,
  purpose: InvitationPurpose,
  personId: string | null,
): Promise<void> {
  await db
    .deleteFrom('invitations')
    .where('purpose', '=', purpose)
    .where('person_id', personId === null ? 'is' : '=', personId)
    .where('used_at', 'is', null)
    .execute();
}

/** Adds a one-time link; those of the same purpose (and person) that were not used stop working. */
export async function replaceInvitation(
  db: Db,
  invitation: NewRow<'invitations'> & { purpose: InvitationPurpose },
): Promise<void> {
  const { purpose, person_id = null } = invitation;
  await deleteOpenInvitations(db, purpose, person_id);
  await db.insertInto('invitations').values(invitation).execute();
}

/** An invitation that can still be used. */
export function findOpenInvitation(
  db: Db,
  tokenHash: string,
  purpose: InvitationPurpose,
  now: string,
): Promise<Row<'invitations'> | undefined> {
  return db
    .selectFrom('invitations')
    .selectAll()
    .where('token_hash', '=', tokenHash)
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
}

/** Marks an open invitation as used; false when somebody was faster or its time is over. */
export async function useInvitation(
  db: Db,
  tokenHash: string,
  purpose: InvitationPurpose,
  now: string,
): Promise<boolean> {
  const result = await db
    .updateTable('invitations')
    .set({ used_at: now })
    .where('token_hash', '=', tokenHash)
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
