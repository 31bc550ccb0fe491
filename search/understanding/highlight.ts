import { highlightEnd, highlightStart } from '../query.ts';
import { normaliseMapped } from './normalise.ts';
import type { Word } from './plan-words.ts';

/** The whole text with the words marked, so that places in it stay those of the text; null where none is. */
export function highlight(text: string, words: readonly Word[]): string | null {
  const ranges = findRanges(text, words);
  if (ranges.length === 0) return null;
  let result = '';
  let at = 0;
  for (const { start, end } of ranges) {
    result += plain(text.slice(at, start)) + highlightStart + plain(text.slice(start, end)) + highlightEnd;
    at = end;
  }
  return result + plain(text.slice(at));
}

/** Where the words stand in a text, in UTF-16 units, in order and apart from each other. */
export function findRanges(text: string, words: readonly Word[]): { start: number; end: number }[] {
  const mapped = normaliseMapped(text);
  const marked = new Uint8Array(mapped.text.length);
  for (const word of words.flatMap((one) => [one, ...(one.others ?? [])])) {
    for (const start of occurrences(mapped.text, word)) marked.fill(1, start, start + word.text.length);
  }
  const ranges: { start: number; end: number }[] = [];
  let at = 0;
  while (at < marked.length) {
    if (!marked[at]) {
      at++;
      continue;
    }
    const from = at;
    while (at < marked.length && marked[at]) at++;
    ranges.push({ start: mapped.offsets[from]!, end: mapped.offsets[at]! });
  }
  return ranges;
}

/** Whether a word stands in a text that was normalised: at once, without the way back to what was written. */
export function stands(normal: string, word: Word): boolean {
  return occurrences(normal, word).next().done === false;
}

function* occurrences(text: string, word: Word): Generator<number> {
  const han = /\p{sc=Han}/u.test(word.text);
  const letter = /[\p{L}\p{N}]/u;
  for (let at = text.indexOf(word.text); at >= 0; at = text.indexOf(word.text, at + 1)) {
    const before = text[at - 1];
    const after = text[at + word.text.length];
    const beginsWord = han || before === undefined || !letter.test(before) || /\p{sc=Han}/u.test(before);
    const endsWord =
      han || word.prefix || after === undefined || !letter.test(after) || /\p{sc=Han}/u.test(after);
    if (beginsWord && endsWord) yield at;
  }
}

/** Marks in the text itself become blanks, which keeps its length. */
function plain(text: string): string {
  return text.replaceAll(highlightStart, ' ').replaceAll(highlightEnd, ' ');
}
