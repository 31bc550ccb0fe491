import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import type { MediaVersion } from '../media-version.ts';
import { openSandbox, type Sandbox } from '../sandbox.ts';
import { ffmpeg, makeFolder } from '../test/make-clip.ts';
import { transcode } from '../transcode.ts';
import { transcodeInPieces } from './transcode-in-pieces.ts';

const folder = await makeFolder();
let sandbox: Sandbox;
before(async () => {
  sandbox = await openSandbox({ mode: 'bubblewrap' });
});
after(() => folder.remove());

/** Each frame carries its number in ten bits, each a tenth of its width. */
const NUMBERED = `geq=lum='if(mod(floor(N/pow(2,floor(X*10/W))),2),220,30)':cb=128:cr=128`;
/** What is never the same twice: a gap, a repetition or a click in it would change all that is decoded after. */
const SOUND = `aevalsrc='0.3*sin(2*PI*(200+17*t)*t)+0.1*sin(9000*t*t)':s=48000`;

interface Clip {
  what: string;
  name: string;
  /** Of the picture, before its frames are numbered. */
  filter?: string;
  options: string[];
  /** A number for each frame of the output, where that follows from the clip. */
  numbers?: number[];
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
    what: 'of which two thirds repeat the frame before',
    name: 'slides.mp4',
    filter: `select='not(mod(n,3))',fps=${RATE}`,
    options: ['-x264-params', 'keyint=100'],
  },
];

for (const clip of CLIPS) {
  test(`a clip ${clip.what} is the same in pieces as in one`, async () => {
    const source = join(folder.path, clip.name);
    const { filter, options } = clip;
    const numbered = filter?.includes('mod(n') ? `${NUMBERED},${filter}` : NUMBERED;
    await ffmpeg(
      ...['-f', 'lavfi', '-i', `color=size=320x180:rate=${RATE}:duration=${SECONDS},${numbered}`],
      ...['-f', 'lavfi', '-i', `${SOUND}:d=${SECONDS}`],
      ...(filter && numbered === NUMBERED ? ['-vf', filter] : []),
      ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac', ...options],
      source,
    );
    const one = await make(clip.name, 'one', (out) =>
      transcode({ ...run(source, out), onProgress: () => {} }),
    );
    let starts: readonly number[] = [];
    const inPieces = await make(clip.name, 'pieces', (out) =>
      transcodeInPieces({
        ...run(source, out),
        onProgress: () => {},
        workFolder: folder.path,
        pieceSeconds: 8,
        onPieces: (found) => {
          starts = found;
        },
      }),
    );
    assert.deepEqual(starts, [0, 6, 18]);

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

/** When each frame is shown, and the number in it. */
async function readFrames(playlist: string): Promise<[time: string, number: number][]> {
  const { stdout: times } = await promisify(execFile)('ffprobe', [
    ...['-v', 'error', '-select_streams', 'v', '-show_entries', 'frame=pts_time', '-of', 'csv=p=0', playlist],
  ]);
  const { stdout: bits } = await promisify(execFile)(
    'ffmpeg',
    [
      ...['-v', 'error', '-i', playlist, '-fps_mode', 'passthrough'],
      ...['-vf', 'scale=10:1:flags=area,format=gray', '-f', 'rawvideo', '-'],
    ],
    { encoding: 'buffer', maxBuffer: 1024 ** 2 },
  );
  // Frames that carry a message of the encoder have a second, empty line.
  const lines = times.split('\n').filter((line) => line !== '');
  assert.equal(bits.length, 10 * lines.length);
  return lines.map((time, frame) => [
    time.replace(/,$/, ''),
    bits
      .subarray(10 * frame, 10 * frame + 10)
      .reduce((sum, level, bit) => sum + (level > 125 ? 2 ** bit : 0), 0),
  ]);
}

function hashSound(playlist: string): Promise<string> {
  return ffmpeg('-i', playlist, '-map', '0:a', '-f', 'md5', '-');
}
