import { type LevelSlug, organisationLevels } from '../contract/terms/levels.ts';

/**
 * Whether an organisation may hold a round of a level: its own level's. Rounds of the ministry are also
 * prepared by a province, and by whichever bureau is at the top of the library.
 */
export function levelFits(
  level: LevelSlug,
  organisation: { level: string; parentId: string | null },
): boolean {
  if (level === organisation.level) return true;
  return level === 'ministry' && (organisation.level === 'province' || isTopBureau(organisation));
}

function isTopBureau({ level, parentId }: { level: string; parentId: string | null }): boolean {
  return parentId === null && level !== 'school';
}

/** Initials of the English names; a county is also a district, which keeps C for the city. */
const letters: Record<LevelSlug, string> = {
  school: 'S',
  county: 'D',
  city: 'C',
  province: 'P',
  ministry: 'M',
};

/** What stands for a lesson on every reviewer's desk: 2026-C-0417. Unique within its round. */
export function entryNumber(round: { year: number; level: LevelSlug }, count: number): string {
  return `${round.year}-${letters[round.level]}-${String(count).padStart(4, '0')}`;
}

/** A level as it stands in a column. Throws when the database holds another word. */
export function toLevel(text: string): LevelSlug {
  const level = organisationLevels.find((term) => term.slug === text);
  if (!level) throw new Error(`"${text}" is not a level`);
  return level.slug;
}
