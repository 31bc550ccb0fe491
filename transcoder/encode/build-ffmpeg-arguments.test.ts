import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planTranscode } from '../plan/plan-transcode.ts';
import type { VideoProbe } from '../probe/media-probe.ts';
import { ffmpeg } from '../test/make-clip.ts';
import { mediaProbe } from '../test/media-probe.ts';
import { buildFfmpegArguments, buildFilterGraph, scaleDown, tuningOf } from './build-ffmpeg-arguments.ts';

const VGA = { codedWidth: 640, codedHeight: 480 };
const chains = (changes: Parameters<typeof mediaProbe>[0]) =>
  buildFilterGraph(planTranscode(mediaProbe(changes))).split(';');

test('each rendition is scaled from the one above it, and frames leave on the way', () => {
  assert.deepEqual(chains({ video: VGA, audio: null }), [
    '[0:0]scale=640:480,fps=fps=25:start_time=0,setsar=1,setfield=prog,format=yuv420p,split=3[v0][down1][forcovers]',
    '[down1]zscale=480:360:filter=bicubic:param_a=0:param_b=0.6,setsar=1,split=2[v1][down2]',
    '[down2]zscale=320:240:filter=bicubic:param_a=0:param_b=0.6,setsar=1,split=2[v2][down3]',
    '[down3]zscale=240:180:filter=bicubic:param_a=0:param_b=0.6,setsar=1,split=2[v3][forstoryboard]',
    "[forcovers]select='gte(n,62)*not(mod(n-62,125))',scale=640:480:flags=area:out_range=pc,format=yuvj420p[covers]",
    "[forstoryboard]select='gte(n,12)*not(mod(n-12,25))',scale=160:120:flags=area:out_range=pc,format=yuvj420p[storyboard]",
  ]);
});

test('the largest is scaled where its size, values or colours are not as stored', () => {
  const scaled =
    /^\[0:0\](scale=640:\d+,)?fps=fps=25:start_time=0,scale=\d+:\d+:flags=bicubic:out_range=tv,setsar=1/;
  const coding = { profile: 'High', level: 40, pixelFormat: 'yuv420p' };
  const changes: readonly Partial<VideoProbe>[] = [
    { codedHeight: 481 },
    { sampleAspect: 4 / 3 },
    { rotation: 90 },
    { fullRange: true },
    { coding: { ...coding, pixelFormat: 'yuv422p' } },
    { highDynamicRange: 'pq' },
  ];
  for (const change of changes) {
    assert.match(chains({ video: { ...VGA, ...change }, audio: null })[0]!, scaled, JSON.stringify(change));
  }
});

test('whichever scaler is taken, each element of a picture is where it was', async () => {
  const cases: readonly [from: readonly [number, number], to: readonly [number, number], scaler: string][] = [
    [[1920, 1080], [1280, 720], 'zscale'],
    [[1920, 1080], [960, 540], 'zscale'],
    [[1920, 1080], [854, 480], 'zscale'],
    [[1920, 1080], [640, 360], 'zscale'],
    [[1280, 720], [426, 240], 'zscale'],
    [[606, 1080], [270, 480], 'zscale'],
    [[854, 480], [426, 240], 'scale'],
    [[1920, 1080], [902, 508], 'scale'],
  ];
  for (const [from, to, scaler] of cases) {
    const [source, size] = [from, to].map(([width, height]) => ({ width: width!, height: height! }));
    const scaled = scaleDown(source!, size!);
    assert.equal(scaled.split('=')[0], scaler, scaled);
    // Of noise no element can be missed; the two round differently.
    const noise = `color=gray:size=${from.join('x')}:rate=1,format=yuv420p,noise=c0s=60`;
    const graph = `split[one][other];[one]${scaled}[own];[other]scale=${to.join(':')}:flags=bicubic[right];[own][right]psnr=stats_file=-`;
    const stats = await ffmpeg(
      ...['-f', 'lavfi', '-i', noise, '-filter_complex', graph, '-frames:v', '1', '-f', 'null', '-'],
    );
    const decibels = / psnr_y:(\d+\.\d+|inf)/.exec(stats)?.[1];
    assert.ok(decibels === 'inf' || Number(decibels) > 54, `${scaled}: ${decibels} dB`);
  }
});

test('sound starts at zero, is filled with silence to the end, and of one channel leaves once', () => {
  assert.equal(
    chains({ video: VGA, audio: { channels: 1 } }).at(-1),
    '[0:1]aresample=async=1:min_hard_comp=0.1:first_pts=0,aformat=sample_rates=48000:channel_layouts=mono,apad=whole_dur=60,asplit=1[a0]',
  );
});

test('fields are made into pictures, and the last picture held, before scaling', () => {
  const [first] = chains({ durationSeconds: 65, video: { ...VGA, interlaced: true, endSeconds: 60 } });
  assert.match(
    first!,
    /^\[0:0\]scale=\d+:\d+,bwdif=mode=send_frame:deint=interlaced,fps=fps=25:start_time=0,tpad=stop_mode=clone:stop_duration=5,setsar=1/,
  );
});

test('repeats are left out before scaling, but nothing at whole seconds and near the end; single pictures count them', () => {
  const plan = planTranscode(mediaProbe({ video: VGA }), {
    ...{ pictures: 48, repeatShare: 0.6, rests: true, lowRate: 120_000, grain: 1 },
  });
  const graph = buildFilterGraph(plan).split(';');
  assert.deepEqual(graph.slice(0, 4), [
    '[0:0]scale=640:480,fps=fps=25:start_time=0,split[every][candidates]',
    "[every]select='not(mod(n,25))+gte(n,1497)'[kept]",
    '[candidates]mpdecimate=hi=128:lo=64:frac=0.0001:max=250[changed]',
    "[kept][changed]interleave,select='isnan(prev_selected_t)+gt(t-prev_selected_t,0.02)',setsar=1,setfield=prog,format=yuv420p,split=3[v0][down1][forcovers]",
  ]);
  assert.ok(graph.some((chain) => chain.startsWith('[forcovers]fps=fps=25:start_time=0,select=')));
  assert.ok(graph.some((chain) => chain.startsWith('[forstoryboard]fps=fps=25:start_time=0,select=')));
  const args = buildFfmpegArguments(plan, { source: '/in/media', threads: 3 });
  assert.ok(args.includes('expr:gte(t,if(eq(n_forced,1),1,if(eq(n_forced,2),6,(n_forced-2)*12)))'));
  assert.equal(args[args.indexOf('-enc_time_base:v') + 1], '1:12800');
  const tunings = plan.renditions.map((_, index) => args[args.indexOf(`-x264-params:v:${index}`) + 1] ?? '');
  assert.deepEqual(
    tunings.map((tuning) => /subme=[02]|me=hex/.exec(tuning)?.[0]),
    ['me=hex', ...tunings.slice(1).map(() => 'subme=2')],
  );
  assert.equal(tuningOf({ ...plan.picture, subpel: false }, 'highest').includes(':subme=0:'), true);
  assert.equal(tuningOf({ ...plan.picture, subpel: false }, 'below'), tunings.at(-1));
  assert.equal(
    tuningOf({ ...plan.picture, skipRepeats: false, subpel: false }, 'highest').includes('subme'),
    false,
  );
});

test('a size that changes on the way begins nothing anew, but where the picture is turned', () => {
  const build = (video: Parameters<typeof mediaProbe>[0]) =>
    buildFfmpegArguments(planTranscode(mediaProbe(video)), { source: '/in/media', threads: 3 });
  const steady = build({ video: { ...VGA, index: 2 } });
  assert.equal(steady[steady.indexOf('-reinit_filter:2') + 1], '0');
  assert.ok(!build({ video: { rotation: 90 } }).some((arg) => arg.startsWith('-reinit_filter')));
});

test('high dynamic range is brought down after scaling, by its own curve', () => {
  for (const [curve, name] of [
    ['pq', 'smpte2084'],
    ['hlg', 'arib-std-b67'],
  ] as const) {
    const [first] = chains({ video: { ...VGA, highDynamicRange: curve } });
    assert.match(
      first!,
      new RegExp(`setsar=1,setfield=prog,format=yuv420p10le,zscale=transferin=${name}:.*tonemap=`),
    );
  }
});

test('the streams named by the probe are the ones used', () => {
  const graph = chains({ video: { index: 3 }, audio: { index: 2 } }).join(';');
  assert.match(graph, /\[0:3\]/);
  assert.match(graph, /\[0:2\]/);
});

test('guards stand before the one input, which cannot be taken for another protocol', () => {
  const args = buildFfmpegArguments(planTranscode(mediaProbe()), { source: '/in/media', threads: 3 });
  const input = args.indexOf('-i');
  assert.equal(args.lastIndexOf('-i'), input);
  assert.equal(args[input + 1], 'file:/in/media');
  for (const guard of ['-protocol_whitelist', '-format_whitelist', '-codec_whitelist', '-max_pixels', '-t']) {
    const at = args.indexOf(guard);
    assert.ok(at >= 0 && at < input, guard);
  }
});

const THREADS: readonly [threads: number, decoder: number, largest: number, others: number][] = [
  [2, 3, 2, 1],
  [3, 4, 3, 2],
  [6, 7, 6, 3],
  [12, 12, 12, 3],
];
for (const [threads, decoder, largest, others] of THREADS) {
  test(`of ${threads} threads the decoder has ${decoder}, the largest encoder ${largest} and each other ${others}`, () => {
    const args = buildFfmpegArguments(planTranscode(mediaProbe()), { source: '/in/media', threads });
    const of = (option: string) => args[args.indexOf(option) + 1];
    assert.ok(args.indexOf('-threads') < args.indexOf('-i'));
    assert.deepEqual(
      ['-threads', '-threads:v:0', '-threads:v:1', '-threads:v:5'].map(of),
      [decoder, largest, others, others].map(String),
    );
  });
}

test('keyframes stand after the first second and every six seconds, counted in frames, in every rendition', () => {
  const args = buildFfmpegArguments(planTranscode(mediaProbe()), { source: '/in/media', threads: 3 });
  const valuesOf = (option: string) =>
    args.flatMap((arg, index) => (arg === option ? [args[index + 1]] : []));
  assert.deepEqual(new Set(valuesOf('-g')), new Set(['150']));
  assert.deepEqual(new Set(valuesOf('-force_key_frames')), new Set(['expr:not(mod(n,150))+eq(n,25)']));
  assert.deepEqual(valuesOf('-sc_threshold'), ['0']);
  const { renditions } = planTranscode(mediaProbe());
  assert.equal(args.join(' ').match(/:hls_time=1:/g)?.length, renditions.length);
  // The sound alone has no keyframes to end its segments at.
  assert.deepEqual(valuesOf('-hls_time'), ['6']);
});

test('nothing of the source but picture and sound is carried over', () => {
  const args = buildFfmpegArguments(planTranscode(mediaProbe()), { source: '/in/media', threads: 3 });
  assert.equal(args.filter((arg) => arg === '-map_metadata').length, 2);
  assert.equal(args.filter((arg) => arg === '-map_chapters').length, 2);
});

test('a copy is taken from the source as it is, cut at every keyframe, and the others begin and end with it', () => {
  const plan = planTranscode(mediaProbe());
  const [highest, ...others] = plan.renditions;
  const copying = {
    ...{ ...plan, segmentSeconds: 10, starts: [0, 5, 15], picture: { ...plan.picture, skipRepeats: true } },
    renditions: [{ ...highest!, copied: { groups: [1, 2, 1], delaySeconds: 0.2 } }, ...others],
  };
  const args = buildFfmpegArguments(copying, { source: '/in/media', threads: 3 });
  const follows = (option: string) => args[args.indexOf(option) + 1];
  assert.equal(follows('-map'), '0:0');
  assert.equal(follows('-c:v:0'), 'copy');
  assert.ok(!args.includes('-crf:v:0'));
  assert.equal(follows('-threads:v:1'), '3');
  assert.equal(follows('-force_key_frames'), '0.000000,5.000000,15.000000');
  // By the longest wait for a picture, so that all renditions begin at one time.
  assert.equal(follows('-output_ts_offset'), '0.200000');
  assert.equal(follows('tee')?.match(/hls_time=0\.001:/g)?.length, plan.renditions.length);
  const graph = follows('-filter_complex')!;
  assert.ok(!graph.includes('[v0]'));
  assert.match(graph, /\+eq\(n,0\)\+eq\(n,125\)\+eq\(n,375\)'/);
});
