import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { MediaVersion } from '../media-version.ts';
import { openSandbox, type Sandbox } from '../sandbox.ts';
import { makeFolder } from '../test/make-clip.ts';
import { hashSound, makeNumberedClip, readFrames } from '../test/numbered-clip.ts';
import { transcode } from '../transcode.ts';
import { transcodeInPieces } from './transcode-in-pieces.ts';

const folder = await makeFolder();
let sandbox: Sandbox;
before(async () => {
  sandbox = await openSandbox({ mode: 'bubblewrap' });
});
after(() => folder.remove());

interface Clip {
  what: string;
  name: string;
  filter?: string;
  options: string[];
  /** A number for each frame of the output, where that follows from the clip. */
  numbers?: number[];
  /** Of its pieces, in seconds. */
  starts?: number[];
}

const SECONDS = 25;
const RATE = 25;
const every = Array.from({ length: SECONDS * RATE }, (_, frame) => frame);

const CLIPS: readonly Clip[] = [
  {
    what: 'whose groups of pictures are open, with frames coded ahead of earlier ones',
    name: 'open.mp4',
    options: ['-x264-params', 'open-gop=1:bframes=3:keyint=60:scenecut=0'],
    numbers: every,
  },
  {
    what: 'whose frames come when they like, and stay away for seconds',
    name: 'variable.mkv',
    filter: `select='not(between(t,6.3,9.1))*not(between(t,15.9,16.5))*gt(random(3),0.3)'`,
    options: ['-fps_mode', 'vfr', '-x264-params', 'keyint=40'],
  },
  {
    what: 'of which two thirds repeat the frame before, most of each second at a stretch',
    name: 'slides.mp4',
    filter: `select='eq(n,0)+lt(mod(n+10,25),8)',fps=${RATE}`,
    options: ['-x264-params', 'keyint=100'],
    starts: [0, 12],
  },
];

for (const clip of CLIPS) {
  test(`a clip ${clip.what} is the same in pieces as in one`, async () => {
    const source = join(folder.path, clip.name);
    await makeNumberedClip(source, { ...clip, seconds: SECONDS, rate: RATE });
    const one = await make(clip.name, 'one', (out) =>
      transcode({ ...run(source, out), onProgress: () => {} }),
    );
    let starts: readonly number[] = [];
    const inPieces = await make(clip.name, 'pieces', (out) =>
      transcodeInPieces({
        ...run(source, out),
        onProgress: () => {},
        workFolder: folder.path,
        pieceSeconds: 5,
        onPieces: (found) => {
          starts = found;
        },
      }),
    );
    assert.deepEqual(starts, clip.starts ?? [0, 6, 12, 18]);

    assert.equal(inPieces.version.durationSeconds, one.version.durationSeconds);
    assert.deepEqual(inPieces.version.warnings, one.version.warnings);
    assert.deepEqual(
      inPieces.version.covers.map(({ atSeconds }) => atSeconds).sort(),
      one.version.covers.map(({ atSeconds }) => atSeconds).sort(),
    );
    assert.deepEqual(inPieces.version.storyboard, one.version.storyboard);
    const [alone, aloneInOne] = [inPieces, one].map(({ out, version }) =>
      join(out, version.audio!.plain.file),
    );
    assert.equal(await hashSound(alone!), await hashSound(aloneInOne!), 'the sound alone is one');
    for (const [index, rendition] of inPieces.version.renditions.entries()) {
      const [ours, theirs] = [inPieces, one].map(({ out }) => join(out, rendition.playlist)) as [
        string,
        string,
      ];
      assert.deepEqual(
        rendition.segments.map(({ file, durationSeconds }) => [file, durationSeconds]),
        one.version.renditions[index]!.segments.map(({ file, durationSeconds }) => [file, durationSeconds]),
      );
      assert.deepEqual(await readFrames(ours), await readFrames(theirs), 'every frame at its time, once');
      assert.equal(await hashSound(ours), await hashSound(theirs), 'the sound is one');
      if (clip.numbers)
        assert.deepEqual(
          (await readFrames(ours)).map(([, number]) => number),
          clip.numbers,
        );
    }
  });
}

function run(source: string, outputFolder: string) {
  return { source, outputFolder, sandbox, signal: new AbortController().signal };
}

async function make(clip: string, name: string, work: (out: string) => Promise<MediaVersion>) {
  const out = join(folder.path, `${clip}-${name}`);
  await mkdir(out);
  return { out, version: await work(out) };
}
