import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ContentLook } from '../probe/look-at-content.ts';
import { mediaProbe } from '../test/media-probe.ts';
import { isFullSizeTrialWanted, planTranscode } from './plan-transcode.ts';
import type { PlanWarning, TranscodePlan } from './transcode-plan.ts';

const heights = (plan: TranscodePlan) => plan.renditions.map(({ height }) => height);
const reason = (plan: TranscodePlan, about: string) =>
  plan.reasons
    .filter((entry) => entry.about === about)
    .map(({ text }) => text)
    .join('; ');

test('a usual recording gets six renditions, stereo sound and an MP4 of 720 lines', () => {
  const plan = planTranscode(mediaProbe());
  assert.deepEqual(heights(plan), [1080, 720, 480, 360, 240, 180]);
  assert.equal(plan.renditions[plan.mp4Rendition]?.height, 720);
  assert.deepEqual([plan.sound?.channels, plan.sound?.sampleRate], [2, 48000]);
  assert.deepEqual(
    plan.renditions.map(({ audioRate }) => audioRate),
    [96_000, 96_000, 96_000, 64_000, 64_000, 48_000],
  );
  assert.deepEqual(plan.warnings, []);
});

test('each rendition has a lower ceiling than the one above it', () => {
  const ceilings = planTranscode(mediaProbe()).renditions.map(({ maxRate }) => maxRate);
  assert.deepEqual(
    ceilings,
    ceilings.toSorted((a, b) => b - a),
  );
});

const quiet = { lowRate: 40_000, grain: 1 };
/** Nothing of it repeats. */
const MOVING = { pictures: 72, repeatShare: 0, rests: false };

const LOOKS: readonly [
  what: string,
  look: ContentLook | null,
  changes: Parameters<typeof mediaProbe>[0],
  skips: boolean,
  reason: RegExp,
][] = [
  [
    'slides',
    { pictures: 48, repeatShare: 0.65, rests: true, ...quiet },
    {},
    true,
    /^slides.*65 % of 48 pictures.* only what changes/,
  ],
  [
    'a camera',
    { pictures: 96, repeatShare: 0, rests: false, lowRate: 120_000, grain: 2.1 },
    {},
    false,
    /^a person before a camera .*120 kbit.s\): every picture/,
  ],
  [
    'a teacher in the corner of a page',
    { ...MOVING, ...quiet },
    {},
    false,
    /^a page with a small moving picture.*: every picture/,
  ],
  [
    'a webcam that gives every picture twice',
    { pictures: 72, repeatShare: 0.5, rests: false, lowRate: 120_000, grain: 1 },
    {},
    false,
    /^a person before a camera .*50 % of 72 pictures looked at repeat the one before, but none rest.*: every picture/,
  ],
  [
    'a class',
    { ...MOVING, lowRate: 300_000, grain: 1.2 },
    {},
    false,
    /^a class.*300 kbit.s\): every picture/,
  ],
  [
    'a tape',
    { pictures: 72, repeatShare: 0.02, rests: false, lowRate: 300_000, grain: 1.2 },
    { video: { interlaced: true } },
    false,
    /^an interlaced tape.*: every picture/,
  ],
  [
    'a pointer over most of the time',
    { pictures: 60, repeatShare: 0.15, rests: true, ...quiet },
    {},
    true,
    /^a recorded screen.*only what changes/,
  ],
  ['a file that does not open in places', null, {}, false, /not looked into, as it cannot be opened/],
  ['a short clip', null, { durationSeconds: 8 }, false, /not looked into, being shorter than 15 s/],
  [
    'slides in high dynamic range',
    { pictures: 48, repeatShare: 0.65, rests: true, ...quiet },
    { video: { highDynamicRange: 'hlg' } },
    false,
    /every picture/,
  ],
];
for (const [what, look, changes, skips, words] of LOOKS) {
  test(`of ${what} ${skips ? 'repeats are left out' : 'every picture is encoded'}`, () => {
    const plan = planTranscode(mediaProbe(changes), look);
    assert.equal(plan.picture.skipRepeats, skips);
    assert.match(reason(plan, 'content'), words);
  });
}

const LADDERS: readonly [what: string, look: ContentLook, expected: string, crf: number][] = [
  ['slides', { pictures: 72, repeatShare: 0.65, rests: true, lowRate: 18_000, grain: 0.9 }, '1080 480', 28],
  [
    'a card that rests',
    { pictures: 72, repeatShare: 1, rests: true, lowRate: 1_000, grain: 0 },
    '1080 480',
    28,
  ],
  [
    'a screen',
    { pictures: 72, repeatShare: 0.2, rests: true, lowRate: 80_000, grain: 0.9 },
    '1080 720 360 180',
    28,
  ],
  ['a page with a teacher', { ...MOVING, lowRate: 45_000, grain: 0.2 }, '1080 720 480 240', 24],
  ['a camera', { ...MOVING, lowRate: 115_000, grain: 2.1 }, '1080 720 480 360 240 180', 24],
  ['a class', { ...MOVING, lowRate: 300_000, grain: 1.2 }, '1080 720 480 360 240 180', 24],
];
for (const [what, look, expected, crf] of LADDERS) {
  test(`${what} gets the renditions that bring something, ${expected}, the lowest for a line of 200 kbit/s`, () => {
    const plan = planTranscode(mediaProbe(), look);
    assert.equal(heights(plan).join(' '), expected);
    assert.equal(plan.renditions[0]?.crf, crf);
    const leftOut = [854, 640, 426, 320].filter(
      (width) => !plan.renditions.some((one) => one.width === width),
    );
    for (const width of leftOut) assert.match(reason(plan, 'renditions'), new RegExp(`left out .*${width}×`));
    const { maxRate, buffer, audioRate } = plan.renditions.at(-1)!;
    assert.ok(maxRate + buffer / plan.segmentSeconds + audioRate <= 200_000);
  });
}

test('two pictures stand between others, three where there is grain, none where repeats are left out', () => {
  const between = (look: ContentLook | null) => planTranscode(mediaProbe(), look).picture.between;
  assert.equal(between(null), 2);
  assert.equal(between({ ...MOVING, lowRate: 115_000, grain: 2.1 }), 2);
  assert.equal(between({ ...MOVING, lowRate: 84_000, grain: 6.2 }), 3);
  assert.equal(between({ ...MOVING, repeatShare: 0.5, rests: true, ...quiet }), 0);
});

test('what moves is sought by whole elements only where hardly anything does', () => {
  const slides = (lowRate: number) =>
    planTranscode(mediaProbe(), { ...MOVING, repeatShare: 0.5, rests: true, lowRate, grain: 1 });
  assert.equal(slides(18_600).picture.subpel, false);
  assert.match(reason(slides(18_600), 'renditions'), /by whole elements in the highest/);
  assert.equal(slides(45_000).picture.subpel, true);
  const moving = planTranscode(mediaProbe(), { ...MOVING, lowRate: 18_600, grain: 1 });
  assert.equal(moving.picture.subpel, true);
  assert.doesNotMatch(reason(moving, 'renditions'), /whole elements/);
});

test('grain between the highest and half its lines is given fewer bytes, with the reason', () => {
  const look = { ...MOVING, lowRate: 84_000, grain: 6.2 };
  const plan = planTranscode(mediaProbe(), look);
  assert.match(reason(plan, 'content'), /, grainy\)/);
  assert.match(reason(plan, 'renditions'), /CRF 24, 26\.5, 25,.*; 1280×720 one and a half less/);
  const some = planTranscode(mediaProbe(), { ...look, grain: 3.2 });
  assert.deepEqual(heights(some), [1080, 720, 480, 360, 240]);
  assert.doesNotMatch(reason(some, 'renditions'), / less/);
  const quiet = planTranscode(mediaProbe(), { ...look, lowRate: 45_000 });
  assert.match(reason(quiet, 'renditions'), /CRF 24, 25, 25, 23\.5$/);
  // Writing is as dear in a cut, but with grain nothing would repeat.
  const page = planTranscode(mediaProbe(), { ...look, repeatShare: 0.5, rests: true });
  assert.doesNotMatch(reason(page, 'renditions'), /one and a half less/);
});

test('every choice is given a reason', () => {
  const about = new Set(planTranscode(mediaProbe()).reasons.map((entry) => entry.about));
  assert.deepEqual([...about].sort(), [
    'content',
    'frame-rate',
    'loudness',
    'mp4',
    'picture',
    'pictures',
    'renditions',
    'sound',
  ]);
});

test('a phone held upright is planned upright', () => {
  const plan = planTranscode(mediaProbe({ video: { rotation: 90 } }));
  assert.deepEqual([plan.renditions[0]?.width, plan.renditions[0]?.height], [1080, 1920]);
  assert.equal(plan.renditions[plan.mp4Rendition]?.width, 720);
  assert.match(reason(plan, 'picture'), /turned by 90°/);
  assert.match(reason(plan, 'mp4'), /from 720×1280,/);
});

test('a tape of 720×576 with elements of 16:15 is squared to 768×576 and made of whole pictures', () => {
  const plan = planTranscode(
    mediaProbe({ video: { codedWidth: 720, codedHeight: 576, sampleAspect: 16 / 15, interlaced: true } }),
  );
  assert.deepEqual([plan.renditions[0]?.width, plan.renditions[0]?.height], [768, 576]);
  assert.ok(plan.picture.deinterlace);
  assert.deepEqual(plan.warnings, ['interlaced']);
});

test('mono stays mono, and is the same in all renditions and alone', () => {
  const plan = planTranscode(mediaProbe({ audio: { channels: 1, sampleRate: 22050 } }));
  assert.deepEqual([plan.sound?.channels, plan.sound?.sampleRate], [1, 44100]);
  assert.deepEqual(
    plan.renditions.map(({ audioRate }) => audioRate),
    [38_000, 38_000, 38_000, 38_000, 38_000, 38_000],
  );
  assert.equal(plan.sound?.aloneRate, 38_000);
  assert.match(reason(plan, 'sound'), /mono, 44100 Hz; 38 kbit\/s, alone and in all renditions/);
});

test('a stereo track that holds the same twice is encoded as mono, at its rates', () => {
  const channel = { rms: -30, peak: -18 };
  const measure = { whole: true, loudness: -26, channels: [channel, channel], difference: -80 };
  const plan = planTranscode(mediaProbe(), null, measure);
  assert.deepEqual([plan.sound?.channels, plan.sound?.gain], [1, 10]);
  assert.equal(plan.renditions[0]?.audioRate, 38_000);
  assert.match(reason(plan, 'sound'), /mono/);
  assert.match(reason(plan, 'loudness'), /raised by 10\.0 dB/);
});

test('six channels are mixed down to two', () => {
  const plan = planTranscode(mediaProbe({ audio: { channels: 6 } }));
  assert.equal(plan.sound?.channels, 2);
  assert.match(reason(plan, 'sound'), /6 channels mixed down/);
});

test('without sound nothing is planned for it, and a warning says so', () => {
  const plan = planTranscode(mediaProbe({ audio: null }));
  assert.equal(plan.sound, null);
  assert.ok(plan.renditions.every(({ audioRate }) => audioRate === 0));
  assert.match(reason(plan, 'renditions'), /held to 100 kbit.s;/);
  assert.deepEqual(plan.warnings, ['no-sound']);
});

test('where the sound outlasts the picture, the last picture is held for whole frames', () => {
  const plan = planTranscode(mediaProbe({ durationSeconds: 70, video: { endSeconds: 60.01 } }));
  assert.equal(plan.picture.holdLastSeconds, 10);
  assert.match(reason(plan, 'picture'), /held for 10\.00 s/);
});

test('silence before and after the sound is said', () => {
  const plan = planTranscode(mediaProbe({ audio: { startSeconds: 2.5, endSeconds: 50 } }));
  assert.match(reason(plan, 'sound'), /silence before 2\.50 s; silence for the last 10\.00 s/);
});

const WARNINGS: readonly [PlanWarning, Parameters<typeof mediaProbe>[0]][] = [
  ['high-dynamic-range', { video: { highDynamicRange: 'pq' } }],
  ['low-resolution', { video: { codedWidth: 320, codedHeight: 240 } }],
];
for (const [warning, changes] of WARNINGS) {
  test(`${warning} is warned of`, () => {
    assert.deepEqual(planTranscode(mediaProbe(changes)).warnings, [warning]);
  });
}

test('segments of copied slides are as long as those of slides, where keyframes allow it', () => {
  const track = {
    groups: Array.from({ length: 60 }, (_, seconds) => ({
      ...{ seconds, bytes: 20_000, keyBytes: 10_000, closed: true },
    })),
    ...{ delaySeconds: 0, endSeconds: 60, flaw: null },
  };
  const look = { pictures: 72, repeatShare: 0.5, rests: true, lowRate: 20_000, grain: 1 };
  const copied = (repeatShare: number) =>
    planTranscode(mediaProbe(), { ...look, repeatShare, rests: true }, null, track).renditions[0]?.copied
      ?.groups;
  assert.deepEqual(copied(0.5), [1, 5, 6, 12, 12, 12, 12]);
  assert.deepEqual(copied(0), [1, 5, ...Array(9).fill(6)]);
});

test('whether a trial is worth it goes by the segments that there would be', () => {
  // In one of six seconds they are more than a steady line carries, in one of twelve they are not.
  const burst = (seconds: number) => (seconds >= 12 && seconds < 18 ? 750_000 : 2_000);
  const track = {
    groups: Array.from({ length: 60 }, (_, seconds) => ({
      ...{ seconds, bytes: burst(seconds), keyBytes: 1_000, closed: true },
    })),
    ...{ delaySeconds: 0, endSeconds: 60, flaw: null },
  };
  const look = { pictures: 72, repeatShare: 0.5, rests: true, lowRate: 40_000, grain: 1 };
  const wanted = (repeatShare: number) =>
    isFullSizeTrialWanted(mediaProbe(), { ...look, repeatShare, rests: true }, track);
  assert.deepEqual([wanted(0.5), wanted(0)], [true, false]);
});
