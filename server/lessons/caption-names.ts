import { dictionary } from '../contract/words/dictionary.ts';
import { fill, type Language } from '../contract/words/words.ts';
import type { Row } from '../db/schema.ts';

/** Languages of China's schools whose Chinese names in CLDR are those of other countries or of one dialect. */
const ownNames: Record<string, string> = {
  ii: '彝语',
  kac: '景颇语',
  ko: '朝鲜语',
  ky: '柯尔克孜语',
  tt: '塔塔尔语',
};

/** Asked for every lesson of a page: making them takes longer than all their answers. */
const namesIn: Readonly<Record<Language, Intl.DisplayNames>> = {
  zh: new Intl.DisplayNames(['zh-CN'], { type: 'language' }),
  en: new Intl.DisplayNames(['en'], { type: 'language' }),
};

/** What a language (a canonical tag) is called: `ug` → 维吾尔语, `mn-Mong` → 蒙古语（蒙古文）. */
export function languageName(tag: string, language: Language): string {
  const names = namesIn[language];
  const name = names.of(tag) ?? tag;
  const spoken = new Intl.Locale(tag).language;
  const own = language === 'zh' ? ownNames[spoken] : undefined;
  return own === undefined ? name : name.replace(names.of(spoken) ?? tag, own);
}

/** What captions are called in the player: their language, and where a program wrote them, that. */
export function captionLabel(
  { language: tag, automatic }: Pick<Row<'captions'>, 'language' | 'automatic'>,
  language: Language,
): string {
  const name = languageName(tag, language);
  return automatic === 1 ? fill(dictionary[language].player.captionsAutomatic, { language: name }) : name;
}
