import assert from 'node:assert/strict';
import { open } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { openSandbox, type Sandbox } from '../sandbox.ts';
import { ffmpeg, ffprobe, makeClip, makeFolder } from '../test/make-clip.ts';
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
  return lookInto(path);
}

async function lookInto(path: string) {
  const { signal } = new AbortController();
  return lookAtContent(path, await probeMedia(path, sandbox, signal), sandbox, signal);
}

test('of a picture that always moves nothing repeats', async () => {
  const { pictures, repeatShare, lowRate } = (await look('moving', 25))!;
  assert.deepEqual([pictures, repeatShare], [72, 0]);
  assert.ok(lowRate > 50_000, String(lowRate));
});

test('the noise of a camera is told from movement', async () => {
  const grains = [];
  for (const noise of [0, 12]) {
    const path = `${folder.path}/noise-${noise}.mp4`;
    await ffmpeg(
      ...['-f', 'lavfi', '-i', 'gradients=size=1280x720:rate=25:duration=16:seed=1:speed=0.02'],
      ...[
        '-vf',
        `noise=alls=${noise}:allf=t:all_seed=1`,
        '-c:v',
        'libx264',
        '-preset',
        'ultrafast',
        '-crf',
        '14',
        path,
      ],
    );
    grains.push((await lookInto(path))!.grain);
  }
  const [clean, noisy] = grains;
  assert.ok(noisy! > 2 && noisy! > 2 * clean!, `${noisy} instead of ${clean}`);
});

test('a picture that moves once a second is seen to stand still', async () => {
  const { repeatShare, rests, lowRate } = (await look('still', 1))!;
  assert.ok(repeatShare > 0.8, String(repeatShare));
  assert.ok(rests);
  assert.ok(lowRate < 120_000, String(lowRate));
});

test('a camera that gives every picture twice is not seen to rest', async () => {
  const path = `${folder.path}/twice.mp4`;
  await ffmpeg(
    ...['-f', 'lavfi', '-i', 'testsrc2=size=320x240:rate=15:duration=20', '-vf', 'fps=30'],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '4', '-g', '60', path],
  );
  const { repeatShare, rests } = (await lookInto(path))!;
  assert.ok(repeatShare > 0.4, String(repeatShare));
  assert.equal(rests, false);
});

/** Pages of eight seconds, each of which moves for one second and then rests, with a keyframe where it comes in. */
const PAGES = [
  ...['-f', 'lavfi', '-i', 'testsrc2=size=320x240:rate=25:duration=48'],
  ...['-vf', "select='lt(mod(t,8),1)',fps=25,tpad=stop_mode=clone:stop=175", '-t', '48'],
  ...['-g', '200', '-sc_threshold', '0'],
];
for (const [name, ...coded] of [
  ['mp4', '-c:v', 'libx264', '-preset', 'ultrafast'],
  ['mkv', '-c:v', 'libx264', '-preset', 'ultrafast'],
  // Without an index one arrives behind the keyframe that was asked for.
  ['ts', '-c:v', 'libx264', '-preset', 'ultrafast'],
  ['avi', '-c:v', 'mpeg4', '-q:v', '5'],
] as const) {
  test(`pages of .${name} are seen to rest where keyframes stand only where they come in`, async () => {
    const path = `${folder.path}/pages.${name}`;
    await ffmpeg(...PAGES, ...coded, path);
    const { repeatShare, lowRate } = (await lookInto(path))!;
    assert.ok(repeatShare > 0.5, String(repeatShare));
    assert.ok(lowRate < 100_000, String(lowRate));
  });
}

test('a place without a picture leaves the others', async () => {
  const options = ['-g', '25', '-bf', '0'];
  const path = await makeClip(`${folder.path}/damaged.mp4`, { seconds: 30, silent: true, options });
  const { packets } = await ffprobe(path, 'packet=pos,size');
  const file = await open(path, 'r+');
  try {
    for (const { pos, size } of packets!.slice(650)) {
      await file.write(Buffer.alloc(Number(size)), 0, Number(size), Number(pos));
    }
  } finally {
    await file.close();
  }
  assert.equal((await lookInto(path))!.pictures, 60);
});

test('the first picture of each place is compared with nothing, and a keyframe', () => {
  const line = (stream: number, picture: number, bytes = 256) =>
    `${stream}, ${picture - 2}, ${picture}, 1, ${bytes}, 0x1`;
  const sizes = (first: number) =>
    ['16x16', '16x16', '100x50', '100x50'].map((size, index) => `#dimensions ${first + index}: ${size}`);
  const place = (all: number) => {
    const [changed, small, near] = [all + 1, all + 2, all + 3];
    return [
      ...[line(all, 0), line(changed, 0), line(all, 1), line(all, 2), line(changed, 2), line(all, 3)],
      ...[line(small, 0, 6000), line(small, 1, 100), line(small, 2, 200), line(small, 3, 0)],
      ...[line(near, 0, 9000), line(near, 1, 200), line(near, 2, 400), line(near, 3, 0)],
    ];
  };
  const one = ['#tb 0: 1/25', ...sizes(0), ...place(0)].join('\n');
  const two = [...sizes(0), ...sizes(4), ...place(4), ...place(0)].join('\n');
  const nothing = sizes(0).join('\n');
  assert.deepEqual(readLook([two, one, nothing], { places: 6, frameRate: 25 }), {
    ...{ pictures: 9, repeatShare: 1 - 3 / 9, rests: false },
    // A keyframe each six seconds, and 25 pictures of 100 bytes on average.
    ...{ lowRate: 8 * (6000 / 6 + 25 * 100), grain: 2 },
  });
  const resting = [...sizes(0), line(0, 0), line(1, 0), line(0, 1), line(2, 0, 60), line(3, 0, 90)].join(
    '\n',
  );
  assert.equal(readLook([two, one, resting], { places: 4, frameRate: 25 })?.rests, true);
  // Three places tell nothing of seven, and nothing nothing.
  assert.equal(readLook([two, one, nothing], { places: 7, frameRate: 25 }), null);
  assert.equal(readLook([nothing, ''], { places: 2, frameRate: 25 }), null);
});
