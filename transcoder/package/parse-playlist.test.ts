import assert from 'node:assert/strict';
import { test } from 'node:test';
import { VerificationError } from '../errors.ts';
import { parsePlaylist } from './parse-playlist.ts';

const GOOD = `#EXTM3U
#EXT-X-VERSION:7
#EXT-X-TARGETDURATION:4
#EXT-X-PLAYLIST-TYPE:VOD
#EXT-X-MAP:URI="init.mp4"
#EXTINF:4.000000,
00000.m4s
#EXTINF:1.480000,
00001.m4s
#EXT-X-ENDLIST
`;

test('segments come with their lengths', () => {
  assert.deepEqual(parsePlaylist(GOOD), [
    { file: '00000.m4s', durationSeconds: 4 },
    { file: '00001.m4s', durationSeconds: 1.48 },
  ]);
});

const BAD: readonly [what: string, text: string][] = [
  ['is empty', ''],
  ['is cut short', GOOD.replace('#EXT-X-ENDLIST\n', '')],
  ['has no init.mp4', GOOD.replace(/#EXT-X-MAP.*\n/, '')],
  ['points elsewhere', GOOD.replace('00001.m4s', '../../etc/passwd')],
  ['points to another host', GOOD.replace('00001.m4s', 'http://example.org/00001.m4s')],
  ['has a segment without a length', GOOD.replace('#EXTINF:1.480000,\n', '')],
];
for (const [what, text] of BAD) {
  test(`a playlist that ${what} is refused`, () => {
    assert.throws(() => parsePlaylist(text), VerificationError);
  });
}
