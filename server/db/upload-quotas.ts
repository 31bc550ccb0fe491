import type { Db } from './open-database.ts';

/** Whose bytes are counted. */
export interface QuotaHolder {
  of: 'teacher' | 'school';
  id: string;
}

/** Bytes of the originals that lessons have; one that several lessons share is stored, and counted, once. */
export async function sumOriginals(db: Db, holder: QuotaHolder): Promise<number> {
  const { bytes } = await db
    .selectFrom('originals')
    .select(({ fn }) => fn.sum<number | string | null>('bytes').as('bytes'))
    .where('id', 'in', ({ selectFrom }) =>
      selectFrom('lessons')
        .select('original_id')
        .where('original_id', 'is not', null)
        .where(holder.of === 'teacher' ? 'teacher_id' : 'school_id', '=', holder.id)
        .$narrowType<{ original_id: string }>(),
    )
    .executeTakeFirstOrThrow();
  return Number(bytes ?? 0);
}

/**
 * Bytes that open uploads have and will have; one without a byte counts only while it was active after
 * `activeSince`.
 */
export async function sumOpenUploads(
  db: Db,
  holder: QuotaHolder,
  { now, activeSince }: { now: string; activeSince: string },
): Promise<number> {
  const { bytes } = await db
    .selectFrom('uploads')
    .select(({ fn }) => fn.sum<number | string | null>('length').as('bytes'))
    .where('state', '=', 'open')
    .where('expires_at', '>', now)
    .where((where) => where.or([where('offset', '>', 0), where('active_at', '>=', activeSince)]))
    .where(holder.of === 'teacher' ? 'person_id' : 'school_id', '=', holder.id)
    .executeTakeFirstOrThrow();
  return Number(bytes ?? 0);
}
