import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mediaProbe } from '../test/media-probe.ts';
import { chooseLookPlaces } from './choose-look-places.ts';

for (const [durationSeconds, places] of [
  [60, 6],
  [600, 10],
  [2700, 10],
] as const) {
  test(`${places} places of ${durationSeconds} s lie one in each part, at other moments of a steady pace`, () => {
    const chosen = chooseLookPlaces(mediaProbe({ durationSeconds }));
    const part = durationSeconds / places;
    for (const key of ['atSeconds', 'openSeconds'] as const) {
      assert.deepEqual(
        chosen.map((place) => Math.floor(place[key] / part)),
        Array.from({ length: places }, (_, index) => index),
      );
    }
    const moments = new Set(chosen.map(({ atSeconds }) => Math.round((10 * (atSeconds % part)) / part)));
    assert.ok(moments.size >= 5, [...moments].join());
  });
}

for (const [what, bitsASecond, least, most] of [
  ['slides', 300_000, 8, 12],
  ['a recorded screen', 2_500_000, 3, 4],
  ['a camera', 10_000_000, 0.8, 1.2],
] as const) {
  test(`in ${what} a place is ${least} to ${most} s behind its keyframe at the latest, on average`, () => {
    const probe = { ...mediaProbe({ durationSeconds: 600 }), bytes: (600 * bitsASecond) / 8 };
    const runUps = chooseLookPlaces(probe).map(({ runUpSeconds }) => runUpSeconds);
    const mean = runUps.reduce((sum, seconds) => sum + seconds, 0) / runUps.length;
    assert.ok(mean > least && mean < most, String(mean));
    assert.ok(Math.max(...runUps) > 3 * Math.min(...runUps), runUps.join());
  });
}
