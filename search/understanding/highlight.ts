import { highlightEnd, highlightStart } from '../query.ts';
import { normaliseMapped } from './normalise.ts';
import type { Word } from './plan-words.ts';

/** How much of a long text is shown around its first match, in UTF-16 units. */
const snippetLength = 120;

/** Marks the words in a text; null where none of them is. Long texts are cut to the surroundings of the first. */
export function highlight(text: string, words: readonly Word[]): string | null {
  const ranges = findRanges(text, words);
  const first = ranges[0];
  if (!first) return null;
  const from =
    text.length > snippetLength ? characterStart(text, Math.max(0, first.start - snippetLength / 4)) : 0;
  const to = characterStart(text, Math.max(first.end, Math.min(text.length, from + snippetLength)));
  let result = from > 0 ? '…' : '';
  let at = from;
  for (const { start, end } of ranges) {
    if (end > to) break;
    result += plain(text.slice(at, start)) + highlightStart + plain(text.slice(start, end)) + highlightEnd;
    at = end;
  }
  return result + plain(text.slice(at, to)) + (to < text.length ? '…' : '');
}

function findRanges(text: string, words: readonly Word[]): { start: number; end: number }[] {
  const mapped = normaliseMapped(text);
  const marked = new Uint8Array(mapped.text.length);
  for (const word of words) {
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

function plain(text: string): string {
  return text.replaceAll(highlightStart, ' ').replaceAll(highlightEnd, ' ');
}

/* The start of the character in whose middle an offset may lie. */
function characterStart(text: string, offset: number): number {
  return /[\uDC00-\uDFFF]/.test(text[offset] ?? '') && offset > 0 ? offset - 1 : offset;
}
