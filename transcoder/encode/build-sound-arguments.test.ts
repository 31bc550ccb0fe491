import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { soundFiles } from '../pieces/make-sound.ts';
import { planSound } from '../plan/plan-sound.ts';
import { planTranscode } from '../plan/plan-transcode.ts';
import type { SoundPlan } from '../plan/transcode-plan.ts';
import { listenToSound } from '../probe/listen-to-sound.ts';
import { probeMedia } from '../probe/probe-media.ts';
import { openSandbox, type Sandbox } from '../sandbox.ts';
import { ffmpeg, ffprobe, makeFolder } from '../test/make-clip.ts';
import { measureLoudness } from '../test/measure-loudness.ts';
import { mediaProbe } from '../test/media-probe.ts';
import { buildFfmpegArguments } from './build-ffmpeg-arguments.ts';
import { buildSoundChain, buildSoundFilter, soundOutput } from './build-sound-arguments.ts';

const PLAN: SoundPlan = {
  streamIndex: 1,
  channels: 2,
  take: 'all',
  sampleRate: 48000,
  gain: 0,
  limit: null,
  aloneRate: 38_000,
};
const BEFORE =
  'aresample=async=1:min_hard_comp=0.1:first_pts=0,aformat=sample_rates=48000:channel_layouts=stereo';

const CHAINS: readonly [what: string, changes: Partial<SoundPlan>, chain: string][] = [
  ['that is right passes as it is', {}, `${BEFORE},apad=whole_dur=60`],
  [
    'of one channel comes from one',
    { channels: 1 },
    'aresample=async=1:min_hard_comp=0.1:first_pts=0,aformat=sample_rates=48000:channel_layouts=mono,apad=whole_dur=60',
  ],
  [
    'taken from the right is raised, and its peaks are held',
    { channels: 1, take: 'right', gain: 6.5, limit: -6 },
    `${BEFORE},pan=mono|c0=c1,volume=6.5dB,alimiter=limit=0.5012:attack=5:release=50:level=false:latency=true,apad=whole_dur=60`,
  ],
];
for (const [what, changes, chain] of CHAINS) {
  test(`sound ${what}`, () => assert.equal(buildSoundFilter({ ...PLAN, ...changes }, 60), chain));
}

test('each rate has an outlet, and one is for the sound alone', () => {
  const plan = planTranscode(mediaProbe({ audio: { index: 3 } }));
  assert.deepEqual(
    plan.renditions.map(({ audioRate }) => audioRate),
    [96_000, 96_000, 96_000, 64_000, 64_000, 48_000],
  );
  const chain = buildSoundChain(plan, plan.sound!, 2);
  assert.match(chain, /^\[2:3\]aresample=.*,apad=whole_dur=60,asplit=4\[a0\]\[a1\]\[a2\]\[alone\]$/);
  const output = soundOutput(plan, plan.sound!);
  assert.deepEqual(output.slice(0, 2), ['-map', '[alone]']);
  assert.equal(output[output.indexOf('-hls_time') + 1], '6');
  assert.equal(output.at(-1), 'audio/index.m3u8');
});

test('sound of one channel is encoded once: for the renditions and, in segments of its own, alone', () => {
  const plan = planTranscode(mediaProbe({ audio: { channels: 1 } }));
  const args = buildFfmpegArguments(plan, { source: '/in/media', threads: 3 });
  const valuesOf = (option: string) => args.filter((_, index) => args[index - 1] === option);
  assert.deepEqual([valuesOf('-c:a'), valuesOf('-b:a:0'), valuesOf('-b:a:1')], [['aac'], ['38000'], []]);
  const places = args.find((arg) => arg.startsWith('[f=hls'))!.split('|');
  assert.equal(places.length, plan.renditions.length + 1);
  assert.match(places.at(-1)!, /^\[f=hls:select=\\'a:0\\':hls_time=6:.*\]audio\/index\.m3u8$/);
  assert.deepEqual(soundFiles(plan), ['sound-0.mp4']);
});

test('sound of one channel that was planned at two rates is encoded for each', () => {
  const plan = planTranscode(mediaProbe({ audio: { channels: 1 } }));
  const older = { ...plan, sound: { ...plan.sound!, aloneRate: 36_000 } };
  assert.match(buildSoundChain(older, older.sound, 0), /asplit=2\[a0\]\[alone\]$/);
  assert.deepEqual(soundFiles(older), ['sound-0.mp4', 'sound-alone.mp4']);
});

const folder = await makeFolder();
let sandbox: Sandbox;
before(async () => {
  sandbox = await openSandbox({ mode: 'bubblewrap' });
});
after(() => folder.remove());

const VOWEL = [1, 2, 3, 4, 6, 9].map((n) => `sin(${n}*1005*t+${n}*${n})/${n}`).join('+');
/** Syllables of a voice, a second of them and half a second of rest; about -20 LUFS from one channel. */
const VOICE = `aevalsrc='0.1*(${VOWEL})*lt(mod(t,1.5),1)*abs(sin(12*t))':s=48000:d=9`;
const OWN =
  'asplit[one][two];[two]adelay=700,apad=whole_dur=9,atrim=0:9[later];[one][later]join=channel_layout=stereo';

interface Clip {
  what: string;
  /** From `VOICE`, of one channel, to what stands in the file. */
  filter: string;
  channels: 1 | 2;
  take: SoundPlan['take'];
  /** LUFS as two loudspeakers give them; null: as it was. */
  loudness: number | null;
}

const CLIPS: readonly Clip[] = [
  { what: 'quiet, from one microphone', filter: 'volume=-12dB', channels: 1, take: 'all', loudness: -16 },
  {
    what: 'loud and clipped, the same in both channels',
    filter: 'volume=30dB,alimiter=level=false:limit=1,pan=stereo|c0=c0|c1=c0',
    ...{ channels: 1, take: 'mix', loudness: -16 },
  },
  {
    what: 'in the right channel alone',
    filter: 'pan=stereo|c0=0.001*c0|c1=c0',
    ...{ channels: 1, take: 'right', loudness: -16 },
  },
  {
    what: 'of two channels that cancel each other out',
    filter: 'pan=stereo|c0=c0|c1=-1*c0',
    ...{ channels: 1, take: 'left', loudness: -16 },
  },
  { what: 'of two channels of their own', filter: OWN, channels: 2, take: 'all', loudness: -16 },
  {
    what: 'of six channels, mixed down',
    filter: `${OWN},pan=5.1|FL=c0|FR=c1|FC=0.1*c0|BL=0.1*c1|BR=0.1*c0`,
    ...{ channels: 2, take: 'all', loudness: -16 },
  },
  { what: 'of a cable, no voice', filter: 'volume=-45dB', channels: 1, take: 'all', loudness: null },
  {
    what: 'that is silence',
    filter: 'volume=0,pan=stereo|c0=c0|c1=c0',
    channels: 1,
    take: 'left',
    loudness: null,
  },
];

for (const { what, filter, channels, take, loudness } of CLIPS) {
  test(`sound ${what} leaves at ${loudness === null ? 'the level it had' : `${loudness} LUFS, its peaks at -1 dBTP at most`}`, async () => {
    const source = join(folder.path, `${what}.mkv`);
    await ffmpeg(
      ...[
        '-f',
        'lavfi',
        '-i',
        'color=green:size=64x48:rate=5:duration=9',
        '-f',
        'lavfi',
        '-i',
        `${VOICE},${filter}`,
      ],
      ...['-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'flac', source],
    );
    const { signal } = new AbortController();
    const probe = await probeMedia(source, sandbox, signal);
    const { sound } = planSound(probe.audio!, await listenToSound(source, probe, sandbox, signal));
    assert.deepEqual([sound.channels, sound.take], [channels, take]);

    const made = join(folder.path, `${what}.m4a`);
    const chain = `[0:1]${buildSoundFilter(sound, probe.durationSeconds)}[out]`;
    await ffmpeg('-i', source, '-filter_complex', chain, '-map', '[out]', '-c:a', 'aac', '-b:a', '38k', made);
    const { streams } = await ffprobe(made, 'stream=channels');
    assert.equal(streams[0]?.channels, channels);
    const [was, is] = [await measureLoudness(source), await measureLoudness(made)];
    const said = `${was.loudness} LUFS became ${is.loudness}, peaks ${is.truePeak} dBTP`;
    assert.ok(Math.abs(is.loudness - (loudness ?? was.loudness)) <= 1, said);
    assert.ok(is.truePeak <= -1, said);
    // What was soft is as much softer as it was.
    assert.ok(Math.abs(is.range - was.range) <= 1.5, `${was.range} LU became ${is.range}`);
  });
}
