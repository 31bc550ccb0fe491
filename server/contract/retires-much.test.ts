import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ImportReport } from './curriculum.ts';
import { retiresMuch } from './retires-much.ts';

describe('an import that retires much', () => {
  type Counts = Partial<ImportReport['counts']>;
  const cases: [what: string, scope: ImportReport['scope'], counts: Counts, much: boolean][] = [
    ['nothing', 'everything', { kept: 100, lessons: 10 }, false],
    ['a place in a hundred', 'everything', { retired: 1, kept: 100 }, false],
    ['a tenth of all places', 'everything', { retired: 10, kept: 90 }, true],
    ['half of one book in which no lesson stands', 'named-books', { retired: 10, kept: 10 }, false],
    ['places of one lesson in twenty', 'named-books', { retired: 1, lessonsAtRetired: 1, lessons: 20 }, true],
    [
      'places of one lesson in a hundred',
      'named-books',
      { retired: 1, lessonsAtRetired: 1, lessons: 100 },
      false,
    ],
    [
      'places of many lessons, though of a large library',
      'named-books',
      { retired: 9, kept: 9000, lessonsAtRetired: 20, lessons: 10_000 },
      true,
    ],
  ];
  const none = { added: 0, renamed: 0, moved: 0, back: 0, takenOver: 0, retired: 0, kept: 0 };
  for (const [what, scope, counts, much] of cases) {
    test(what, () => {
      const all = { ...none, lessonsAtRetired: 0, lessons: 0, ...counts };
      assert.equal(retiresMuch({ scope, counts: all }), much);
    });
  }
});
