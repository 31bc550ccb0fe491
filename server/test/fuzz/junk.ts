import type { Random } from './random.ts';

/** Texts that have broken programs elsewhere: NUL, lone surrogates, other scripts, injections, what looks like more. */
const texts = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  '\udfff\ud800',
  '\ufeff',
  '\u202egnp.exe',
  '分数'.repeat(40),
  'é'.normalize('NFD'),
  '👩‍👩‍👧‍👦',
  'Ω≈ç√∫˜µ≤≥÷',
  "' OR 1=1 --",
  '"; DROP TABLE lessons; --',
  '%',
  '_%_',
  '\\',
  '../../../etc/passwd',
  '..\\..\\windows',
  '#{7*7}',
  '{{7*7}}',
  '<script>alert(1)</script>',
  'null',
  'undefined',
  '__proto__',
  'constructor',
  '[object Object]',
  'NaN',
  'Infinity',
  '1e309',
  '-0',
  '0x10',
  '９９',
  '2026-02-30',
  '0000-00-00',
  '9999-12-31',
  '+10000-01-01',
  'g3',
  'math',
  'a'.repeat(5000),
  '*',
  '"',
  'NEAR(a b)',
  'a OR b AND NOT c*',
  '-',
  '()',
] as const;

const numbers = [0, -0, 1, -1, 0.5, 2 ** 31, 2 ** 53, -(2 ** 53), 1e21, 1e308, 5e-324] as const;

export const junkText = (random: Random): string => random.pick(texts);

/** Any JSON value but the one that was expected. */
export function junkValue(random: Random, depth = 0): unknown {
  switch (random.below(depth > 3 ? 4 : 8)) {
    case 0:
      return null;
    case 1:
      return random.chance(0.5);
    case 2:
      return random.pick(numbers);
    case 3:
      return junkText(random);
    case 4:
      return [];
    case 5:
      return Array.from({ length: random.below(4) }, () => junkValue(random, depth + 1));
    case 6:
      return Object.fromEntries([[junkText(random), junkValue(random, depth + 1)]]);
    default:
      return {};
  }
}

/** Bodies that are no JSON of ours at all. */
export function junkBody(random: Random): string {
  switch (random.below(8)) {
    case 0:
      return '{"a":';
    case 1:
      return `${'['.repeat(20_000)}`;
    case 2:
      return `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`;
    case 3:
      return JSON.stringify({ title: 'x'.repeat(200_000) });
    case 4:
      return '{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}}';
    case 5:
      return `[${'1,'.repeat(10_000)}1]`;
    case 6:
      return '\ufeff{}';
    default:
      return junkText(random);
  }
}

/** Percent signs that decode to nothing good. */
export const rawPathParts = [
  '%',
  '%zz',
  '%00',
  '%c0%af',
  '%ff',
  '..%2f..%2f',
  '%2e%2e',
  '%e4%bd',
  ';',
  '@',
  ':',
];
