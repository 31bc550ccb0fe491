import type { Words } from '../../../server/contract/words/dictionary.ts';

/** What a job does, in words; one of a kind that this page does not know keeps its name. */
export function kindName(kind: string, words: Words<'system'>): string {
  const key = `kind.${kind}`;
  return key in words ? words[key as 'kind.transcode'] : kind;
}
