import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { chooseEarlyRendition } from '../plan/choose-early-rendition.ts';
import { planTranscode } from '../plan/plan-transcode.ts';
import type { Sandbox } from '../sandbox.ts';
import { makeFolder } from '../test/make-clip.ts';
import { mediaProbe } from '../test/media-probe.ts';
import { encode } from './encode.ts';

const folder = await makeFolder();
after(() => folder.remove());

test('what an abort cuts off is not told of as a segment of full length', async () => {
  const plan = planTranscode(mediaProbe());
  const early = join(folder.path, plan.renditions[chooseEarlyRendition(plan.renditions)]!.folder);
  const stop = new AbortController();
  const reason = new Error('enough');
  const run: Sandbox['run'] = async () => {
    stop.abort(reason);
    // As ffmpeg does when it is told to end.
    for (const file of ['init.mp4', '00000.m4s']) await writeFile(join(early, file), 'cut off');
    throw reason;
  };
  const told: number[] = [];
  const encoding = encode({
    ...{ source: '/nowhere', outputFolder: folder.path, plan, signal: stop.signal },
    sandbox: { mode: 'none', ffmpegVersion: '5.1', run },
    onProgress: () => {},
    onSegment: ({ index }) => told.push(index),
  });
  await assert.rejects(encoding, reason);
  assert.deepEqual(told, []);
});
