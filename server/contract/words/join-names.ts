import type { Language } from './words.ts';

/** Names in one line: `小学、初中`, `primary, junior`. */
export function joinNames(names: readonly string[], language: Language): string {
  return names.join(language === 'zh' ? '、' : ', ');
}
