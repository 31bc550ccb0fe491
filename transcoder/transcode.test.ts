import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import sharp from 'sharp';
import type { RejectionCode } from './errors.ts';
import { type MediaVersion, mediaVersionSchema } from './media-version.ts';
import { parsePlaylist } from './package/parse-playlist.ts';
import type { TranscodePlan } from './plan/transcode-plan.ts';
import { openSandbox, type Sandbox } from './sandbox.ts';
import { ffmpeg, ffprobe, makeClip, makeFolder } from './test/make-clip.ts';
import { measureLoudness } from './test/measure-loudness.ts';
import { type TranscodeProgress, type TranscodeRequest, transcode } from './transcode.ts';

const folder = await makeFolder();
let sandbox: Sandbox;
before(async () => {
  sandbox = await openSandbox({ mode: 'bubblewrap' });
});
after(() => folder.remove());

const at = (name: string) => join(folder.path, name);

interface Made {
  version: MediaVersion;
  out: string;
  plan: TranscodePlan;
  progress: TranscodeProgress[];
}

let runs = 0;
async function make(source: string, changes: Partial<TranscodeRequest> = {}): Promise<Made> {
  const out = at(`out-${++runs}`);
  await mkdir(out);
  const progress: TranscodeProgress[] = [];
  const plans: TranscodePlan[] = [];
  const version = await transcode({
    source,
    outputFolder: out,
    sandbox,
    signal: new AbortController().signal,
    onProgress: (step) => progress.push(step),
    onPlan: (plan) => plans.push(plan),
    ...changes,
  });
  return { version, out, plan: plans[0]!, progress };
}

/** All bytes of every file made, for looking for what must not be there. */
async function everything(out: string): Promise<Buffer> {
  const entries = await readdir(out, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Buffer.concat(await Promise.all(files.map((file) => readFile(file))));
}

test('a usual clip becomes a whole media version', async () => {
  const source = await makeClip(at('usual.mp4'), {
    seconds: 62,
    size: '640x360',
    options: ['-metadata', 'title=Secret'],
  });
  const { version, out, plan, progress } = await make(source);

  assert.equal(version.durationSeconds, 62);
  assert.deepEqual(version.warnings, []);
  assert.deepEqual(
    version.renditions.map(({ width, height }) => [width, height]),
    [
      [640, 360],
      [426, 240],
      [320, 180],
    ],
  );
  for (const rendition of version.renditions) {
    const listed = parsePlaylist(await readFile(join(out, rendition.playlist), 'utf8'));
    assert.equal(listed.length, 12);
    assert.equal(listed[0]?.durationSeconds, 1);
    const firstMinute = listed.slice(0, 11).reduce((sum, segment) => sum + segment.durationSeconds, 0);
    assert.equal(firstMinute, 60);
    const opened = await ffprobe(join(out, rendition.playlist), 'stream=codec_name,height:format=duration');
    assert.deepEqual(
      opened.streams.map(({ codec_name }) => codec_name),
      ['h264', 'aac'],
    );
    assert.ok(Math.abs(Number(opened.format.duration) - 62) < 0.1);
    assert.match(rendition.codecs, /^avc1\.64[0-9a-f]{4},mp4a\.40\.2$/);
    assert.ok(rendition.bandwidth >= rendition.averageBandwidth);
  }

  const mp4 = await ffprobe(join(out, version.mp4.file), 'stream=height:format=duration');
  assert.ok(Math.abs(Number(mp4.format.duration) - 62) < 0.1);
  assert.equal(mp4.streams[0]?.height, 360);
  const head = (await readFile(join(out, version.mp4.file))).subarray(0, 64 * 1024);
  assert.ok(head.indexOf('moov') > 0 && head.indexOf('moov') < head.indexOf('mdat'));
  assert.ok(plan.sound!.gain > 0);
  const { loudness } = await measureLoudness(join(out, version.mp4.file));
  assert.ok(Math.abs(loudness + 16) <= 1, `${loudness} LUFS`);
  const minute = await ffprobe(
    join(out, version.minute!.file),
    'format=duration:stream=codec_type,nb_frames',
  );
  assert.ok(Math.abs(Number(minute.format.duration) - 60) < 0.1);
  assert.equal(Number(minute.streams.find(({ codec_type }) => codec_type === 'video')?.nb_frames), 1500);

  const { audio } = version;
  assert.ok(audio);
  assert.equal(audio.segments.length, 11);
  const alone = await ffprobe(join(out, audio.playlist), 'stream=codec_name,channels:format=duration');
  assert.deepEqual(
    alone.streams.map(({ codec_name, channels }) => [codec_name, channels]),
    [['aac', 1]],
  );
  const heard = await ffprobe(join(out, audio.plain.file), 'stream=codec_name:format=duration,bit_rate');
  assert.ok(Math.abs(Number(heard.format.duration) - 62) < 0.1, heard.format.duration);
  const atStart = await ffprobe(join(out, audio.minute!.file), 'format=duration');
  assert.ok(Math.abs(Number(atStart.format.duration) - 60) < 0.1, atStart.format.duration);
  // In all: of a tone, speech and noise are measured elsewhere.
  for (const bitrate of [audio.bandwidth, Number(heard.format.bit_rate)])
    assert.ok(bitrate <= 48_000, `${bitrate}`);

  assert.equal(version.covers.length, 3);
  for (const cover of version.covers) {
    const { format, width, height } = await sharp(join(out, cover.file)).metadata();
    assert.deepEqual([format, width, height], ['webp', cover.width, cover.height]);
  }
  const { width, height } = await sharp(join(out, version.storyboard!.image)).metadata();
  assert.deepEqual([width, height, version.storyboard!.count], [1600, 7 * 90, 62]);

  assert.deepEqual(
    mediaVersionSchema.parse(JSON.parse(await readFile(join(out, 'version.json'), 'utf8'))),
    version,
  );
  const left = (await readdir(out, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(out.length + 1))
    .filter((path) => path !== 'version.json');
  assert.deepEqual(version.files.map(({ path }) => path).sort(), left.sort());
  for (const { path, bytes, sha256 } of version.files) {
    const content = await readFile(join(out, path));
    assert.deepEqual([content.length, createHash('sha256').update(content).digest('hex')], [bytes, sha256]);
  }
  assert.equal((await everything(out)).indexOf('Secret'), -1);

  const fractions = progress.map(({ fraction }) => fraction);
  assert.deepEqual(
    fractions,
    fractions.toSorted((a, b) => a - b),
  );
  assert.equal(fractions.at(-1), 1);
  assert.ok(progress.some(({ stage, fraction }) => stage === 'encoding' && fraction > 0.1 && fraction < 0.9));
});

test('a long lesson, of hundreds of segments, is joined into one MP4', async () => {
  const source = at('lecture.mp4');
  const blank = 'color=green:size=64x48:rate=10:duration=2200';
  await ffmpeg('-f', 'lavfi', '-i', blank, '-c:v', 'libx264', '-preset', 'ultrafast', source);
  const { version, out } = await make(source);
  assert.equal(version.renditions[0]?.segments.length, 186);
  const { format } = await ffprobe(join(out, version.mp4.file), 'format=duration');
  assert.ok(Math.abs(Number(format.duration) - 2200) < 0.2, format.duration);
});

test('a phone clip that was turned stands upright', async () => {
  const flat = await makeClip(at('flat.mp4'), { seconds: 2, size: '640x360' });
  const turned = at('turned.mp4');
  await ffmpeg('-i', flat, '-c', 'copy', '-metadata:s:v:0', 'rotate=90', turned);
  const { version } = await make(turned);
  assert.notEqual(version.source.rotation, 0);
  assert.deepEqual([version.source.width, version.source.height], [360, 640]);
  assert.deepEqual([version.renditions[0]?.width, version.renditions[0]?.height], [360, 640]);
});

test('odd sides are evened out', async () => {
  const source = at('odd.mkv');
  await ffmpeg('-f', 'lavfi', '-i', 'testsrc2=size=401x301:duration=2', '-pix_fmt', 'yuv444p', source);
  const { version } = await make(source);
  assert.deepEqual([version.renditions[0]?.width, version.renditions[0]?.height], [400, 300]);
});

test('an interlaced tape of 720×576 is squared, never enlarged, and has no field of its own left', async () => {
  const source = at('tape.mpg');
  await ffmpeg(
    ...['-f', 'lavfi', '-i', 'testsrc2=size=720x576:rate=50:duration=2'],
    ...['-vf', 'interlace,setsar=16/15', '-c:v', 'mpeg2video', '-flags', '+ilme+ildct', '-b:v', '4M', source],
  );
  const { version, plan } = await make(source);
  assert.deepEqual([version.renditions[0]?.width, version.renditions[0]?.height], [768, 576]);
  assert.ok(plan.picture.deinterlace);
  assert.deepEqual(version.warnings, ['interlaced', 'no-sound']);
});

test('a silent clip comes through without a sound track', async () => {
  const { version, out } = await make(await makeClip(at('silent.mp4'), { seconds: 2, silent: true }));
  assert.equal(version.hasAudio, false);
  assert.match(version.renditions[0]!.codecs, /^avc1\.[0-9a-f]{6}$/);
  const { streams } = await ffprobe(join(out, version.mp4.file), 'stream=codec_type');
  assert.equal(streams.length, 1);
  assert.equal(version.audio, undefined);
  assert.doesNotMatch(await readFile(join(out, 'master.m3u8'), 'utf8'), /audio/);
});

test('sixty frames a second become thirty, 29.97 become thirty, 25 stay', async () => {
  for (const [rate, expected] of [
    [60, 30],
    ['30000/1001', 30],
    [25, 25],
  ] as const) {
    const source = await makeClip(at(`rate-${expected}-${runs}.mp4`), { seconds: 9, rate, silent: true });
    const { version, out } = await make(source);
    const { streams } = await ffprobe(join(out, 'lesson.mp4'), 'stream=r_frame_rate');
    assert.deepEqual(
      [version.renditions[0]?.frameRate, streams[0]?.r_frame_rate],
      [expected, `${expected}/1`],
    );
    assert.deepEqual(
      version.renditions[0]?.segments.slice(0, 3).map(({ durationSeconds }) => durationSeconds),
      [1, 5, 3],
    );
  }
});

test('a varying frame rate and a missing length, as browsers record, come through', async () => {
  const source = at('browser.webm');
  await ffmpeg(
    ...[
      '-f',
      'lavfi',
      '-i',
      'testsrc2=size=320x240:rate=30:duration=6',
      '-f',
      'lavfi',
      '-i',
      'sine=duration=6',
    ],
    ...['-vf', "select='lt(mod(n,30),12)'", '-fps_mode', 'vfr', '-c:v', 'libvpx', '-deadline', 'realtime'],
    ...['-c:a', 'libopus', '-live', '1', source],
  );
  assert.equal((await ffprobe(source, 'format=duration')).format.duration, undefined);
  const { version } = await make(source);
  assert.ok(Math.abs(version.durationSeconds - 6) < 0.5, String(version.durationSeconds));
  assert.equal(version.renditions[0]?.frameRate, 30);
});

test('sound that starts late, ends early or goes on alone leaves one length for all', async () => {
  const late = at('late.mp4');
  await ffmpeg(
    ...[
      '-f',
      'lavfi',
      '-i',
      'testsrc2=size=320x240:duration=6',
      '-itsoffset',
      '2',
      '-f',
      'lavfi',
      '-i',
      'sine=duration=2',
    ],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', late],
  );
  const alone = at('alone.mp4');
  await ffmpeg(
    ...['-f', 'lavfi', '-i', 'testsrc2=size=320x240:duration=2', '-f', 'lavfi', '-i', 'sine=duration=7'],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', alone],
  );
  for (const [source, seconds] of [
    [late, 6],
    [alone, 7],
  ] as const) {
    const { version, out } = await make(source);
    assert.ok(Math.abs(version.durationSeconds - seconds) < 0.1, `${source}: ${version.durationSeconds}`);
    const { streams } = await ffprobe(join(out, 'lesson.mp4'), 'stream=duration');
    for (const { duration } of streams)
      assert.ok(Math.abs(Number(duration) - seconds) < 0.1, `${source}: ${duration}`);
  }
  // The silence before the tone is still there.
  const { out } = await make(late);
  const volume = await ffmpegVolume(join(out, 'lesson.mp4'), 0, 1.5);
  assert.ok(volume < -60, String(volume));
  assert.ok((await ffmpegVolume(join(out, 'lesson.mp4'), 2.5, 1)) > -40);
});

async function ffmpegVolume(path: string, from: number, seconds: number): Promise<number> {
  const raw = at('sound.raw');
  await ffmpeg('-ss', String(from), '-t', String(seconds), '-i', path, '-vn', '-ac', '1', '-f', 's16le', raw);
  const bytes = await readFile(raw);
  const samples = new Int16Array(bytes.buffer, bytes.byteOffset, Math.floor(bytes.length / 2));
  const peak = samples.reduce((highest, sample) => Math.max(highest, Math.abs(sample)), 1);
  return 20 * Math.log10(peak / 32768);
}

test('slides are encoded only where they change, and what moves keeps every step', async () => {
  const source = at('slides.mp4');
  // A box crosses the page between the sixth and the eleventh second; before and after all stands still.
  const box = "x='40+200*clip((t-6)/5,0,1)':y=60";
  await ffmpeg(
    ...['-f', 'lavfi', '-i', 'color=0x203040:size=320x180:rate=25:duration=22.4'],
    ...['-f', 'lavfi', '-i', 'color=white:size=24x24:rate=25:duration=22.4'],
    ...['-filter_complex', `[0][1]overlay=${box}:eval=frame`, '-c:v', 'libx264', '-crf', '12', source],
  );
  const { version, out, plan } = await make(source);
  assert.ok(plan.picture.skipRepeats);
  assert.deepEqual(
    version.renditions[0]!.segments.map(({ durationSeconds }) => durationSeconds),
    // How long the last picture of all is seen stands nowhere: ffmpeg counts up to its beginning.
    [1, 5, 6, 10.36],
  );
  const mp4 = join(out, version.mp4.file);
  const { streams } = await ffprobe(mp4, 'stream=nb_frames,duration');
  const encoded = Number(streams[0]?.nb_frames);
  assert.ok(encoded > 120 && encoded < 200, `${encoded} of 560 pictures`);
  assert.ok(Math.abs(Number(streams[0]?.duration) - 22.4) < 0.05, String(streams[0]?.duration));

  const [moved, made] = [await boxPlaces(source), await boxPlaces(mp4)];
  assert.equal(made.length, moved.length);
  for (const [index, place] of made.entries()) {
    assert.ok(Math.abs(place - moved[index]!) < 0.7, `picture ${index}: ${place} instead of ${moved[index]}`);
  }
});

/** Where the middle of what is white lies, from the left, in each of 25 pictures a second. */
async function boxPlaces(path: string): Promise<number[]> {
  const raw = at('places.raw');
  await ffmpeg('-i', path, '-vf', 'fps=25,crop=320:8:0:68,scale=320:1,format=gray', '-f', 'rawvideo', raw);
  const bytes = await readFile(raw);
  return Array.from({ length: bytes.length / 320 }, (_, picture) => {
    const row = [...bytes.subarray(picture * 320, (picture + 1) * 320)];
    const white = row.map((value) => Math.max(0, value - 100));
    return white.reduce((sum, value, x) => sum + value * x, 0) / white.reduce((sum, value) => sum + value, 0);
  });
}

test('covers are not taken of black while there is something to see', async () => {
  const source = at('dark.mp4');
  await ffmpeg(
    ...[
      '-f',
      'lavfi',
      '-i',
      'color=black:size=320x240:duration=8',
      '-f',
      'lavfi',
      '-i',
      'testsrc2=size=320x240:duration=2',
    ],
    ...['-filter_complex', 'concat=n=2', '-c:v', 'libx264', '-preset', 'ultrafast', source],
  );
  const { version } = await make(source);
  assert.ok(version.covers.length > 0);
  assert.ok(version.covers.every(({ atSeconds }) => atSeconds >= 8));
});

const REFUSED: readonly [what: string, code: RejectionCode, write: (path: string) => Promise<unknown>][] = [
  ['sound alone', 'sound-only', (path) => ffmpeg('-f', 'lavfi', '-i', 'sine=duration=2', '-f', 'mp4', path)],
  ['an MP3', 'sound-only', (path) => ffmpeg('-f', 'lavfi', '-i', 'sine=duration=2', '-f', 'mp3', path)],
  [
    'a photo',
    'still-picture',
    (path) =>
      ffmpeg('-f', 'lavfi', '-i', 'testsrc2', '-frames:v', '1', '-c:v', 'mjpeg', '-f', 'image2', path),
  ],
  ['text', 'document', (path) => writeFile(path, '今天天气很好，没有视频。\n'.repeat(500))],
  ['nothing', 'empty', (path) => writeFile(path, '')],
  [
    'a clip cut short behind its index',
    'truncated',
    async (path) => {
      await makeClip(path, { seconds: 20, options: ['-f', 'mp4', '-movflags', '+faststart'] });
      await truncate(path, Math.floor((await readFile(path)).length * 0.6));
    },
  ],
  [
    'a clip cut short before its index',
    'unfinished',
    async (path) => {
      await makeClip(path, { seconds: 5, options: ['-f', 'mp4'] });
      await truncate(path, Math.floor((await readFile(path)).length * 0.6));
    },
  ],
  [
    'a picture track of nothing but noughts',
    'no-picture-decoded',
    async (path) => {
      await makeClip(path, { seconds: 3, silent: true, options: ['-f', 'mp4', '-movflags', '+faststart'] });
      const bytes = await readFile(path);
      await writeFile(path, bytes.fill(0, bytes.indexOf('mdat') + 4));
    },
  ],
  [
    'a codec outside the list',
    'unsupported',
    (path) => ffmpeg('-f', 'lavfi', '-i', 'testsrc2=duration=1', '-c:v', 'png', '-f', 'mov', path),
  ],
  [
    'an MP4 whose samples are encrypted',
    'encrypted',
    (path) =>
      makeClip(path, {
        seconds: 1,
        options: [
          ...['-encryption_scheme', 'cenc-aes-ctr', '-encryption_key', '76a6c65c5ea762046bd749a2e632ccbb'],
          ...['-encryption_kid', 'a7e61c373e219033c21091fa607bf3b8', '-f', 'mp4'],
        ],
      }),
  ],
  [
    'a picture larger than 4K',
    'too-large',
    (path) =>
      ffmpeg(
        ...['-f', 'lavfi', '-i', 'color=size=6000x4000:duration=0.1'],
        ...['-c:v', 'libx264', '-preset', 'ultrafast', '-f', 'mp4', path],
      ),
  ],
];
for (const [what, code, write] of REFUSED) {
  test(`${what} is refused as ${code}`, async () => {
    const path = at(`refused-${what.replaceAll(' ', '-')}.mp4`);
    await write(path);
    await assert.rejects(make(path), { name: 'MediaRejectedError', code, retryOnce: false });
  });
}

test('a list that points to other files and hosts opens none of them', async () => {
  const secret = `canary-${crypto.randomUUID()}`;
  await writeFile(at('canary.txt'), `${secret}\n`.repeat(100));
  await makeClip(at('canary.mp4'), { seconds: 3 });
  const server = createServer((_, response) => {
    hits++;
    response.end();
  });
  let hits = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const targets = [
    `file://${at('canary.mp4')}`,
    at('canary.txt'),
    'canary.mp4',
    `http://127.0.0.1:${port}/a.ts`,
  ];
  const lists: string[] = targets.flatMap((target) => [
    `#EXTM3U\n#EXT-X-TARGETDURATION:3\n#EXTINF:3,\n${target}\n#EXT-X-ENDLIST\n`,
    `ffconcat version 1.0\nfile '${target}'\n`,
    `v=0\nc=IN IP4 127.0.0.1\nm=video ${port} RTP/AVP 96\na=${target}\n`,
    `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><Period><BaseURL>${target}</BaseURL></Period></MPD>`,
    // A byte that no text has: not known by its start, and so put before ffmpeg.
    `#EXTM3U\n#\x01\n#EXT-X-TARGETDURATION:3\n#EXTINF:3,\n${target}\n#EXT-X-ENDLIST\n`,
    `ffconcat version 1.0\n#\x01\nfile '${target}'\n`,
  ]);
  try {
    for (const mode of ['bubblewrap', 'none'] as const) {
      const place = mode === 'none' ? await openSandbox({ mode }) : sandbox;
      for (const [index, list] of lists.entries()) {
        const path = at(`list-${mode}-${index}.mp4`);
        await writeFile(path, list);
        await assert.rejects(make(path, { sandbox: place }), (error) => {
          assert.ok(error instanceof Error && 'code' in error);
          assert.equal(error.code, list.includes('\x01') ? 'unsupported' : 'playlist', String(error));
          assert.ok(!String(error).includes(secret));
          return true;
        });
        assert.equal((await everything(at(`out-${runs}`))).length, 0);
      }
    }
    assert.equal(hits, 0);
  } finally {
    server.close();
  }
});

test('abort during encoding rejects with its reason within two seconds', async () => {
  const source = await makeClip(at('long.mp4'), { seconds: 60, size: '1280x720' });
  const abort = new AbortController();
  const reason = new Error('withdrawn');
  let aborted = 0;
  const running = make(source, {
    signal: abort.signal,
    onProgress: ({ stage, fraction }) => {
      if (aborted || stage !== 'encoding' || fraction < 0.02) return;
      aborted = performance.now();
      abort.abort(reason);
    },
  });
  await assert.rejects(running, reason);
  assert.ok(aborted > 0 && performance.now() - aborted < 2000);
});
