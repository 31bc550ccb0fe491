import { z } from 'zod';
import type { LibrarySettings } from './contract/pages.ts';
import type { Db } from './db/open-database.ts';
import { readSetting, writeSetting } from './db/settings.ts';

const key = 'library';

const text = z.string().trim().max(200).default('');

/** What the bureau says about itself: name in the header, what the law wants in the footer. */
export const LibrarySettingsSchema = z.object({
  name: z.string().trim().min(1).max(50).default('千课'),
  place: z.string().trim().max(6).default(''),
  organiser: text,
  icp: text,
  publicSecurity: text,
  reportAddress: text,
}) satisfies z.ZodType<LibrarySettings>;

export async function readLibrarySettings(db: Db): Promise<LibrarySettings> {
  return (await readSetting(db, key, LibrarySettingsSchema)) ?? LibrarySettingsSchema.parse({});
}

export async function writeLibrarySettings(db: Db, settings: LibrarySettings): Promise<void> {
  await writeSetting(db, key, settings);
}
