import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readLanguageTag } from './caption-language.ts';

const cases: [given: string, canonical: string | null][] = [
  ['zh', 'zh'],
  ['zh-hant', 'zh-Hant'],
  ['ZH-cn', 'zh-CN'],
  ['en', 'en'],
  ...['ug', 'bo', 'mn', 'kk', 'ko', 'ii', 'za'].map((tag): [string, string] => [tag, tag]),
  ['xx', null],
  ['中文', null],
  ['', null],
  ['../etc', null],
  ['zh-u-co-pinyin', null],
  ['zh-Hant-TW-x-school', null],
];

describe('a language tag', () => {
  for (const [given, canonical] of cases) {
    it(`${JSON.stringify(given)} is read as ${canonical}`, () =>
      assert.equal(readLanguageTag(given), canonical));
  }
});
