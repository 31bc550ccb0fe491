import type { LessonDocument } from '../document.ts';
import { normalise } from '../understanding/normalise.ts';
import type { Word } from '../understanding/plan-words.ts';
import { tokenise } from '../understanding/tokenise.ts';

/*
 * What captions and attachments say is long, and tells less of a lesson than anything else. So it is kept apart
 * from the other texts: as a set of tokens, without places and numbers, in which the lesson's own texts stand too,
 * so that one word may be said in its title and another in a caption. A mark before each token, with which no
 * word begins, keeps the two from being found in each other's place.
 */
export const contentMark = '0q0';

/** So many different tokens of a lesson are kept: more than an hour of speech and a thick set of slides have. */
const mostTokens = 6000;
/** Meilisearch looks at no more than ten words. */
const mostAsked = 10;

/** Every different token of a lesson that has captions or attachments with text; none where it has neither. */
export function contentTokens(document: LessonDocument): string[] {
  const { captionText, attachmentText } = document;
  if (captionText === '' && attachmentText === '') return [];
  const { title, keywords, nodePath, teacher, school, summary } = document;
  const own = [title, ...keywords, nodePath, teacher, school, summary].join('\n');
  const tokens = new Set<string>();
  for (const text of [own, captionText, attachmentText]) {
    for (const line of text.split('\n')) {
      for (const token of tokenise(normalise(line))) {
        if (tokens.size === mostTokens) return [...tokens];
        tokens.add(contentMark + token);
      }
    }
  }
  return [...tokens];
}

/** What is asked for among them; the last token may go on where `open`. */
export interface ContentQuestion {
  tokens: readonly string[];
  open: string | null;
}

/** Null where the words are too short for long texts: one character alone is in all of them. */
export function askContents(words: readonly Word[]): ContentQuestion | null {
  const telling = words.filter((word) => !/^\p{sc=Han}$|^[a-z\d]$/u.test(word.text));
  if (telling.length === 0) return null;
  const last = telling.at(-1);
  const open = last?.prefix ? last.tokens.at(-1) : undefined;
  const whole = new Set(telling.flatMap((word) => word.tokens));
  if (open !== undefined) whole.delete(open);
  return {
    tokens: [...whole].slice(0, mostAsked - 1).map((token) => contentMark + token),
    open: open === undefined ? null : contentMark + open,
  };
}
