import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { planTranscode } from '../plan/plan-transcode.ts';
import { openSandbox } from '../sandbox.ts';
import { makeClip, makeFolder } from '../test/make-clip.ts';
import { probeMedia } from './probe-media.ts';
import { type PictureTrack, readPictureTrack } from './read-picture-track.ts';
import { choosePlaces, readTrial, tryAtFullSize } from './try-at-full-size.ts';

const folder = await makeFolder();
after(() => folder.remove());

const track = (groups: readonly { keyBytes: number; bytes: number }[]): PictureTrack => ({
  groups: groups.map((group, index) => ({ ...group, seconds: 2 * index, closed: true })),
  ...{ delaySeconds: 0, endSeconds: 2 * groups.length, flaw: null },
});

test('places stand where the bytes do', () => {
  const even = track(Array.from({ length: 12 }, () => ({ keyBytes: 10, bytes: 100 })));
  assert.deepEqual(choosePlaces(even, 3), [4, 12, 20]);
  const burst = track([10, 10, 900, 10, 10, 60].map((bytes) => ({ keyBytes: 5, bytes })));
  assert.deepEqual(choosePlaces(burst, 3), [4]);
  assert.deepEqual(choosePlaces(burst, 20), [4, 6, 10]);
});

test('all is expected to take what the same pictures take in both, with as many keyframes as we place', () => {
  const place = [
    ...['#tb 0: 1/12800', '#tb 1: 1/25', '#dimensions 0: 640x360'],
    ...['0, -1024, 0, 512, 1000, 0x0a1b', '0, -512, 1024, 512, 300, 0x0a1b, F=0x0'],
    ...['0, 0, 512, 512, 100, 0x0a1b, F=0x10', '0, 512, 1536, 512, 1000, 0x0a1b'],
    ...['0, 12288, 13312, 512, 900, 0x0a1b, F=0x0'],
    ...['1, 0, 0, 1, 500, 0x0a1b', '1, 1, 1, 1, 60, 0x0a1b, F=0x0', '1, 2, 2, 1, 20, 0x0a1b, F=0x0'],
    // No more is counted than the seconds that were tried.
    '1, 25, 25, 1, 80, 0x0a1b, F=0x0',
  ].join('\n');
  const read = (places: string[]) =>
    readTrial(places, {
      ...{ seconds: 1, segmentSeconds: 6 },
      track: track(Array.from({ length: 6 }, () => ({ keyBytes: 900, bytes: 1900 }))),
    });
  // In twelve seconds two keyframes, each of a quarter of 900 bytes, and a fifth of 6 × 1000.
  assert.equal(read([place, place, '']), Math.round((8 * (2 * 225 + 1200)) / 12));
  assert.equal(read(['', '']), null);
});

test('what a clip is expected to take follows from what it is, not from what it takes', async () => {
  const sandbox = await openSandbox({ mode: 'bubblewrap' });
  const { signal } = new AbortController();
  const expected: number[] = [];
  for (const crf of [20, 28]) {
    const options = ['-x264-params', 'keyint=50', '-crf', String(crf)];
    const source = await makeClip(`${folder.path}/${crf}.mp4`, { seconds: 16, silent: true, options });
    const probe = await probeMedia(source, sandbox, signal);
    const read = (await readPictureTrack(source, probe, sandbox, signal))!;
    const plan = planTranscode(probe);
    expected.push((await tryAtFullSize(source, { track: read, plan }, sandbox, signal))!);
  }
  const [fine, coarse] = expected as [number, number];
  assert.ok(Math.abs(fine - coarse) < 0.3 * fine, `${fine} and ${coarse}`);
});
