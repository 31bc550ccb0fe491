import assert from 'node:assert/strict';
import { test } from 'node:test';
import { requireOrdinaryEnd } from './require-ordinary-end.ts';
import type { Ending } from './run-process.ts';

const CASES: readonly [what: string, ending: Ending, stderr: string, expected: object | null][] = [
  ['an exit', { kind: 'exited', code: 0 }, '', null],
  ['an exit with an error, which the caller judges,', { kind: 'exited', code: 1 }, 'Invalid data', null],
  [
    'a full disk',
    { kind: 'exited', code: 1 },
    'av_interleaved_write_frame(): No space left on device',
    { name: 'NoRoomError' },
  ],
  [
    'a limit',
    { kind: 'limit', limit: 'cpu' },
    '',
    { name: 'MediaRejectedError', code: 'limit', retryOnce: true },
  ],
  [
    'a program that the memory it is kept to does not hold',
    { kind: 'exited', code: 127 },
    '/usr/bin/ffprobe: error while loading shared libraries: libgomp.so.1: failed to map segment from shared object\n',
    { name: 'MediaRejectedError', code: 'limit', retryOnce: true },
  ],
  [
    'a crash',
    { kind: 'crashed', signal: 11 },
    '',
    { name: 'MediaRejectedError', code: 'decode-failed', retryOnce: true },
  ],
];

for (const [what, ending, stderr, expected] of CASES) {
  test(`${what} ${expected ? `is ${JSON.stringify(expected)}` : 'passes'}`, () => {
    const check = () => requireOrdinaryEnd({ ending, stderr, stdout: '' }, 'encoding');
    if (expected) assert.throws(check, expected);
    else assert.doesNotThrow(check);
  });
}
