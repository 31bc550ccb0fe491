const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });
const longestTag = 20;

/**
 * The canonical form of a BCP 47 tag of language, script and region (`zh-hant` → `zh-Hant`); null for
 * anything else and for languages nobody has a name for.
 */
export function readLanguageTag(given: string): string | null {
  try {
    const locale = new Intl.Locale(given);
    const known = names.of(locale.language) !== undefined;
    return known && locale.toString() === locale.baseName && locale.baseName.length <= longestTag
      ? locale.baseName
      : null;
  } catch {
    return null;
  }
}

/**
 * Languages that a teacher is offered for captions: those of China's schools, then those taught as foreign ones. Any
 * other tag is taken as well.
 */
export const offeredLanguages: readonly string[] = [
  ...['zh', 'en', 'ug', 'bo', 'mn', 'kk', 'ko', 'za', 'ii', 'ky'],
  ...['ja', 'ru', 'fr', 'de', 'es', 'ar'],
];

/** For sorting: in the order in which languages are offered, others behind them. */
export function byLanguage(a: { language: string }, b: { language: string }): number {
  return placeOf(a.language) - placeOf(b.language) || a.language.localeCompare(b.language, 'en');
}

function placeOf(tag: string): number {
  const place = offeredLanguages.indexOf(new Intl.Locale(tag).language);
  return place < 0 ? offeredLanguages.length : place;
}
