import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Rendition } from '../media-version.ts';
import { readTracks } from './open-streams.ts';
import { type EncodedStreams, findTrackFlaws } from './verify-streams.ts';

const rendition = (width: number, height: number) =>
  ({ playlist: `v${height}/index.m3u8`, width, height }) as Rendition;
const renditions = [rendition(1280, 720), rendition(640, 360)];
const audio = { playlist: 'audio/index.m3u8' } as EncodedStreams['audio'];
const whole = ['h264 1280×720', 'aac stereo', 'h264 640×360', 'aac mono', 'aac mono'];

const CASES: readonly [what: string, found: string[], audio: EncodedStreams['audio'], flaw: RegExp | null][] =
  [
    ['as planned', whole, audio, null],
    ['of a lesson without sound', ['h264 1280×720', 'h264 640×360'], undefined, null],
    [
      'of another size',
      whole.with(2, 'h264 640×358'),
      audio,
      /v360.index.m3u8 has h264 640×358, not h264 640×360/,
    ],
    ['with a longer number', whole.with(2, 'h264 640×3600'), audio, /v360/],
    ['of another codec', whole.with(1, 'mp3 stereo'), audio, /v720.index.m3u8 has mp3 stereo, not aac/],
    [
      'with two channels alone',
      whole.with(4, 'aac stereo'),
      audio,
      /audio.index.m3u8 has aac stereo, not aac mono/,
    ],
    [
      'with sound from nowhere',
      ['h264 1280×720', 'aac mono', 'h264 640×360'],
      undefined,
      /3 tracks instead of 2/,
    ],
    ['without a picture', whole.toSpliced(2, 1), audio, /4 tracks instead of 5/],
  ];

for (const [what, found, sound, flaw] of CASES) {
  test(`tracks ${what} are ${flaw ? 'found out' : 'right'}`, () => {
    const flaws = findTrackFlaws(found, { renditions, audio: sound }).join('; ');
    if (flaw) assert.match(flaws, flaw);
    else assert.equal(flaws, '');
  });
}

test('tracks are read from what is said before the packets', () => {
  const header = [
    ...['#software: Lavf59.27.100', '#tb 0: 1/12800', '#media_type 0: video', '#codec_id 0: h264'],
    ...['#dimensions 0: 1280x720', '#sar 0: 1/1', '#media_type 1: audio', '#codec_id 1: aac'],
    ...['#sample_rate 1: 44100', '#channel_layout_name 1: mono', '0, 0, 0, 512, 900, 0x1'],
  ];
  assert.deepEqual(readTracks(header.join('\n')), ['h264 1280×720', 'aac mono']);
});
