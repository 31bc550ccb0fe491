import { z } from 'zod';
import type { Db, Trx } from '../db/open-database.ts';
import { lockSetting, readSetting, writeSetting } from '../db/settings.ts';

const key = 'current-editions';

const CurrentEditionsSchema = z.record(z.string(), z.array(z.string()));

/** The editions a region uses now, by `stage/subject`; for what is not named, all are alike. */
export type CurrentEditions = z.infer<typeof CurrentEditionsSchema>;

export async function readCurrentEditions(db: Db): Promise<CurrentEditions> {
  return (await readSetting(db, key, CurrentEditionsSchema)) ?? {};
}

/** Sets those of one subject of one stage; none: all are alike again. */
export async function writeCurrentEditions(
  trx: Trx,
  { stage, subject, editions }: { stage: string; subject: string; editions: readonly string[] },
): Promise<void> {
  const kept = await lockSetting(trx, key, CurrentEditionsSchema, {});
  const { [placeKey(stage, subject)]: _, ...others } = kept;
  const own = editions.length > 0 && { [placeKey(stage, subject)]: [...new Set(editions)] };
  await writeSetting(trx, key, { ...others, ...own });
}

/** Whether a book's or an edition's node is in use in the region; null where the region has not said. */
export function isCurrentEdition(
  current: CurrentEditions,
  { stage, subject, edition }: { stage: string; subject: string | null; edition: string | null },
): boolean | null {
  const own = current[placeKey(stage, subject ?? '')];
  return own === undefined ? null : edition !== null && own.includes(edition);
}

const placeKey = (stage: string, subject: string) => `${stage}/${subject}`;
