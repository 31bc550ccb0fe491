import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseRenditions, type Demand } from './choose-renditions.ts';
import { SEGMENT_LAYOUT } from './segment-layout.ts';

const CASES: readonly [what: string, width: number, height: number, expected: string][] = [
  ['full HD', 1920, 1080, '1920x1080 1280x720 854x480 640x360 426x240 320x180'],
  ['4K', 3840, 2160, '1920x1080 1280x720 854x480 640x360 426x240 320x180'],
  ['an old tape, squared', 768, 576, '768x576 480x360 320x240 240x180'],
  ['720 lines', 1280, 720, '1280x720 854x480 640x360 426x240 320x180'],
  ['a projector', 1024, 768, '1024x768 640x480 480x360 320x240 240x180'],
  ['VGA', 640, 480, '640x480 480x360 320x240 240x180'],
  ['a phone upright', 1080, 1920, '1080x1920 720x1280 480x854 360x640 240x426 180x320'],
  ['a wide screen', 1920, 800, '1920x800 1280x534 854x356 640x266 426x178 320x134'],
  ['odd sides', 641, 361, '640x360 426x240 320x180'],
  ['an old phone', 176, 144, '176x144'],
];

for (const [what, width, height, expected] of CASES) {
  test(`${what} of ${width}×${height} gets ${expected}`, () => {
    const rungs = chooseRenditions({ width, height });
    assert.equal(rungs.map((rung) => `${rung.width}x${rung.height}`).join(' '), expected);
  });
}

test('the smallest fits a line of 200 kbit/s with its sound, in every segment, whatever the source', () => {
  for (const height of [1080, 480, 180]) {
    const { maxRate, buffer } = chooseRenditions({ width: (height * 16) / 9, height }).at(-1)!;
    assert.ok(maxRate + buffer / SEGMENT_LAYOUT.segmentSeconds + 48_000 <= 200_000);
  }
});

const DEMANDS: readonly [lowRate: number, heights: string][] = [
  [400_000, '1080 720 480 360 240 180'],
  [115_000, '1080 720 480 360 240 180'],
  [45_000, '1080 720 480 240'],
  [18_000, '1080 720 480 240'],
  [0, '1080 360'],
];
for (const [lowRate, expected] of DEMANDS) {
  test(`where 240 lines take ${lowRate} bit/s, ${expected} bring something`, () => {
    const demand = { lowRate, soundRate: 48_000, still: false, grainy: false };
    const rungs = chooseRenditions({ width: 1920, height: 1080 }, demand);
    assert.equal(rungs.map(({ height }) => height).join(' '), expected);
  });
}

const GRAIN: readonly [what: string, grainy: boolean, width: number, crf: string][] = [
  ['none', false, 1920, '1080:24 720:25 480:25 360:24.5 240:23.5'],
  ['which 720 of 1080 lines keep', true, 1920, '1080:24 720:26.5 480:25 360:24.5 240:23.5 180:26'],
  ['which 480 of 720 lines keep', true, 1280, '720:24 480:26.5 360:24.5 240:23.5 180:26'],
  ['but made half as high', true, 3840, '1080:24 720:25 480:25 360:24.5 240:23.5 180:26'],
];
for (const [what, grainy, width, expected] of GRAIN) {
  test(`of ${width} elements with grain, ${what}: ${expected}`, () => {
    const demand = { lowRate: 84_000, soundRate: 38_000, still: false, grainy };
    const rungs = chooseRenditions({ width, height: (width * 9) / 16 }, demand);
    assert.equal(rungs.map(({ height, crf }) => `${height}:${crf}`).join(' '), expected);
  });
}

test('where much repeats every second rung is made, or one below, and the smallest can be read', () => {
  const still: Demand = { lowRate: 18_000, soundRate: 48_000, still: true, grainy: false };
  const heights = (height: number, demand = still) =>
    chooseRenditions({ width: (height * 16) / 9, height }, demand)
      .map((rung) => rung.height)
      .join(' ');
  assert.equal(heights(1080), '1080 480');
  assert.equal(heights(720), '720 480');
  assert.equal(heights(540), '540 360');
  assert.equal(heights(480), '480');
  // What moves more makes the highest clearly dearer.
  assert.equal(heights(1080, { ...still, lowRate: 30_000 }), '1080 720 360');
  assert.equal(heights(1080, { ...still, lowRate: 200_000 }), '1080 720 360 180');
});

test('no rung is larger than the source, odd, or doubled, whatever the source', () => {
  for (let width = 16; width <= 4096; width += 61) {
    for (let height = 16; height <= 2160; height += 47) {
      const rungs = chooseRenditions({ width, height });
      assert.ok(rungs.length > 0);
      for (const rung of rungs) {
        assert.ok(rung.width <= width && rung.height <= height, `${width}×${height}`);
        assert.ok(rung.width % 2 === 0 && rung.height % 2 === 0, `${width}×${height}`);
      }
      assert.equal(new Set(rungs.map((rung) => rung.height)).size, rungs.length, `${width}×${height}`);
    }
  }
});
