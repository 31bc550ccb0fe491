import type { UploadQuota } from '../contract/uploads.ts';
import type { Db } from '../db/open-database.ts';
import { sumKeptBytes } from '../db/upload-quotas.ts';
import { refuseBeyondQuota } from './plan-creation.ts';
import type { UploadParts } from './upload-parts.ts';
import { readUploadSettings } from './upload-settings.ts';

interface QuotaHolders {
  personId: string;
  schoolId: string | null;
}

/** The quotas that are set for a teacher and the teacher's school, and how much of each is used. */
export async function readQuotas(
  { clock, limits }: Pick<UploadParts, 'clock' | 'limits'>,
  db: Db,
  { personId, schoolId }: QuotaHolders,
): Promise<UploadQuota[]> {
  const { teacherQuotaBytes, schoolQuotaBytes } = await readUploadSettings(db);
  const now = clock.now();
  const times = {
    now: now.toISOString(),
    activeSince: new Date(now.getTime() - limits.idleAfter).toISOString(),
  };
  const holders = [
    { of: 'teacher', id: personId, max: teacherQuotaBytes },
    { of: 'school', id: schoolId, max: schoolQuotaBytes },
  ] as const;
  const quotas: UploadQuota[] = [];
  for (const { of, id, max } of holders) {
    if (id === null || max === null) continue;
    quotas.push({ of, used: await sumKeptBytes(db, { of, id }, times), max });
  }
  return quotas;
}

/** Throws `QuotaReachedError` where so many bytes more are too much for the teacher or the school. */
export async function requireQuota(
  parts: Pick<UploadParts, 'clock' | 'limits'>,
  db: Db,
  holders: QuotaHolders,
  bytes: number,
): Promise<void> {
  const beyond = refuseBeyondQuota(bytes, await readQuotas(parts, db, holders));
  if (beyond) throw beyond;
}
