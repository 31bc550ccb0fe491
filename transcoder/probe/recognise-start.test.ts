import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recogniseStill } from './recognise-start.ts';

const CASES: readonly [start: string, kind: string | undefined][] = [
  ['\xff\xd8\xff\xe0', 'JPEG'],
  ['\x89PNG\r\n', 'PNG'],
  ['GIF89a', 'GIF'],
  ['RIFF\0\0\0\0WEBPVP8 ', 'WebP'],
  ['RIFF\0\0\0\0AVI LIST', undefined],
  ['\0\0\0\x18ftypheic', 'HEIC'],
  ['\0\0\0\x18ftypisom', undefined],
  ['', undefined],
];

for (const [start, kind] of CASES) {
  test(`${JSON.stringify(start)} begins ${kind ?? 'no still picture'}`, () => {
    assert.equal(recogniseStill(Buffer.from(start, 'latin1')), kind);
  });
}
