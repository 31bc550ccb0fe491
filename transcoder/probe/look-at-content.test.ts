import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openSandbox, type Sandbox } from '../sandbox.ts';
import { ffmpeg, makeFolder } from '../test/make-clip.ts';
import { lookAtContent, readLook } from './look-at-content.ts';
import { probeMedia } from './probe-media.ts';

const folder = await makeFolder();
let sandbox: Sandbox;
before(async () => {
  sandbox = await openSandbox({ mode: 'bubblewrap' });
});
after(() => folder.remove());

/** Twenty seconds of a picture that changes in so many of 25 frames. */
async function look(name: string, changing: number) {
  const path = `${folder.path}/${name}.mp4`;
  const hold = changing === 25 ? 'null' : `select='lt(mod(n,25),${changing})',fps=25`;
  await ffmpeg(
    ...['-f', 'lavfi', '-i', `testsrc2=size=320x240:rate=25:duration=20`, '-vf', hold],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '50', path],
  );
  const { signal } = new AbortController();
  return lookAtContent(path, await probeMedia(path, sandbox, signal), sandbox, signal);
}

test('of a picture that always moves nothing repeats', async () => {
  assert.deepEqual(await look('moving', 25), { pictures: 72, repeatShare: 0 });
});

test('a picture that moves once a second is seen to stand still', async () => {
  const { repeatShare } = (await look('still', 1))!;
  assert.ok(repeatShare > 0.8, String(repeatShare));
});

test('the first picture of each place is compared with nothing', () => {
  const place = '#tb 0: 1/25\n0, 0\n1, 0\n0, 1\n0, 2\n1, 2\n0, 3\n';
  assert.deepEqual(readLook([place, place, '']), { pictures: 6, repeatShare: 1 - 2 / 6 });
  assert.equal(readLook(['', '']), null);
});
