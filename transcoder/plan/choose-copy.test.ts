import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PictureTrack } from '../probe/read-picture-track.ts';
import { mediaProbe } from '../test/media-probe.ts';
import { type Copyable, chooseCopy, findCopyObstacle, isTrialWanted } from './choose-copy.ts';

const HIGHEST: Copyable = {
  rung: { width: 1920, height: 1080, crf: 24, maxRate: 5_000_000, buffer: 10_000_000 },
  hasLower: true,
  expectedRate: 700_000,
  tried: false,
  frameRate: 25,
  holds: false,
  layout: { firstSegmentSeconds: 1, segmentSeconds: 6 },
};

/** A minute with a keyframe every `step` seconds, at `rate` bit/s. */
function track({
  step = 2,
  rate = 900_000,
  ...changes
}: { step?: number; rate?: number } & Partial<PictureTrack> = {}): PictureTrack {
  const groups = Array.from({ length: Math.ceil(60 / step) }, (_, index) => ({
    seconds: index * step,
    bytes: (rate * Math.min(step, 60 - index * step)) / 8,
    keyBytes: 10_000,
    closed: true,
  }));
  return { groups, delaySeconds: 0.08, endSeconds: 60, flaw: null, ...changes };
}

const probe = (changes: Parameters<typeof mediaProbe>[0] = {}) => ({
  ...mediaProbe(changes),
  bytes: 7_500_000,
});

test('a source that takes little more than encoding would, with keyframes at hand, is copied', () => {
  const { copied, reason } = chooseCopy(probe(), track({ step: 1 }), HIGHEST);
  assert.deepEqual(copied, { groups: [1, 5, ...Array(9).fill(6)], delaySeconds: 0.08 });
  assert.match(
    reason!,
    /^1920×1080 is the source's own .* High 4\.0, 900 kbit.s where .* some 700 .* where segments begin$/,
  );
});

test('segments follow keyframes that stand elsewhere, and are made of whole groups', () => {
  const choice = chooseCopy(probe(), track({ step: 2 }), HIGHEST);
  assert.ok(choice.copied);
  assert.deepEqual(choice.layout.starts?.slice(0, 4), [0, 2, 6, 12]);
  assert.deepEqual(choice.copied.groups, [1, 2, ...Array(9).fill(3)]);
  assert.match(choice.reason, /begin with its keyframes, up to 6\.0 s apart/);
});

test('keyframes ten seconds apart make a slow start, which fewer bytes must make up for', () => {
  const slow = (rate: number) => chooseCopy(probe(), track({ step: 10, rate }), HIGHEST);
  assert.deepEqual(slow(600_000).copied?.groups, Array(6).fill(1));
  assert.match(slow(600_000).reason!, /up to 10\.0 s apart, a player with the first 10\.0 s/);
  assert.match(slow(800_000).reason!, /^encoded again: a player would begin with 10\.0 s at once/);
});

test('a keyframe that is not the end of what refers to pictures before it begins no segment', () => {
  const { groups, ...rest } = track({ step: 2 });
  const choice = chooseCopy(
    probe(),
    { ...rest, groups: groups.map((group) => ({ ...group, closed: group.seconds % 4 === 0 })) },
    HIGHEST,
  );
  assert.ok(choice.copied);
  assert.ok(choice.layout.starts?.every((start) => start % 4 === 0));
  assert.equal(
    choice.copied.groups.reduce((sum, count) => sum + count, 0),
    groups.length,
  );
});

const TRACKS: readonly [what: string, track: PictureTrack | null, reason: RegExp][] = [
  ['whose packets cannot be read', null, /cannot be read/],
  ['with a flaw', track({ flaw: 'its time stamps are out of order' }), /time stamps are out of order/],
  ['with keyframes too far apart', track({ step: 20 }), /keyframes, up to 20\.0 s apart/],
  [
    'that takes far more than encoding would',
    track({ rate: 1_100_000 }),
    /1100 kbit.s, where encoding takes some 700/,
  ],
  ['of nothing but keyframes', track({ step: 0.04 }), /nearly all/],
  ['that ends elsewhere', track({ endSeconds: 58 }), /ends? elsewhere/],
  [
    'with a burst',
    track({
      rate: 300_000,
      groups: [
        ...track({ rate: 300_000 }).groups.slice(0, -1),
        { seconds: 58, bytes: 4_000_000, keyBytes: 10_000, closed: true },
      ],
    }),
    /more than a steady line/,
  ],
  ['with far too much reordering', track({ delaySeconds: 1 }), /out of order/],
];
for (const [what, given, words] of TRACKS) {
  test(`a source ${what} is encoded again, and the plan says why`, () => {
    const choice = chooseCopy(probe(), given, HIGHEST);
    assert.equal(choice.copied, null);
    assert.match(choice.reason!, words);
  });
}

const HEADERS: readonly [
  what: string,
  changes: Parameters<typeof mediaProbe>[0],
  reason: RegExp | undefined,
][] = [
  ['HEVC', { video: { codec: 'hevc' } }, undefined],
  ['a turned phone', { video: { rotation: 90 } }, undefined],
  ['elements that are not square', { video: { codedWidth: 1440, sampleAspect: 4 / 3 } }, undefined],
  ['an interlaced tape', { video: { interlaced: true } }, undefined],
  ['60 frames a second', { video: { frameRate: 60 } }, undefined],
  ['more lines than are shown', { video: { codedWidth: 3840, codedHeight: 2160 } }, undefined],
  [
    'ten bits',
    { video: { coding: { profile: 'High 10', level: 40, pixelFormat: 'yuv420p10le' } } },
    /yuv420p10le/,
  ],
  ['level 5.1', { video: { coding: { profile: 'High', level: 51, pixelFormat: 'yuv420p' } } }, /High 5\.1/],
];
for (const [what, changes, words] of HEADERS) {
  test(`${what} is not copied${words ? '' : ', without a word'}`, () => {
    const obstacle = findCopyObstacle(probe(changes), HIGHEST);
    if (words) assert.match(obstacle!, words);
    else assert.equal(obstacle, undefined);
  });
}

test('a recording of a phone is told by its headers to take too much', () => {
  assert.match(
    findCopyObstacle({ ...probe(), bytes: 90_000_000 }, HIGHEST)!,
    /^12000 kbit.s, where encoding takes some 700/,
  );
});

test('what the headers say of the picture alone decides before the size of all', () => {
  const obstacle = (bitRate: number, bytes: number) =>
    findCopyObstacle({ ...probe({ video: { bitRate } }), bytes }, HIGHEST);
  assert.match(obstacle(2_900_000, 22_000_000)!, /^2900 kbit.s, where encoding takes some 700/);
  assert.equal(obstacle(2_700_000, 90_000_000), null);
});

const PLANS: readonly [what: string, changes: Partial<Copyable>, reason: RegExp | undefined][] = [
  ['that was not looked into', { expectedRate: null }, undefined],
  ['of which there is one rendition', { hasLower: false }, undefined],
  ['whose sound goes on', { holds: true }, /held/],
];
for (const [what, changes, words] of PLANS) {
  test(`a lesson ${what} is not copied`, () => {
    const { copied, reason } = chooseCopy(probe(), track(), { ...HIGHEST, ...changes });
    assert.equal(copied, null);
    if (words) assert.match(reason!, words);
    else assert.equal(reason, null);
  });
}

const TRIALS: readonly [what: string, track: PictureTrack | null, wanted: boolean][] = [
  ['takes what was guessed', track({ rate: 700_000 }), true],
  ['takes three times as much', track({ rate: 2_100_000 }), true],
  ['takes a third of that', track({ rate: 230_000 }), true],
  ['takes next to nothing', track({ rate: 60_000 }), false],
  ['takes five times as much', track({ rate: 3_500_000 }), false],
  ['could not be copied anyway', track({ step: 20 }), false],
  ['could not be read', null, false],
];
for (const [what, given, wanted] of TRIALS) {
  test(`a source that ${what} is ${wanted ? '' : 'not '}worth a trial`, () => {
    assert.equal(isTrialWanted({ ...probe(), bytes: 12_000_000 }, given, HIGHEST), wanted);
  });
}

test('what was tried decides, and the plan says so', () => {
  const tried = { ...HIGHEST, expectedRate: 1_500_000, tried: true };
  const dear = track({ rate: 2_100_000 });
  assert.match(chooseCopy(probe(), dear, tried).reason!, /2100 kbit.s where .* some 1500 kbit.s, as tried;/);
  const withLargeSound = { ...probe(), bytes: 27_000_000 };
  assert.ok(chooseCopy(withLargeSound, dear, tried).copied);
  assert.match(
    chooseCopy(probe(), dear, { ...tried, expectedRate: 1_200_000 }).reason!,
    /^encoded again: 2100 kbit.s, where encoding takes some 1200 kbit.s, as tried/,
  );
});
