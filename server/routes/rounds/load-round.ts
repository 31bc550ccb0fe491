import { z } from 'zod';
import { findRound, type RoundRow } from '../../db/rounds.ts';
import { NotFoundError } from '../../errors.ts';
import type { Call } from '../../route.ts';

export const RoundParams = z.object({ id: z.string() });

/** Throws `NotFoundError`. */
export async function loadRound({ context }: Pick<Call, 'context'>, id: string): Promise<RoundRow> {
  const round = await findRound(context.database.db, id);
  if (!round) throw new NotFoundError();
  return round;
}
