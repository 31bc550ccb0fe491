import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openSandbox, type Sandbox } from './sandbox.ts';
import { FORMAT_CASES } from './test/format-cases.ts';
import { findLessonFlaws } from './test/inspect-lesson.ts';
import { makeFolder } from './test/make-clip.ts';
import { transcode } from './transcode.ts';

// One of each family; `npm run soak:formats` makes all of them and plays them in Chromium.
const SMALL = [
  ...['MP4 HEVC 10-bit AAC', 'MOV ProRes PCM big-endian', 'AVI DivX 3 MP3', 'WMV2 WMA2', 'FLV Sorenson MP3'],
  ...['VOB MPEG-2 AC-3', 'TS MPEG-2 MP2', '3GP H.263 AMR-NB', 'DV', 'RealMedia RV20 RealAudio 1'],
  ...['phone turned by 90°', 'HDR PQ', 'TS of two takes', 'two sound tracks, the second chosen'],
  ...['cover picture as first track', 'picture that starts late', 'size that changes on the way'],
  ...['subtitles of three kinds', 'subtitles in MP4 and a cover as PNG'],
];

const folder = await makeFolder();
let sandbox: Sandbox;
before(async () => {
  sandbox = await openSandbox({ mode: 'bubblewrap' });
});
after(() => folder.remove());

for (const name of SMALL) {
  test(`${name} becomes a lesson with everything in its place`, async () => {
    const one = FORMAT_CASES.find((candidate) => candidate.name === name);
    assert.ok(one, 'there is no such case');
    const source = join(folder.path, one.file);
    await one.make(source);
    const outputFolder = `${source}.lesson`;
    await mkdir(outputFolder);
    const version = await transcode({
      source,
      outputFolder,
      sandbox,
      signal: new AbortController().signal,
      onProgress: () => {},
    });
    assert.deepEqual(await findLessonFlaws(outputFolder, version, one), []);
  });
}
