import { normalise } from './normalise.ts';
import { initialsToken, isPinyin } from './pinyin.ts';
import { numberInShort, readNumbers } from './printed-numbers.ts';
import { isNumbered, splitRuns, tokenise, tokensOfRun } from './tokenise.ts';

/** Something that a lesson has or has not: its tokens, one after the other, in any field. */
export interface Word {
  /** Normalised, for highlighting. */
  text: string;
  tokens: readonly string[];
  /** The last token may go on: the person may still be typing it. */
  prefix: boolean;
  /** What the same may be called besides: any of these will do in its place. */
  others?: readonly Word[];
}

/** The text part of a query, cut the same way for every engine. */
export interface WordPlan {
  /** At most `wordLimit`. */
  words: readonly Word[];
  /** The tokens of the whole text in order: a title that has them so is better than one that has them apart. */
  whole: readonly string[];
}

/** Meilisearch looks at no more than ten words; the other engine need not look at more. */
export const wordLimit = 10;
/** Nobody types more; what is pasted beyond it (characters) is not looked at. */
const textLimit = 200;

/** From here on a word that can be read as syllables may be only the beginning of what they spell. */
const shortestPinyin = 4;

function isOpenPinyin(word: string): boolean {
  return word.length >= shortestPinyin && isPinyin(word);
}

/* Words that ask rather than name; they count only where there is nothing else. */
const fillers = new Set(
  '的 了 吗 呢 吧 啊 和 与 及 在 是 有 请 我 想 要 学 讲 怎么 怎样 怎么样 如何 什么 哪些 哪个 视频 讲解'.split(
    ' ',
  ),
);

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/** Cuts the text of a query into the words that a lesson must have. */
export function planWords(text: string): WordPlan {
  const normalised = readNumbers(normalise(text.slice(0, textLimit * 4))).slice(0, textLimit);
  const words: Word[] = [];
  for (const run of splitRuns(normalised)) {
    const before = words.at(-1);
    if (run.script === 'han') words.push(...hanWords(withoutCounter(run.text, before)));
    else if (before && isNumbered(before, run)) {
      const text = `${before.text} ${run.text}`;
      words[words.length - 1] = { text, tokens: tokenise(text), prefix: false };
    } else words.push(withNumber({ text: run.text, tokens: tokensOfRun(run), prefix: false }));
  }
  const telling = words.filter((word) => !fillers.has(word.text));
  const kept = (telling.length > 0 ? telling : words).slice(0, wordLimit);
  const last = kept.findLastIndex(({ text: word }) => mayGoOn(word));
  const open = kept[last];
  if (open && (normalised.replace(/[^\p{L}\p{N}]+$/u, '').endsWith(open.text) || isOpenPinyin(open.text))) {
    kept[last] = { ...open, prefix: true };
  }
  return { words: kept, whole: tokenise(normalised).slice(0, 3 * wordLimit) };
}

/* u3 is Unit 3 as well. */
function withNumber(word: Word): Word {
  const number = numberInShort(word.text);
  return number === null
    ? word
    : { ...word, others: [{ text: number, tokens: tokenise(number), prefix: false }] };
}

/* One letter is the beginning of too much, and so is what the tokens of Han characters begin with. */
function mayGoOn(word: string): boolean {
  return /^(?!zq)[a-z].*[a-z]$/.test(word);
}

/** Everything a text says, each stretch as it stands. */
export function planLiteral(text: string): WordPlan {
  const { words, whole } = planTyping(text);
  return { words: words.map((word) => ({ ...word, prefix: isOpenPinyin(word.text) })), whole };
}

/** The letters of a text taken for the initials of what is looked for. */
export function planInitials(letters: string): WordPlan {
  return { words: [{ text: letters, tokens: [initialsToken(letters)], prefix: true }], whole: [] };
}

/** Cuts a text that is still being typed: every stretch whole, the last one open. */
export function planTyping(text: string): WordPlan {
  const normalised = normalise(text.slice(0, textLimit * 4)).slice(0, textLimit);
  const runs = splitRuns(normalised).slice(0, wordLimit);
  const words = runs.map((run, index) => ({
    text: run.text,
    tokens: tokensOfRun(run),
    prefix: index === runs.length - 1 && (run.script === 'han' || mayGoOn(run.text)),
  }));
  return { words, whole: tokenise(normalised).slice(0, 3 * wordLimit) };
}

/**
 * What a text that is still being typed may become, best first: its words (letters are also read aloud), and where
 * it is nothing but letters all of them as syllables and as initials. Empty where it has no words.
 */
export function planSuggestions(text: string): WordPlan[] {
  const typed = planTyping(text);
  if (typed.words.length === 0) return [];
  const letters = lettersOf(text);
  if (letters === null) return [typed];
  return [typed, ...(typed.words.length > 1 ? [planTyping(letters)] : []), planInitials(letters)];
}

/** The letters of a text that has nothing else, joined: they may be pinyin. */
export function lettersOf(text: string): string | null {
  const letters = normalise(text).replaceAll(/[ '-]/g, '');
  return /^[a-z]{2,40}$/.test(letters) ? letters : null;
}

/** The pairs of which the words and their synonyms consist, for asking which lessons have at least some of them. */
export function loosen(plan: WordPlan): WordPlan {
  const words = plan.words
    .flatMap((word) => [word, ...(word.others ?? [])])
    .flatMap(({ text, tokens, prefix }) => tokens.map((token) => ({ text, tokens: [token], prefix })));
  return { words: words.slice(0, wordLimit), whole: plan.whole };
}

/* What follows an ordinal begins with its counter, which the ordinal has said already. */
function withoutCounter(text: string, before: Word | undefined): string {
  const counter = /^第\d+(.+)$/u.exec(before?.text ?? '')?.[1];
  return counter !== undefined && text.startsWith(counter) ? text.slice(counter.length) : text;
}

/* Neighbouring single characters are more often a name the dictionary does not know than words of their own. */
function hanWords(text: string): Word[] {
  const pieces: string[] = [];
  let loose = '';
  const flush = () => {
    if (loose) pieces.push(loose);
    loose = '';
  };
  for (const { segment } of segmenter.segment(text)) {
    if ([...segment].length === 1 && !fillers.has(segment)) loose += segment;
    else {
      flush();
      pieces.push(segment);
    }
  }
  flush();
  return pieces.map((piece) => ({
    text: piece,
    tokens: tokensOfRun({ script: 'han', text: piece }),
    prefix: false,
  }));
}
