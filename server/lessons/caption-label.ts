import { dictionary } from '../contract/words/dictionary.ts';
import { fill, type Language } from '../contract/words/words.ts';
import type { Row } from '../db/schema.ts';

/** What captions are called in the player: their language, and where a program wrote them, that. */
export function captionLabel(
  { language: tag, automatic }: Pick<Row<'captions'>, 'language' | 'automatic'>,
  language: Language,
): string {
  const name =
    new Intl.DisplayNames([language === 'zh' ? 'zh-CN' : 'en'], { type: 'language' }).of(tag) ?? tag;
  return automatic === 1 ? fill(dictionary[language].player.captionsAutomatic, { language: name }) : name;
}
