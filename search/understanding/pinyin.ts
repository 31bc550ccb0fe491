import { pinyin } from 'pinyin-pro';
import { normalise } from './normalise.ts';

/** Tokens of letters are not longer: who has typed so many has named one thing. */
const lettersLimit = 16;
/** What initials begin with, so that fs is not taken for the beginning of a word; no word begins so. */
export const initialsMark = '0i';

/** Where several readings are common the one that the context suggests may not be the one that is typed. */
const polyphones = new Set(
  '重长乐行调还都得会说传弹系中正为相教觉空种落血背差处发分干供更好和假间将卷看量没难宁强切曲少舍省石似宿提吐要应载扎占涨朝折只转率露薄泊曾单仇盖解燕查翟区尉朴华任纪',
);
/** So many characters of one text are read in a second way. */
const secondReadings = 3;

const unitPattern = /\p{sc=Han}|[[\p{L}\p{N}]--\p{sc=Han}]+/gv;

const remembered = new Map<string, readonly string[]>();
const rememberedLimit = 20_000;

/**
 * How a text is read, in units: a syllable for each Han character (ü is v, tones are left out), other letters
 * and digits as they are; punctuation is no unit. `name` reads the first character as a surname.
 */
export function readAloud(text: string, kind: 'text' | 'name' = 'text'): readonly string[] {
  const key = `${kind} ${text}`;
  const known = remembered.get(key);
  if (known) return known;
  const units = unitsOf(normalise(text), kind);
  if (remembered.size >= rememberedLimit) remembered.clear();
  remembered.set(key, units);
  return units;
}

function unitsOf(normalised: string, kind: 'text' | 'name'): string[] {
  const pieces = normalised.match(unitPattern) ?? [];
  const han = pieces.filter(isHan).join('');
  const sounds = syllables(han, kind);
  let next = 0;
  return pieces.map((piece) => (isHan(piece) ? sounds[next++]! : piece));
}

function syllables(han: string, kind: 'text' | 'name'): string[] {
  const characters = [...han];
  const options = { toneType: 'none', type: 'array', v: true } as const;
  const inContext = pinyin(han, { ...options, surname: kind === 'name' ? 'head' : 'off' });
  if (inContext.length === characters.length) return inContext;
  return characters.map((character) => pinyin(character, options)[0] ?? character);
}

function isHan(piece: string): boolean {
  return /^\p{sc=Han}/u.test(piece);
}

/**
 * The letters by which a text is found: from every unit on, all syllables joined (fenshudechu…) and, behind a
 * mark, their initials; what is typed is the beginning of one of them. Of a text without Han characters all its words
 * joined.
 */
export function letterTokens(text: string, kind: 'text' | 'name' = 'text'): string[] {
  const tokens = new Set<string>();
  // Lookatmynose: of other words only the whole text, since each has its place among the words already.
  if (!/\p{sc=Han}/u.test(text)) {
    const words = readAloud(text, kind);
    return words.length > 1 ? [joined(words, 0)] : [];
  }
  for (const units of readings(text, kind)) {
    const initials = units.map((unit) => unit.charAt(0)).join('');
    for (let at = 0; at < units.length; at++) {
      tokens.add(joined(units, at));
      if (units.length - at > 1) tokens.add(initialsMark + initials.slice(at, at + lettersLimit));
    }
  }
  return [...tokens];
}

function joined(units: readonly string[], from: number): string {
  let letters = '';
  for (let at = from; at < units.length && letters.length < lettersLimit; at++) letters += units[at];
  return letters.slice(0, lettersLimit);
}

/** The reading in context, then those in which one character is read in its other way. */
function readings(text: string, kind: 'text' | 'name'): (readonly string[])[] {
  const units = readAloud(text, kind);
  const found = [units];
  const characters = normalise(text).match(unitPattern) ?? [];
  for (const [at, character] of characters.entries()) {
    if (found.length > secondReadings) break;
    if (!polyphones.has(character)) continue;
    for (const other of otherReadings(character, units[at]!)) found.push(units.with(at, other));
  }
  return found;
}

function otherReadings(character: string, not: string): string[] {
  const all = pinyin(character, { toneType: 'none', type: 'array', multiple: true, v: true });
  return [...new Set(all)].filter((syllable) => syllable !== not).slice(0, 1);
}

const syllable =
  '(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|ai|ei|ui|ao|ou|iu|ie|ve|ue|er|an|en|in|un|vn|ia|ua|uo|a|o|e|i|u|v)';
const syllablesOnly = new RegExp(`^(?:${syllable})+$`, 'u');

/** Whether letters can be read as whole syllables. */
export function isPinyin(letters: string): boolean {
  return syllablesOnly.test(letters);
}

/** What is looked for where a word of letters is taken for initials. */
export function initialsToken(letters: string): string {
  return initialsMark + letters.slice(0, lettersLimit);
}

/** As much of a word of letters as tokens have. */
export function cutLetters(word: string): string {
  return word.slice(0, word.startsWith(initialsMark) ? initialsMark.length + lettersLimit : lettersLimit);
}

/** How letters meet a text: they read all of it, or some of its units from the first to the last letter, or no. */
export function lettersMeet(
  letters: string,
  text: string,
  kind: 'text' | 'name' = 'text',
): 'whole' | 'part' | null {
  const ways = readings(text, kind).flatMap((units) => [units, units.map((unit) => unit.charAt(0))]);
  let met: 'part' | null = null;
  for (const units of ways) {
    for (let at = 0; at < units.length; at++) {
      const end = readTo(letters, units, at);
      if (end === units.length && at === 0) return 'whole';
      if (end !== null) met = 'part';
    }
  }
  return met;
}

/* The place behind the last unit that the letters read from `from` on, if they end where a unit does. */
function readTo(letters: string, units: readonly string[], from: number): number | null {
  let place = 0;
  for (let at = from; at < units.length; at++) {
    if (!letters.startsWith(units[at]!, place)) return null;
    place += units[at]!.length;
    if (place === letters.length) return at + 1;
  }
  return null;
}
