import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { MediaVersion } from './media-version.ts';
import { transcodeInPieces } from './pieces/transcode-in-pieces.ts';
import type { TranscodePlan } from './plan/transcode-plan.ts';
import { openSandbox, type Sandbox } from './sandbox.ts';
import { ffmpeg, ffprobe, makeClip, makeFolder } from './test/make-clip.ts';
import { type TranscodeProgress, transcode } from './transcode.ts';

const folder = await makeFolder();
let sandbox: Sandbox;
before(async () => {
  sandbox = await openSandbox({ mode: 'bubblewrap' });
});
after(() => folder.remove());

interface Clip {
  what: string;
  name: string;
  rate: number | string;
  options: string[];
  /** Where segments begin, in frames of the output; undefined: where they usually do. */
  starts?: number[];
}

const REGULAR: Clip = {
  what: 'with a keyframe at every second',
  name: 'regular.mp4',
  rate: 25,
  options: ['-x264-params', 'keyint=25:min-keyint=25:scenecut=0'],
};
const CLIPS: readonly Clip[] = [
  REGULAR,
  {
    what: 'with keyframes wherever they are, at 29.97 frames a second',
    name: 'irregular.mkv',
    rate: '30000/1001',
    options: ['-x264-params', 'scenecut=0:keyint=250', '-force_key_frames', '1.3,7.9,8.4,13.5'],
    starts: [0, 40, 238, 406],
  },
  {
    what: 'of which two thirds repeat the frame before',
    name: 'slides.mp4',
    rate: 25,
    options: ['-vf', "select='eq(n,0)+lt(mod(n+10,25),8)',fps=25", '-x264-params', 'scenecut=0:keyint=55'],
    starts: [0, 55, 165, 275, 440],
  },
];

for (const clip of CLIPS) {
  test(`the highest rendition of a clip ${clip.what} is its own picture`, async () => {
    const source = await makeSource(clip);
    const { out, plan, version } = await make(clip.name, source);
    const { frameRate } = plan.picture;
    assert.ok(plan.renditions[0]?.copied, plan.reasons.map(({ text }) => text).join('\n'));
    assert.deepEqual(
      plan.starts?.map((seconds) => Math.round(seconds * frameRate)),
      clip.starts,
    );

    const [copy, ...encoded] = version.renditions.map(({ playlist }) => join(out, playlist)) as [
      string,
      ...string[],
    ];
    assert.equal(await hashPictures(copy), await hashPictures(source));
    assert.ok(encoded.length > 0);
    const begins = await segmentStarts(out, version.renditions[0]!);
    for (const rendition of version.renditions.slice(1)) {
      // Sound begins first in Matroska, by a frame of AAC.
      for (const [index, start] of (await segmentStarts(out, rendition)).entries()) {
        const most = index === 0 ? 0.024 : 0.5 / frameRate + 0.001;
        assert.ok(Math.abs(start - begins[index]!) < most, `${rendition.playlist} ${index}: ${start}`);
      }
    }
    const plain = version.renditions.find(({ height }) => height === version.mp4.height)!;
    assert.equal(
      await hashPictures(join(out, version.mp4.file)),
      await hashPictures(join(out, plain.playlist)),
    );
  });
}

test('in pieces all but the copy is encoded, and that is the same', async () => {
  const source = await makeSource(REGULAR);
  let pieces: readonly number[] = [];
  const { out, plan, version } = await make('pieces', source, {
    onPieces: (found) => {
      pieces = found;
    },
  });
  assert.ok(plan.renditions[0]?.copied);
  assert.deepEqual(pieces, [0, 6, 12]);
  const [copy, ...encoded] = version.renditions.map(({ playlist }) => join(out, playlist)) as [
    string,
    ...string[],
  ];
  assert.equal(await hashPictures(copy), await hashPictures(source));
  for (const path of encoded) assert.deepEqual(await frameTimes(path), await frameTimes(copy));
});

test('damage is not passed on: in pieces or not, all of it is encoded after all', async () => {
  const bytes = await readFile(await makeSource(REGULAR));
  const at = bytes.indexOf('mdat') + 200_000;
  bytes.fill(0x55, at, at + 200);
  const source = join(folder.path, 'damaged.mp4');
  await writeFile(source, bytes);
  let pieces: readonly number[] = [];
  const { out, plan, version } = await make('damaged', source, {
    onPieces: (found) => {
      pieces = found;
    },
  });
  assert.ok(pieces.length > 1);
  // Pieces are made of what is to be copied, and then a whole, of which that is found out too.
  assert.equal(plan.renditions[0]?.copied, undefined);
  assert.match(reasonOf(plan), /^encoded again after all: what is damaged/);
  assert.deepEqual(version.warnings, ['decode-errors']);
  assert.notEqual(await hashPictures(join(out, version.renditions[0]!.playlist)), await hashPictures(source));
});

for (const pieces of [false, true]) {
  test(`a copy that is not as planned in the end is encoded after all${pieces ? ', in pieces too' : ''}`, async () => {
    const source = await makeSource(REGULAR);
    let spoilt = false;
    const spoiling: Sandbox = {
      ...sandbox,
      async run(command, request) {
        const result = await sandbox.run(command, request);
        const playlist = join(request.outputFolder ?? '', 'v360/index.m3u8');
        const text = spoilt ? '' : await readFile(playlist, 'utf8').catch(() => '');
        if (text === '') return result;
        spoilt = true;
        await writeFile(playlist, text.replace(/(?<=#EXTINF:)[\d.]+(?=,\n[^#]+\n#EXT-X-ENDLIST)/, '2.5'));
        return result;
      },
    };
    const { out, plan, version } = await make(`spoilt-${pieces}`, source, {
      sandbox: spoiling,
      onPieces: pieces ? () => {} : undefined,
    });
    assert.ok(spoilt);
    assert.match(reasonOf(plan), /^encoded again after all: .*ends elsewhere/);
    assert.deepEqual(version.warnings, ['copy-unfit']);
    assert.notEqual(
      await hashPictures(join(out, version.renditions[0]!.playlist)),
      await hashPictures(source),
    );
  });
}

const reasonOf = ({ reasons }: TranscodePlan) => reasons.find(({ about }) => about === 'copy')?.text ?? '';

const SECONDS = 20;

/** As an editor saves it, in fewer bytes than we would take. */
function makeSource({ name, rate, options }: Clip): Promise<string> {
  const coding = ['-preset', 'fast', '-crf', '30', ...options];
  return makeClip(join(folder.path, name), { seconds: SECONDS, size: '640x360', rate, options: coding });
}

async function make(
  name: string,
  source: string,
  given: { onPieces?: (starts: readonly number[]) => void; sandbox?: Sandbox } = {},
) {
  const out = join(folder.path, `${name}-made`);
  await mkdir(out);
  let plan: TranscodePlan | undefined;
  const fractions: number[] = [];
  const request = {
    ...{ source, outputFolder: out, sandbox, signal: new AbortController().signal, ...given },
    onProgress: ({ fraction }: TranscodeProgress) => fractions.push(fraction),
    onPlan: (made: TranscodePlan) => {
      plan = made;
    },
  };
  const version: MediaVersion = given.onPieces
    ? await transcodeInPieces({ ...request, workFolder: folder.path, pieceSeconds: 4 })
    : await transcode(request);
  assert.deepEqual(
    fractions,
    fractions.toSorted((a, b) => a - b),
    'progress never falls',
  );
  return { out, plan: plan!, version };
}

function hashPictures(path: string): Promise<string> {
  return ffmpeg('-i', path, '-map', '0:v', '-fps_mode', 'passthrough', '-f', 'md5', '-');
}

async function frameTimes(path: string): Promise<string> {
  return ffmpeg(
    '-i',
    path,
    '-map',
    '0:v',
    '-c',
    'copy',
    '-bsf:v',
    'setts=dts=PTS',
    '-f',
    'framehash',
    '-',
  ).then((text) =>
    text
      .split('\n')
      .filter((line) => !line.startsWith('#'))
      .map((line) => line.split(',')[2]!)
      .sort()
      .join(' '),
  );
}

/** When the first picture of each segment is shown. */
async function segmentStarts(
  out: string,
  { playlist, segments }: MediaVersion['renditions'][number],
): Promise<number[]> {
  const below = join(out, playlist, '..');
  const path = join(folder.path, 'segment.mp4');
  const starts: number[] = [];
  for (const { file } of segments) {
    await writeFile(
      path,
      Buffer.concat([await readFile(join(below, 'init.mp4')), await readFile(join(below, file))]),
    );
    const { streams } = await ffprobe(path, 'stream=codec_type,start_time');
    starts.push(Number(streams.find(({ codec_type }) => codec_type === 'video')?.start_time));
  }
  return starts;
}
