import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEndsMeter } from './measure-ends.ts';

/** Packets of 40 ms from `start` for `seconds`. */
function take(stream: number, start: number, seconds: number): number[][] {
  return Array.from({ length: seconds * 25 }, (_, index) => {
    const time = start + index / 25;
    return [stream, time, time, 0.04];
  });
}

const unknown = Number.NaN;
const CASES: readonly [what: string, mayJump: boolean, packets: number[][], end: number][] = [
  ['one take', true, take(0, 5, 3), 8],
  ['a second take that begins far later', true, [...take(0, 0, 3), ...take(0, 5000, 3)], 6],
  ['a second take that begins again', true, [...take(0, 100, 3), ...take(0, 0, 3)], 106],
  ['a pause of five seconds', true, [...take(0, 0, 3), ...take(0, 8, 3)], 11],
  ['a jump where clocks do not', false, [...take(0, 0, 3), ...take(0, 5000, 3)], 5003],
  [
    'pictures shown in another order than decoded',
    true,
    [
      [0, 0.12, 0, 0.04],
      [0, 0.04, 0.04, 0.04],
      [0, 0.08, 0.08, 0.04],
    ],
    0.16,
  ],
  ['packets without a length', true, [[0, 0, unknown, unknown], [0, 2, unknown, unknown], [0]], 2],
];

for (const [what, mayJump, packets, end] of CASES) {
  test(`${what} ends at ${end} s`, () => {
    const meter = createEndsMeter(mayJump);
    for (const packet of packets) meter.add(packet);
    assert.ok(Math.abs((meter.read().get(0) ?? 0) - end) < 0.001, String(meter.read().get(0)));
  });
}

test('a take that begins later in one stream does so in all', () => {
  const meter = createEndsMeter(true);
  for (const packet of [...take(0, 0, 3), ...take(1, 0, 3), ...take(0, 900, 3), ...take(1, 900, 2)]) {
    meter.add(packet);
  }
  assert.deepEqual([...meter.read().values()].map(Math.round), [6, 5]);
});
