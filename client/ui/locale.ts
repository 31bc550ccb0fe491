import type { Dictionary } from '../../server/contract/words/dictionary.ts';
import type { Language } from '../../server/contract/words/words.ts';

/** What a server-rendered component needs to speak: islands get only the words of their own screen. */
export interface Locale {
  language: Language;
  words: Dictionary;
  /** IANA name of the region's time zone. */
  timeZone: string;
}
