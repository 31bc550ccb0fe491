/** The languages a person can choose; the first is the product's own. */
export const languages = ['zh', 'en'] as const;
export type Language = (typeof languages)[number];

/** BCP 47 tag for `lang=`, `Intl` and `Content-Language`. */
export const languageTag: Record<Language, string> = { zh: 'zh-CN', en: 'en' };

/** Fills `{name}` in a text. A value that is missing stays visible, which a test would see. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
