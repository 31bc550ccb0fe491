import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPacket, readTimeBase } from './read-framecrc.ts';

const plain = { stream: 0, decodedAt: -4, shownAt: 0, duration: 4, bytes: 500, checksum: '0x1a2b' };

const PACKETS: readonly [what: string, line: string, read: ReturnType<typeof readPacket>][] = [
  [
    'a keyframe',
    '0,         -4,          0,        4,      500, 0x1a2b',
    { ...plain, keyframe: true, discarded: false },
  ],
  [
    'one with data beside it',
    '0, -4, 0, 4, 500, 0x1a2b, S=1,        8, 0x07',
    { ...plain, keyframe: true, discarded: false },
  ],
  ['another', '0, -4, 0, 4, 500, 0x1a2b, F=0x0', { ...plain, keyframe: false, discarded: false }],
  [
    'a keyframe that is not shown',
    '0, -4, 0, 4, 500, 0x1a2b, F=0x5, S=1, 8, 0x07',
    { ...plain, keyframe: true, discarded: true },
  ],
  [
    'one that is only disposable',
    '0, -4, 0, 4, 500, 0x1a2b, F=0x10',
    { ...plain, keyframe: false, discarded: false },
  ],
  ['what is said of a stream', '#dimensions 0: 640x360', null],
  ['nothing', '', null],
];

for (const [what, line, read] of PACKETS) {
  test(`a packet is read from its line: ${what}`, () => assert.deepEqual(readPacket(line), read));
}

test('the unit of time is read from its line', () => {
  assert.deepEqual(readTimeBase('#tb 1: 1/25'), { stream: 1, seconds: 0.04 });
  assert.equal(readTimeBase('#codec_id 1: h264'), null);
});
