import assert from 'node:assert/strict';
import { it } from 'node:test';
import { segmentsWithin } from './media-manifest.ts';

it('the free segments are those that begin within the minute', () => {
  const segments = Array.from({ length: 30 }, (_, index) => ({ file: `${index}.m4s`, durationSeconds: 4 }));
  assert.equal(segmentsWithin(segments, 60).length, 15);
  assert.equal(segmentsWithin(segments.slice(0, 2), 60).length, 2);
  assert.equal(segmentsWithin([{ durationSeconds: 7 }, { durationSeconds: 7 }], 10).length, 2);
  // 4.0042 s and the like: a boundary that is off by less than a frame is no boundary crossed.
  assert.equal(
    segmentsWithin(
      segments.map((one) => ({ ...one, durationSeconds: 3.9999 })),
      60,
    ).length,
    15,
  );
});
