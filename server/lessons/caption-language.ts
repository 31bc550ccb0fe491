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
