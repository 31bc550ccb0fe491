import { findRanges, stands } from './highlight.ts';
import { normalise } from './normalise.ts';
import type { Word } from './plan-words.ts';

/** A piece of a text in which words that were looked for stand. */
export interface Passage {
  /** In one line; an ellipsis stands where the text goes on before and after it. */
  text: string;
  /** Where the words stand in it: offsets in UTF-16 units. */
  ranges: [number, number][];
  /** How many different words it has. */
  words: number;
}

/** So much is shown (UTF-16 units), and so much of it before the first word. */
const shown = 60;
const before = 16;
/** Longer lines are looked at in pieces that overlap, so that the words need not be found in all of it at once. */
const pieceLength = 240;
const overlap = 60;

/** The piece of a text (lines) that has the most of the words, the first of several; null where none is in it. */
export function findPassage(text: string, words: readonly Word[]): Passage | null {
  let best: Passage | null = null;
  const lines = text.split('\n');
  for (const [at, normal] of normaliseLines(lines).entries()) {
    const line = lines[at]!;
    // Where the words stand in what was written takes long to find out: it is asked of the best places alone.
    const inLine = countWords(normal, words);
    if (inLine <= (best?.words ?? 0)) continue;
    for (let from = 0; from === 0 || from + overlap < line.length; from += pieceLength - overlap) {
      const piece = line.slice(from, from + pieceLength);
      const found = piece.length === line.length ? inLine : countWords(normalise(piece), words);
      if (found <= (best?.words ?? 0)) continue;
      best = cutOut(line, from, findRanges(piece, words), found);
      if (found === words.length) return best;
    }
  }
  return best;
}

/** Stands between lines that are normalised together, which is much quicker: no character, and no blank. */
const lineEnd = '\uFFFE';

function normaliseLines(lines: readonly string[]): string[] {
  return normalise(lines.map((line) => line.replaceAll(lineEnd, ' ')).join(lineEnd)).split(lineEnd);
}

function countWords(normal: string, words: readonly Word[]): number {
  return words.filter((word) => stands(normal, word)).length;
}

function cutOut(
  line: string,
  offset: number,
  found: readonly { start: number; end: number }[],
  words: number,
): Passage {
  const first = offset + (found[0]?.start ?? 0);
  const start = wholeCharacter(line, line.length <= shown ? 0 : Math.max(0, first - before));
  const end = wholeCharacter(
    line,
    Math.min(line.length, Math.max(start + shown, offset + (found[0]?.end ?? 0))),
  );
  const lead = start > 0 ? '…' : '';
  const ranges = found
    .map(({ start: from, end: to }): [number, number] => [offset + from, Math.min(offset + to, end)])
    .filter(([from, to]) => from < to)
    .map(([from, to]): [number, number] => [from - start + lead.length, to - start + lead.length]);
  return { text: `${lead}${line.slice(start, end)}${end < line.length ? '…' : ''}`, ranges, words };
}

/** No cut goes through a character of two units. */
function wholeCharacter(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at + 1 : at;
}
