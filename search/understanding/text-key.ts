import { normalise } from './normalise.ts';

const keys = new Map<string, string>();
const keysLimit = 50_000;

/** What two ways of writing a text have in common: its letters and digits in their normal form, and no more. */
export function textKey(text: string): string {
  const known = keys.get(text);
  if (known !== undefined) return known;
  const key = normalise(text).replace(/[^\p{L}\p{N}]/gu, '');
  if (keys.size >= keysLimit) keys.clear();
  keys.set(text, key);
  return key;
}

/** 12.花的学校①, 盼（第一课时） and 03 认识分数 are the lessons 花的学校, 盼 and 认识分数. */
export function withoutNumber(title: string): string {
  return title
    .replace(/^\s*\d+(?:\.\d+)*\s*\*?\s*[.．、\s](?=\D)/u, '')
    .replace(
      /\s*(?:[①-⑳]+|[（(]\s*第?[一二三四五六七八九十\d]+(?:课时)?\s*[）)]|第[一二三四五六七八九十\d]+课时)[。.]?\s*$/u,
      '',
    );
}

/** 第八单元 分数的初步认识 is the unit 分数的初步认识. */
export function withoutUnitNumber(unit: string): string {
  return unit.replace(
    /^\s*(?:第\s*[〇零一二三四五六七八九十百\d]+\s*(?:单元|模块|章|节|课|编|部分|讲)|unit\s*\d+|module\s*\d+|\d+(?:\.\d+)*|[一二三四五六七八九十]+(?=[\s、.]))[\s:：.、·]*/iu,
    '',
  );
}
