import { pinyin } from 'pinyin-pro';

/**
 * The form in which a rule compares texts: compatibility forms, case, punctuation and spaces beside Han
 * characters do not count. It is the judge's own, so that a fault of the search's is not taken for right.
 */
export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’]/gu, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .replace(/ (?=\p{sc=Han})|(?<=\p{sc=Han}) /gu, '')
    .trim();
}

/** Whether a plain text says all of a plain part in one piece; Latin words and numbers only as wholes. */
export function says(text: string, part: string): boolean {
  if (part === '') return false;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
    if (!joins(text[at - 1], part[0]) && !joins(part.at(-1), text[at + part.length])) return true;
  }
  return false;
}

/* Whether two neighbours belong to one word of letters or to one number. */
function joins(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  return (/[a-z]/u.test(one) && /[a-z]/u.test(other)) || (/\d/u.test(one) && /\d/u.test(other));
}

/** What a person calls a lesson: its title without running number, part marks and the marks of a book's name. */
export function spokenTitle(title: string): string {
  return title
    .replace(
      /^\s*(?:第\s*\d+\s*(?:课时|课(?!时))|[（(]\d+[)）]|0\d(?!\d)|\d+(?:-\d+)?\s*[*＊]?(?:\s*[.．、]|\s+))\s*(?=\p{sc=Han}|《|\d \p{sc=Han})/u,
      '',
    )
    .replace(/[①-⑳]+|[（(](?:第?[一二三四五六七八九十\d]+(?:课时)?|[上下])[)）]/gu, '')
    .replace(/\s*第[一二三四五六七八九十\d]+课时\s*$/u, '')
    .replace(/[《》]/gu, '')
    .trim();
}

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/** The words of a text, as a dictionary cuts it. */
export function wordsIn(text: string): string[] {
  return [...segmenter.segment(text)].flatMap(({ segment, isWordLike }) => (isWordLike ? [segment] : []));
}

export function isHan(text: string): boolean {
  return /^\p{sc=Han}+$/u.test(text);
}

/** The syllables of a text without tones, ü as v; what is not Han stays as it is. */
export function syllables(text: string, of: 'text' | 'person' = 'text'): string[] {
  return pinyin(text, {
    toneType: 'none',
    type: 'array',
    v: true,
    nonZh: 'consecutive',
    ...(of === 'person' ? { surname: 'head' } : {}),
  });
}
