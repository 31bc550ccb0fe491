import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { MediaManifest } from '../lessons/media-manifest.ts';
import { cutCues, cutPlaylist, findPlayFile } from './play-files.ts';

const freeSegments = Array.from({ length: 15 }, (_, index) => `${index}.m4s`);
const manifest: MediaManifest = {
  durationSeconds: 120,
  bytes: 1,
  hasAudio: true,
  source: { width: 1280, height: 720 },
  renditions: [{ height: 360, playlist: 'v360/index.m3u8', freeSegments }],
  audio: {
    playlist: 'audio/index.m3u8',
    freeSegments,
    plain: { file: 'lesson.m4a' },
    minute: { file: 'minute.m4a' },
  },
  mp4: { file: 'lesson.mp4' },
  minute: { file: 'minute.mp4' },
  covers: [{ file: 'covers/1.webp' }],
  storyboard: { image: 'storyboard.webp', vtt: 'storyboard.vtt' },
  warnings: [],
};

const cases: [path: string, full: string | null, minute: string | null][] = [
  ['master.m3u8', 'file', 'file'],
  ['v360/index.m3u8', 'file', 'cut-playlist'],
  ['v360/init.mp4', 'file', 'file'],
  ['v360/0.m4s', 'file', 'file'],
  ['v360/14.m4s', 'file', 'file'],
  ['v360/15.m4s', 'file', null],
  ['v360/version.json', null, null],
  ['v720/0.m4s', null, null],
  ['lesson.mp4', 'file', null],
  ['minute.mp4', 'file', 'file'],
  ['audio/index.m3u8', 'file', 'cut-playlist'],
  ['audio/init.mp4', 'file', 'file'],
  ['audio/14.m4s', 'file', 'file'],
  ['audio/15.m4s', 'file', null],
  ['lesson.m4a', 'file', null],
  ['minute.m4a', 'file', 'file'],
  ['covers/1.webp', 'file', 'file'],
  ['covers/2.webp', null, null],
  ['storyboard.vtt', 'file', null],
  ['storyboard.webp', 'file', null],
  ['captions/zh.vtt', 'captions', 'cut-captions'],
  ['version.json', null, null],
  ['../secret', null, null],
  ['v360/../lesson.mp4', null, null],
];

describe('what a scope opens', () => {
  for (const [path, full, minute] of cases) {
    it(path, () => {
      assert.equal(findPlayFile(manifest, 'full', path)?.kind ?? null, full);
      assert.equal(findPlayFile(manifest, 'minute', path)?.kind ?? null, minute);
    });
  }
});

it('a version without the sound alone opens none', () => {
  const { audio: _, ...older } = manifest;
  for (const path of ['audio/index.m3u8', 'lesson.m4a', 'minute.m4a'])
    assert.equal(findPlayFile(older, 'full', path), null);
});

describe('the free minute', () => {
  it('has the captions that begin in it, and none that lasts longer', () => {
    const cue = (start: number, end: number) => ({ start, end, lines: [`${start}`] });
    assert.deepEqual(cutCues([cue(0, 59), cue(59.5, 62), cue(60, 61), cue(90, 95)]), [
      cue(0, 59),
      cue(59.5, 60),
    ]);
  });

  it('is a closed playlist of its own', () => {
    const playlist =
      '#EXTM3U\n#EXT-X-MAP:URI="init.mp4"\n#EXTINF:4,\n0.m4s\n#EXTINF:4,\n1.m4s\n#EXTINF:2,\n2.m4s\n#EXT-X-ENDLIST\n';
    assert.equal(
      cutPlaylist(playlist, 2),
      '#EXTM3U\n#EXT-X-MAP:URI="init.mp4"\n#EXTINF:4,\n0.m4s\n#EXTINF:4,\n1.m4s\n#EXT-X-ENDLIST\n',
    );
  });
});
