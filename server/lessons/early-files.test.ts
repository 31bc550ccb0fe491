import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type EarlySight, isEarlyFile, writeEarlyPlaylist } from './early-files.ts';

const sight = (opening_segments: number, segments: number): EarlySight => ({
  ...{ opening_segments, segments, segment_lengths: JSON.stringify([1, 5, 12].slice(0, segments)) },
});

const head = [
  ...['#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-TARGETDURATION:12', '#EXT-X-MEDIA-SEQUENCE:0'],
  ...['#EXT-X-PLAYLIST-TYPE:EVENT', '#EXT-X-INDEPENDENT-SEGMENTS', '#EXT-X-START:TIME-OFFSET=0,PRECISE=YES'],
];
const opening = [
  ...['#EXT-X-MAP:URI="opening/init.mp4"', '#EXTINF:1.000000,', 'opening/00000.m4s'],
  ...['#EXTINF:5.000000,', 'opening/00001.m4s'],
];

test('the playlist grows and has no end; another encoder begins with a discontinuity', () => {
  const lines = (...counts: [number, number]) =>
    writeEarlyPlaylist(sight(...counts))
      .trim()
      .split('\n');
  assert.deepEqual(lines(2, 2), [...head, ...opening]);
  assert.deepEqual(lines(2, 3), [
    ...head,
    ...opening,
    ...['#EXT-X-DISCONTINUITY', '#EXT-X-MAP:URI="whole/init.mp4"', '#EXTINF:12.000000,', 'whole/00002.m4s'],
  ]);
  assert.deepEqual(lines(0, 1), [
    ...head,
    ...['#EXT-X-MAP:URI="whole/init.mp4"', '#EXTINF:1.000000,', 'whole/00000.m4s'],
  ]);
});

for (const [path, there] of [
  ['opening/init.mp4', true],
  ['opening/00001.m4s', true],
  ['opening/00002.m4s', false],
  ['whole/init.mp4', true],
  ['whole/00001.m4s', false],
  ['whole/00002.m4s', true],
  ['whole/00003.m4s', false],
  ['whole/../00002.m4s', false],
  ['index.m3u8', false],
  ['whole/00002.m4s.tmp', false],
] as const) {
  test(`${path} is ${there ? '' : 'not '}there`, () => assert.equal(isEarlyFile(sight(2, 3), path), there));
}

test('what nothing was made of yet has no first file either', () => {
  assert.equal(isEarlyFile(sight(2, 2), 'whole/init.mp4'), false);
  assert.equal(isEarlyFile(sight(0, 0), 'opening/init.mp4'), false);
});
