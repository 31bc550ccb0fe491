import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gaugePieces, PIECES_SHARE, type PieceProgress } from './gauge-pieces.ts';

const waits: PieceProgress = { seconds: 200, fraction: 0, running: false };
const half: PieceProgress = { seconds: 200, fraction: 0.5, running: true };
const done: PieceProgress = { seconds: 200, fraction: 1, running: false };

const CASES: readonly [
  what: string,
  pieces: PieceProgress[],
  own: Parameters<typeof gaugePieces>[1],
  share: number,
  secondsLeft: number | undefined,
][] = [
  ['that nobody has begun', [waits, waits], { index: 0 }, 0, undefined],
  ['by one worker alone', [half, waits], { index: 0, secondsLeft: 50 }, 0.25, 150],
  ['by two workers', [half, half, waits, waits], { index: 1, secondsLeft: 50 }, 0.25, 150],
  ['whose last piece is under way', [done, done, half], { index: 2, secondsLeft: 50 }, 5 / 6, 50],
  ['whose pace is not known', [done, half], { index: 1 }, 0.75, undefined],
  [
    'whose sound is under way',
    [done, { seconds: 6, fraction: 0, running: true }],
    { index: 1 },
    200 / 206,
    undefined,
  ],
  ['all of which is done', [done, done], { index: 1, secondsLeft: 0 }, 1, undefined],
];
for (const [what, pieces, own, share, secondsLeft] of CASES) {
  test(`the progress of a lesson ${what} is the sum of its pieces`, () => {
    const gauged = gaugePieces(pieces, own);
    assert.ok(Math.abs(gauged.fraction - PIECES_SHARE * share) < 1e-9, String(gauged.fraction));
    assert.equal(gauged.secondsLeft, secondsLeft);
  });
}
