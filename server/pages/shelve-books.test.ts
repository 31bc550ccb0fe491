import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { standsFirst } from './shelve-books.ts';

const book = { stage: 'primary', subject: 'math', edition: 'pep', hasUnits: false, lessons: 0 };
const current = { 'primary/math': ['pep', 'beishida'] };

const cases: [string, Partial<typeof book>, Record<string, string[]>, boolean][] = [
  ['an edition in use', {}, current, true],
  ['another one, whatever is in it', { edition: 'sujiao', hasUnits: true, lessons: 3 }, current, false],
  ['the same edition in another stage', { stage: 'junior' }, current, false],
  ['where none are set: units', { hasUnits: true }, {}, true],
  ['where none are set: lessons', { lessons: 1 }, {}, true],
  ['where none are set: a name alone', {}, {}, false],
];

describe('a book stands first', () => {
  for (const [name, change, editions, expected] of cases) {
    it(`${expected ? 'with' : 'not with'} ${name}`, () =>
      assert.equal(standsFirst({ ...book, ...change }, editions), expected));
  }
});
