import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findEncryption } from './find-encryption.ts';

const ASF = '3026b2758e66cf11a6d900aa0062ce6c';

function transportStream(flags: number, packetBytes: 188 | 192): Buffer {
  const packet = Buffer.alloc(packetBytes, 0xaa);
  packet.set([0x47, 0x41, 0x00, flags], packetBytes - 188);
  return Buffer.concat(Array.from({ length: 40 }, () => packet));
}

function programStream(flags: number): Buffer {
  const pack = Buffer.from([0, 0, 1, 0xba, 0x44, 0, 4, 0, 4, 1, 0, 0, 3, 0xf8]);
  const picture = Buffer.from([0, 0, 1, 0xe0, 7, 0xec, flags, 0x81, 5]);
  return Buffer.concat(Array.from({ length: 8 }, () => [pack, picture, Buffer.alloc(500, 0xaa)]).flat());
}

const CASES: readonly [what: string, start: Buffer, expected: string | undefined][] = [
  ['a plain MP4', Buffer.from('\0\0\0\x18ftypisom....moov....avc1'), undefined],
  ['an MP4 from a shop', Buffer.from('\0\0\0\x18ftypisom..encv..sinf..frma..schm'), 'MP4 with DRM'],
  ['CENC', Buffer.from('\0\0\0\x18ftypisom..avc1..senc..saiz'), 'MP4 with encrypted samples'],
  ['plain ASF', Buffer.from(`${ASF}00`, 'hex'), undefined],
  [
    'ASF with a licence',
    Buffer.from(`${ASF}00fbb3112223bdd211b4b700a0c955fc6e`, 'hex'),
    'Windows Media with DRM',
  ],
  ['a plain TS', transportStream(0x10, 188), undefined],
  ['pay television', transportStream(0xd0, 188), 'scrambled transport stream'],
  ['the same with time codes', transportStream(0x90, 192), 'scrambled transport stream'],
  ['a plain VOB', programStream(0x81), undefined],
  ['a bought DVD', programStream(0xb1), 'DVD with copy protection'],
];

for (const [what, start, expected] of CASES) {
  test(`${what} is ${expected ?? 'not locked'}`, () => {
    assert.equal(findEncryption(start, start.subarray(-16)), expected);
  });
}
