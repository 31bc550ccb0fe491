import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseRenditions } from './choose-renditions.ts';

const CASES: readonly [what: string, width: number, height: number, expected: string][] = [
  ['full HD', 1920, 1080, '1920x1080 1280x720 854x480 640x360 426x240'],
  ['4K', 3840, 2160, '1920x1080 1280x720 854x480 640x360 426x240'],
  ['an old tape, squared', 768, 576, '768x576 480x360 320x240'],
  ['720 lines', 1280, 720, '1280x720 854x480 640x360 426x240'],
  ['a projector', 1024, 768, '1024x768 640x480 480x360 320x240'],
  ['VGA', 640, 480, '640x480 480x360 320x240'],
  ['a phone upright', 1080, 1920, '1080x1920 720x1280 480x854 360x640 240x426'],
  ['a wide screen', 1920, 800, '1920x800 1280x534 854x356 640x266 426x178'],
  ['odd sides', 641, 361, '640x360 426x240'],
  ['an old phone', 176, 144, '176x144'],
];

for (const [what, width, height, expected] of CASES) {
  test(`${what} of ${width}×${height} gets ${expected}`, () => {
    const rungs = chooseRenditions({ width, height });
    assert.equal(rungs.map((rung) => `${rung.width}x${rung.height}`).join(' '), expected);
  });
}

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
