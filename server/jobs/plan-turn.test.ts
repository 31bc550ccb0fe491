import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { planTurn } from './plan-turn.ts';

describe('planTurn', () => {
  for (const [what, turns, expected] of [
    ['the first job', { running: null, waiting: null, own: null }, 0],
    ['a second job of the same group', { running: null, waiting: 0, own: 0 }, 1],
    ['one more behind ninety-nine of the same group', { running: 3, waiting: 4, own: 98 }, 99],
    [
      'a single job while another group is at its fifth of a hundred',
      { running: 4, waiting: 5, own: null },
      4,
    ],
    ['a single job while nothing runs', { running: null, waiting: 5, own: null }, 5],
    ['another one of a group that was just served', { running: 7, waiting: 8, own: 5 }, 7],
  ] as const) {
    it(`${what}: ${expected}`, () => assert.equal(planTurn(turns), expected));
  }
});
