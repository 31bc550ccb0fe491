import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { SEGMENT_LAYOUT, segmentStart, segmentsUntil } from './plan/segment-layout.ts';
import { openSandbox } from './sandbox.ts';
import { ffprobe, makeClip, makeFolder } from './test/make-clip.ts';
import { type EarlySegment, transcode } from './transcode.ts';

const folder = await makeFolder();
after(() => folder.remove());

test('segments can be watched while the rest is made: its opening at once, then those of the whole', async () => {
  const source = await makeClip(join(folder.path, 'lesson.mp4'), { seconds: 21, size: '640x480' });
  const outputFolder = join(folder.path, 'out');
  await mkdir(outputFolder);
  const segments: EarlySegment[] = [];
  let fractionAtFirst = Number.NaN;
  let fraction = 0;
  const version = await transcode({
    ...{ source, outputFolder, sandbox: await openSandbox({ mode: 'bubblewrap' }) },
    signal: new AbortController().signal,
    onProgress: (progress) => {
      fraction = progress.fraction;
    },
    onEarlySegment: (segment) => {
      if (segments.length === 0) fractionAtFirst = fraction;
      segments.push(segment);
    },
  });
  const of = (which: EarlySegment['of']) => segments.filter((segment) => segment.of === which);
  const indexes = (which: EarlySegment['of']) => of(which).map(({ index }) => index);
  const all = [...Array(segmentsUntil(SEGMENT_LAYOUT, 21)).keys()];
  assert.deepEqual(indexes('whole'), all);
  const opening = indexes('opening');
  assert.deepEqual(opening, all.slice(0, opening.length));
  assert.ok(opening.length >= segmentsUntil(SEGMENT_LAYOUT, 12), `${opening.length} of the opening`);
  assert.ok(fractionAtFirst < 0.9, `the first one came at ${fractionAtFirst}`);
  assert.ok(version.firstPlayableSeconds > 0);

  for (const which of ['opening', 'whole'] as const) {
    for (const { index, init, bytes, lessonSeconds } of of(which)) {
      assert.equal(lessonSeconds, 21);
      const file = join(folder.path, `${which}-${index}.mp4`);
      await writeFile(file, Buffer.concat([init, bytes]));
      const { streams } = await ffprobe(file, 'stream=codec_name,height,start_time,nb_read_packets');
      assert.deepEqual(
        streams.map(({ codec_name }) => codec_name),
        ['h264', 'aac'],
      );
      assert.equal(streams[0]?.height, 480);
      // Where the one ends the other can go on.
      const start = Number(streams[0]?.start_time) - segmentStart(SEGMENT_LAYOUT, index);
      assert.ok(Math.abs(start) < 0.1, `${which} ${index} begins ${start} s off`);
    }
  }
  const kept = await readFile(join(outputFolder, 'v480/00001.m4s'));
  assert.deepEqual(of('whole')[1]?.bytes, kept);
  assert.ok(!(await readdir(outputFolder)).includes('opening'));
});
