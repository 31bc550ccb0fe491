import { junkText } from './junk.ts';
import type { Random } from './random.ts';

/** A search that nobody would make, as the path that is asked for. */
export interface FuzzSearch {
  path: string;
  /** A filter that the canary does not pass stands in it: it may not be answered. */
  guarded: boolean;
}

/** What pupils type, and what search engines, SQL and Meilisearch's filters take for syntax. */
const pieces = [
  ...'分数三年级上册小初高一二第课单元数学语文的人教版李静',
  ...'"“”「」\'`()[]{}*^:-+~\\/%;,.&|!?=<>#@$_ \u3000\n\t\r\u0007\u001b\u007f\u0085\u200b\u202e\ufeff',
  ...['😀', '👩‍👩‍👧‍👦', '𬭎', 'é', 'Ж', 'ﬃ', '①', '㍿', 'Ⅷ', 'ａｂｃ', 'İ', 'ß'],
  ...['\ud800', '\udc00', '\ue000', '\ue001', '\uffff'],
  ...['AND', 'OR', 'NOT', 'NEAR(', 'TO', 'IN [', 'EXISTS', 'IS NULL', 'CONTAINS', '_geoRadius(0,0,1)'],
  ...['unit', 'fenshu', 'fsdcbrs', 'zqaaaa', '三年级', '第十二课', '七律', '一元二次方程', '省优', '"分数"'],
];

/** Values that end the filter they stand in, were they not quoted, and let everything through. */
const waysOut = [
  `math" OR lessonId EXISTS OR subject = "math`,
  `math' OR lessonId EXISTS OR subject = 'math`,
  `math\\" OR lessonId EXISTS OR subject = \\"math`,
  `math\\`,
  `math\\\\" OR lessonId EXISTS`,
  `math") OR (lessonId EXISTS`,
  `math OR lessonId EXISTS`,
  `x"] OR ["lessonId EXISTS`,
  `x' OR 1=1 --`,
  `x" OR 1=1 --`,
  `x); drop table lesson; --`,
  `lesson_text : *`,
  `_geoRadius(0, 0, 1e9)`,
  `x" IN [`,
  `\0" OR lessonId EXISTS`,
];

const filters = ['subject', 'grade', 'edition', 'volume', 'node', 'kind', 'programme', 'school', 'teacher'];
const otherFilters = ['award', 'year'];

/** The canary is a lesson of no primary school; no other filter of the search names the stage. */
const guard: [string, string] = ['stage', 'primary'];

export function makeSearch(random: Random): FuzzSearch {
  const pairs: [string, string][] = [['q', textOf(random)]];
  if (random.chance(0.15)) return { path: `/api/suggest?${queryOf(pairs, random)}`, guarded: false };
  const guarded = random.chance(0.8);
  if (guarded) pairs.push(guard);
  // Without any filter the canary is seen: a search that never shows it would prove nothing.
  for (let left = guarded ? random.below(4) : random.below(2); left > 0; left -= 1)
    pairs.push([random.pick([...filters, ...otherFilters]), junkFilter(random)]);
  if (random.chance(0.3))
    pairs.push(['sort', random.pick(['relevance', 'newest', 'award', junkFilter(random)])]);
  if (random.chance(0.1)) pairs.push(['cursor', cursorOf(random)]);
  if (random.chance(0.2))
    pairs.push([
      'limit',
      random.chance(0.8)
        ? random.pick(['1', '24', '100'])
        : random.pick(['0', '-1', '1e9', junkFilter(random)]),
    ]);
  const path = random.pick(['/api/search', '/api/search', '/search', '/lessons']);
  return { path: `${path}?${queryOf(pairs, random)}`, guarded };
}

function textOf(random: Random): string {
  if (random.chance(0.02)) return random.pick(pieces).repeat(10_240).slice(0, 10_240);
  // What finds something has more to go wrong.
  if (random.chance(0.2)) return random.pick(['分数', 'canary', '数学', '三年级', '']) + random.pick(pieces);
  if (random.chance(0.15)) return junkText(random);
  return Array.from({ length: random.below(24) }, () => random.pick(pieces)).join('');
}

function junkFilter(random: Random): string {
  if (random.chance(0.6)) return random.pick(waysOut);
  return random.chance(0.5) ? random.pick(['math', 'g3', '数学', 'pep', '']) : textOf(random);
}

function cursorOf(random: Random): string {
  const place = [random.pick([0, -1, 1e9, 0.5, '0', null, 2 ** 53]), random.pick([0, 9, 10, -1, '0', {}])];
  const text = random.pick([JSON.stringify(place), JSON.stringify([0, 0, 0]), '{}', '[', textOf(random)]);
  return random.chance(0.8) ? Buffer.from(text).toString('base64url') : text;
}

/** Names and values in an address, now and then broken in it as well. */
function queryOf(pairs: readonly [string, string][], random: Random): string {
  const query = pairs.map(([name, value]) => `${name}=${escapeText(value)}`).join('&');
  return random.chance(0.03)
    ? `${query}${random.pick(['&q=%', '&q=%ff%fe', '&q=%zz', '&q[]=1', '&&&=', '&q'])}`
    : query;
}

/** Every byte but letters and digits; halves of characters as the three bytes they would be. */
function escapeText(text: string): string {
  let result = '';
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (/[A-Za-z0-9]/.test(character)) result += character;
    else if (code >= 0xd800 && code <= 0xdfff)
      result += [0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63)].map(escapeByte).join('');
    else result += [...Buffer.from(character)].map(escapeByte).join('');
  }
  return result;
}

const escapeByte = (byte: number) => `%${byte.toString(16).padStart(2, '0')}`;
