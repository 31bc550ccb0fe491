import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { makeOpening, type OpeningExtent } from './make-opening.ts';
import { SEGMENT_LAYOUT, segmentStart, segmentsUntil } from './plan/segment-layout.ts';
import { openSandbox, type Sandbox } from './sandbox.ts';
import { ffprobe, makeClip, makeFolder } from './test/make-clip.ts';
import { type EarlySegment, transcode } from './transcode.ts';

const folder = await makeFolder();
after(() => folder.remove());

const { signal } = new AbortController();
let sandbox: Sandbox;
let source: string;
before(async () => {
  sandbox = await openSandbox({ mode: 'bubblewrap' });
  source = await makeClip(join(folder.path, 'lesson.mp4'), { seconds: 26, size: '640x480' });
});

async function makeOutputFolder(name: string): Promise<string> {
  const path = join(folder.path, name);
  await mkdir(path);
  return path;
}

const count = (seconds: number) => segmentsUntil(SEGMENT_LAYOUT, seconds);
const upTo = (segments: number) => [...Array(segments).keys()];
const indexes = (segments: readonly EarlySegment[]) => segments.map(({ index }) => index);

/** Where one encoding ends the other can go on. */
async function requireInPlace(name: string, { index, init, bytes, lessonSeconds }: EarlySegment) {
  assert.equal(lessonSeconds, 26);
  const file = join(folder.path, `${name}-${index}.mp4`);
  await writeFile(file, Buffer.concat([init, bytes]));
  const { streams } = await ffprobe(file, 'stream=codec_name,height,start_time,nb_read_packets');
  assert.deepEqual(
    streams.map(({ codec_name }) => codec_name),
    ['h264', 'aac'],
  );
  assert.equal(streams[0]?.height, 480);
  const start = Number(streams[0]?.start_time) - segmentStart(SEGMENT_LAYOUT, index);
  assert.ok(Math.abs(start) < 0.1, `${name} ${index} begins ${start} s off`);
}

test('the opening is the first seconds; one that is made again goes on with the first', async () => {
  const outputFolder = await makeOutputFolder('opening');
  async function make(): Promise<EarlySegment[]> {
    const told: EarlySegment[] = [];
    const wants = async (extent: OpeningExtent) => {
      assert.deepEqual(extent, { lessonSeconds: 26, segments: count(24) });
      return true;
    };
    await makeOpening({
      ...{ source, outputFolder, sandbox, signal, wants },
      onSegment: (segment) => told.push(segment),
    });
    return told;
  }
  const opening = await make();
  assert.deepEqual(indexes(opening), upTo(count(24)));
  for (const segment of opening) await requireInPlace('opening', segment);
  const again = await make();
  assert.deepEqual(indexes(again), indexes(opening));
  assert.ok(again.every(({ init }) => init.equals(opening[0]!.init)));
  assert.deepEqual(await readdir(outputFolder), []);
});

test('an opening that nobody wants is not made', async () => {
  const outputFolder = await makeOutputFolder('unwanted');
  await makeOpening({
    ...{ source, outputFolder, sandbox, signal },
    wants: async () => false,
    onSegment: () => assert.fail('told of a segment'),
  });
});

test('segments of the whole can be watched while the rest is made', async () => {
  const outputFolder = await makeOutputFolder('whole');
  const whole: EarlySegment[] = [];
  let fractionAtFirst = Number.NaN;
  let fraction = 0;
  const version = await transcode({
    ...{ source, outputFolder, sandbox, signal },
    onProgress: (progress) => {
      fraction = progress.fraction;
    },
    onEarlySegment: (segment) => {
      if (whole.length === 0) fractionAtFirst = fraction;
      whole.push(segment);
    },
  });
  assert.deepEqual(indexes(whole), upTo(count(26)));
  assert.ok(fractionAtFirst < 0.9, `the first one came at ${fractionAtFirst}`);
  assert.ok(version.firstPlayableSeconds > 0);
  for (const segment of whole) await requireInPlace('whole', segment);
  assert.ok(whole[1]?.bytes.equals(await readFile(join(outputFolder, 'v480/00001.m4s'))));
});
