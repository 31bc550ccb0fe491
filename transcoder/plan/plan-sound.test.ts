import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SoundMeasure } from '../probe/listen-to-sound.ts';
import { mediaProbe } from '../test/media-probe.ts';
import { planSound } from './plan-sound.ts';
import type { SoundPlan } from './transcode-plan.ts';

const NOTHING = Number.NEGATIVE_INFINITY;

/** Two channels that are heard equally, and differ; quiet enough to hold no peak back. */
function measure(changes: Partial<SoundMeasure> = {}): SoundMeasure {
  const channel = { rms: -30, peak: -18 };
  return { whole: true, loudness: -26, channels: [channel, channel], difference: -33, ...changes };
}

const levels = (left: number, right: number, difference: number, loudness = -26): SoundMeasure =>
  measure({
    loudness,
    difference,
    channels: [left, right].map((rms) => ({ rms, peak: rms + 12 })),
  });

const CASES: readonly [
  what: string,
  measure: SoundMeasure | null,
  plan: Partial<SoundPlan>,
  reason: RegExp,
][] = [
  ['not measured', null, { channels: 2, take: 'all', gain: 0, limit: null }, /^loudness not measured/],
  [
    'quiet',
    measure(),
    { channels: 2, take: 'all', gain: 10, limit: null },
    /^-26\.0 LUFS, raised by 10\.0 dB to -16/,
  ],
  ['loud', measure({ loudness: -8.3 }), { gain: -7.7, limit: null }, /lowered by 7\.7 dB/],
  ['right', measure({ loudness: -16.9 }), { gain: 0, limit: null }, /-16\.9 LUFS, right as it is$/],
  [
    'right, with peaks up to the top',
    measure({
      loudness: -15.5,
      channels: [
        { rms: -20, peak: 0 },
        { rms: -20, peak: -9 },
      ],
    }),
    { gain: 0, limit: -5 },
    /right as it is; peaks held at -5 dB/,
  ],
  [
    'quiet with high peaks',
    measure({
      channels: [
        { rms: -30, peak: -13 },
        { rms: -30, peak: -18 },
      ],
    }),
    { gain: 10, limit: -5 },
    /raised by 10\.0 dB.*; peaks held/,
  ],
  [
    'listened to in places, where peaks may be higher elsewhere',
    measure({ whole: false, loudness: -22 }),
    { gain: 6, limit: null },
    /in ten places/,
  ],
  [
    'listened to in places, near the top',
    measure({ whole: false }),
    { gain: 10, limit: -5 },
    /in ten places.*peaks held/,
  ],
  ['very quiet', measure({ loudness: -44 }), { gain: 20 }, /raised by 20\.0 dB, the most there is/],
  ['below any voice', measure({ loudness: -50.1 }), { gain: 0, limit: null }, /too little to be a voice/],
  ['silent', levels(NOTHING, NOTHING, NOTHING, -70), { channels: 1, gain: 0, limit: null }, /silent/],
  [
    'the same twice',
    levels(-30, -30, NOTHING),
    { channels: 1, take: 'mix', gain: 10 },
    /the same in both channels/,
  ],
  ['nearly the same twice', levels(-30, -31, -55), { channels: 1, take: 'mix' }, /made mono/],
  [
    'of a room, with both channels a little alike',
    levels(-30, -30, -48),
    { channels: 2, take: 'all' },
    /^-26/,
  ],
  [
    'in the left channel alone',
    levels(-30, NOTHING, -36),
    { channels: 1, take: 'left', gain: 7 },
    /nothing in the right/,
  ],
  [
    'in the right channel, and hiss',
    levels(-61, -30, -36),
    { channels: 1, take: 'right', gain: 7 },
    /nothing in the left/,
  ],
  ['in one channel, and softer in the other', levels(-30, -50, -36), { channels: 2, take: 'all' }, /^-26/],
  [
    'turned over in one channel',
    levels(-30, -30, -30),
    { channels: 1, take: 'left', gain: 10 },
    /cancel each other/,
  ],
];

for (const [what, measured, plan, reason] of CASES) {
  test(`sound ${what}: ${JSON.stringify(plan)}`, () => {
    const planned = planSound(mediaProbe().audio!, measured);
    assert.deepEqual({ ...planned.sound, ...plan }, planned.sound);
    assert.match(planned.reason, reason);
  });
}

test('sound of one channel stays one, and is heard from two loudspeakers as loud as any', () => {
  const mono = measure({ loudness: -20, channels: [{ rms: -23, peak: -12 }], difference: null });
  const { sound } = planSound(mediaProbe({ audio: { channels: 1 } }).audio!, mono);
  assert.deepEqual([sound.channels, sound.take, sound.gain, sound.limit], [1, 'all', 4, null]);
});
