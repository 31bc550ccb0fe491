import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseStart } from './player-state.ts';

const CASES: readonly [
  what: string,
  place: number,
  duration: number | null,
  limit: number | undefined,
  at: number,
][] = [
  ['goes on from its place', 300, 600, undefined, 300],
  ['where nobody knows how long it lasts too', 300, null, undefined, 300],
  ['begins anew where the video is shorter now', 300, 21, undefined, 0],
  ['and where the free part ends before', 300, 600, 60, 0],
];

for (const [what, place, duration, limit, at] of CASES) {
  test(`a lesson ${what}`, () => assert.equal(chooseStart(place, duration, limit), at));
}
