import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTrackMeter } from './read-picture-track.ts';

function read(lines: readonly string[]) {
  const meter = createTrackMeter();
  for (const line of ['#tb 0: 1/100', '#tb 1: 1/100', ...lines]) meter.add(line);
  return meter.read();
}

const TWO_GROUPS = [
  '0,         -4,          0,        4,      500, 0x01',
  '1,         -4,          0,        4,      450, 0x02',
  '2,         -4,          0,        4,       40, 0x03',
  '0,          0,          8,        4,       90, 0x04, F=0x0',
  '0,          4,          4,        4,       10, 0x05, F=0x0',
  '0,          8,         12,        4,      400, 0x06, S=1,        8, 0x07',
  '2,          8,         12,        4,       40, 0x03',
];

test('packets become groups with their bytes, and an IDR picture closes what was before', () => {
  assert.deepEqual(read(TWO_GROUPS), {
    groups: [
      { seconds: 0, bytes: 600, keyBytes: 500, closed: true },
      { seconds: 0.12, bytes: 400, keyBytes: 400, closed: false },
    ],
    delaySeconds: 0.04,
    endSeconds: 0.16,
    flaw: null,
  });
});

const FLAWS: readonly [what: string, lines: readonly string[], words: RegExp][] = [
  ['another set of parameters', [...TWO_GROUPS, '2, 20, 20, 4, 41, 0x09'], /parameters change/],
  ['a packet that is not to be shown', [...TWO_GROUPS, '0, 12, 16, 4, 10, 0x09, F=0x4'], /not to be shown/],
  ['time that stands still', [...TWO_GROUPS, '0, 8, 16, 4, 10, 0x09, F=0x0'], /out of order/],
  [
    'a picture to be shown before it is decoded',
    [...TWO_GROUPS, '0, 12, 8, 4, 10, 0x09, F=0x0'],
    /out of order/,
  ],
  ['no keyframe at first', ['0, 0, 0, 4, 10, 0x09, F=0x0', ...TWO_GROUPS], /does not begin/],
];
for (const [what, lines, words] of FLAWS) {
  test(`${what} is a flaw`, () => assert.match(read(lines)!.flaw!, words));
}

test('of no packets nothing is known', () => assert.equal(read([]), null));
