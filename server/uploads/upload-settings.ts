import { UploadSettings } from '../contract/uploads.ts';
import type { Db } from '../db/open-database.ts';
import { readSetting, writeSetting } from '../db/settings.ts';

const key = 'uploads';

export async function readUploadSettings(db: Db): Promise<UploadSettings> {
  return (await readSetting(db, key, UploadSettings)) ?? UploadSettings.parse({});
}

/** They hold for what comes from now on: an upload keeps the day that its teacher was told until its next byte. */
export async function writeUploadSettings(db: Db, settings: UploadSettings): Promise<void> {
  await writeSetting(db, key, settings);
}

const day = 24 * 3600 * 1000;

/** When an upload whose last byte came `now` expires. */
export function expiryAfter(now: Date, { keepDays }: Pick<UploadSettings, 'keepDays'>): string {
  return new Date(now.getTime() + keepDays * day).toISOString();
}
