import { z } from 'zod';
import { fromJson, toJson } from './json-column.ts';
import type { Db, Trx } from './open-database.ts';
import type { Row } from './schema.ts';

export interface SecondFactorRow extends Omit<Row<'second_factors'>, 'recovery_codes'> {
  /** SHA-256 of those that are left, hexadecimal. */
  recovery_codes: string[];
}

/** What somebody signs in with besides the password, whether confirmed or only begun. */
export async function findSecondFactor(db: Db, personId: string): Promise<SecondFactorRow | undefined> {
  const row = await db
    .selectFrom('second_factors')
    .selectAll()
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row && { ...row, recovery_codes: fromJson(z.array(z.string()), row.recovery_codes) };
}

/** Begins one anew; one that is confirmed stays as it is. False where it stayed. */
export async function beginSecondFactor(
  db: Db,
  { personId, secret, now }: { personId: string; secret: string; now: string },
): Promise<boolean> {
  const result = await db
    .insertInto('second_factors')
    .values({ person_id: personId, secret, created_at: now })
    .onConflict((conflict) =>
      conflict.column('person_id').doUpdateSet({ secret }).where('second_factors.confirmed_at', 'is', null),
    )
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Confirms one that was begun; false when it was already, or is no longer there. */
export async function confirmSecondFactor(
  db: Db,
  given: { personId: string; secret: string; step: number; recoveryCodes: string[]; now: string },
): Promise<boolean> {
  const result = await db
    .updateTable('second_factors')
    .set({
      confirmed_at: given.now,
      last_step: given.step,
      recovery_codes: toJson(given.recoveryCodes),
    })
    .where('person_id', '=', given.personId)
    .where('secret', '=', given.secret)
    .where('confirmed_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Takes the code of a step; false when it or one after it has been taken. */
export async function useStep(db: Db, personId: string, step: number): Promise<boolean> {
  const result = await db
    .updateTable('second_factors')
    .set({ last_step: step })
    .where('person_id', '=', personId)
    .where('last_step', '<', step)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Takes a recovery code; false when it is none, or has been taken. */
export async function useRecoveryCode(trx: Trx, personId: string, codeHash: string): Promise<boolean> {
  const factor = await findSecondFactor(trx, personId);
  if (!factor?.recovery_codes.includes(codeHash)) return false;
  const left = factor.recovery_codes.filter((code) => code !== codeHash);
  // Of two that come with the same code, the second finds the list changed.
  const result = await trx
    .updateTable('second_factors')
    .set({ recovery_codes: toJson(left) })
    .where('person_id', '=', personId)
    .where('recovery_codes', '=', toJson(factor.recovery_codes))
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** True when there was one. */
export async function deleteSecondFactor(db: Db, personId: string): Promise<boolean> {
  const result = await db.deleteFrom('second_factors').where('person_id', '=', personId).executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Those of these people who have a confirmed one. */
export async function listPeopleWithSecondFactor(db: Db, personIds: readonly string[]): Promise<Set<string>> {
  if (personIds.length === 0) return new Set();
  const rows = await db
    .selectFrom('second_factors')
    .select('person_id')
    .where('person_id', 'in', [...personIds])
    .where('confirmed_at', 'is not', null)
    .execute();
  return new Set(rows.map((row) => row.person_id));
}
