const digits: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};

/** The characters of a Chinese number below a hundred, for use inside a character class. */
export const numeralCharacters = '零〇一二两三四五六七八九十';

/** Reads 12, 十二, 二十, 一二 (digit by digit) and 二十三; null for anything else and from 1,000 on. */
export function parseNumeral(text: string): number | null {
  if (/^\d{1,3}$/.test(text)) return Number(text);
  if (/^[零〇一二三四五六七八九]{1,3}$/u.test(text)) {
    return Number([...text].map((character) => digits[character]).join(''));
  }
  const tens = /^([一二三四五六七八九]?)十([一二三四五六七八九]?)$/u.exec(text);
  if (tens) return (tens[1] ? digits[tens[1]]! : 1) * 10 + (tens[2] ? digits[tens[2]]! : 0);
  return null;
}
