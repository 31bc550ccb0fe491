import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countByReviewer, groupDimensions, roundStage } from './round-stage.ts';

test('dates say more than the state while entries are taken', () => {
  const round = { state: 'entering', opensOn: '2026-03-01', entriesUntil: '2026-03-31' } as const;
  assert.deepEqual(
    ['2026-02-28', '2026-03-01', '2026-03-31', '2026-04-01'].map((day) => roundStage(round, day)),
    ['entering-later', 'entering', 'entering', 'entering-over'],
  );
  assert.equal(roundStage({ ...round, state: 'reviewing' }, '2026-03-10'), 'reviewing');
});

test('progress is counted by reviewer, whoever has most left first', () => {
  const reviewer = (id: string, state: 'none' | 'draft' | 'submitted') => ({ id, name: id, state });
  const entries = [
    { reviewers: [reviewer('a', 'submitted'), reviewer('b', 'none')] },
    { reviewers: [reviewer('a', 'draft'), reviewer('b', 'draft')] },
  ];
  assert.deepEqual(countByReviewer(entries), [
    { id: 'b', name: 'b', assigned: 2, submitted: 0 },
    { id: 'a', name: 'a', assigned: 2, submitted: 1 },
  ]);
});

test('dimensions that follow each other share a heading', () => {
  const dimension = (key: string, group?: string) => ({ key, name: key, max: 5, step: 1, hint: '', group });
  assert.deepEqual(
    groupDimensions([dimension('a', 'x'), dimension('b', 'x'), dimension('c'), dimension('d', 'x')]).map(
      ({ name, dimensions }) => [name, dimensions.length],
    ),
    [
      ['x', 2],
      [null, 1],
      ['x', 1],
    ],
  );
});
