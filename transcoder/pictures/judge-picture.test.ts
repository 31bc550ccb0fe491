import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import { judgePicture } from './judge-picture.ts';

const near = (actual: number, expected: number, within: number) =>
  assert.ok(Math.abs(actual - expected) <= within, `${actual}, where ${expected} was expected`);

test('one colour shows nothing', () => {
  assert.deepEqual(judgePicture(new Uint8Array(30).fill(200)), { deviation: 0, entropy: 0 });
});

test('two halves of black and white are one bit, and deviate as far as can be', () => {
  const values = Uint8Array.from({ length: 60 }, (_, index) => (index < 30 ? 0 : 255));
  assert.deepEqual(judgePicture(values), { deviation: 127.5, entropy: 1 });
});

test('of a picture it says what libvips does', async () => {
  const picture = sharp({
    create: {
      ...{ width: 320, height: 180, channels: 3, background: 'white' },
      noise: { type: 'gaussian', mean: 150, sigma: 30 },
    },
  });
  const values = await picture.clone().linear([1, 0.5, 0.2], [0, 10, 60]).raw().toBuffer();
  const stats = await sharp(values, { raw: { width: 320, height: 180, channels: 3 } }).stats();
  const { deviation, entropy } = judgePicture(values);
  near(deviation, stats.channels.reduce((sum, { stdev }) => sum + stdev, 0) / 3, 0.01);
  near(entropy, stats.entropy, 0.1);
});
