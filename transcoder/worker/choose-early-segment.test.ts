import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SEGMENT_LAYOUT, type SegmentLayout, STILL_LAYOUT } from '../plan/segment-layout.ts';
import { canFollow, chooseEarlySegment, countWith, isAhead, NOTHING_YET } from './choose-early-segment.ts';

interface Named {
  name: string;
  layout: SegmentLayout;
  index: number;
}

/** `o0` is the first of the opening, `w2` the third of the whole, `s3` the fourth of one that is cut as slides are. */
const CASES: readonly [what: string, order: string, taken: string][] = [
  ['the opening goes first, then the whole goes on', 'o0 o1 w0 w1 o2 w2 o3 w3 w4', 'o0 o1 o2 o3 w4'],
  ['a whole that overtakes is followed from there', 'o0 w0 w1 o1 w2 o2', 'o0 w1 w2'],
  ['a whole without an opening', 'w0 w1 w2', 'w0 w1 w2'],
  ['an opening that comes too late', 'w0 o0 o1 w1', 'w0 w1'],
  ['what has not come is waited for', 'o1 w2', ''],
  [
    'a whole of longer segments goes on where both have a boundary',
    'o0 o1 o2 s3 o3 s4 o4 s5',
    'o0 o1 o2 s3 s4 s5',
  ],
  ['the opening goes on until there', 'o0 o1 o2 o3 s3 s4 o4 o5 s5', 'o0 o1 o2 o3 o4 s4 s5'],
];

for (const [what, order, taken] of CASES) {
  test(what, () => {
    let counts = NOTHING_YET;
    const come = { opening: [] as Named[], whole: [] as Named[] };
    const seen: string[] = [];
    for (const name of order.split(' ')) {
      const of = name.startsWith('o') ? 'opening' : 'whole';
      const layout = name.startsWith('s') ? STILL_LAYOUT : SEGMENT_LAYOUT;
      come[of].push({ name, layout, index: Number(name.slice(1)) });
      for (;;) {
        const [which, next] =
          (['opening', 'whole'] as const)
            .map((one) => [one, chooseEarlySegment(one, counts, come[one])] as const)
            .find(([, found]) => found) ?? [];
        if (!which || !next) break;
        counts = countWith(which, counts, next);
        seen.push(next.name);
      }
    }
    assert.equal(seen.join(' '), taken);
    const { opening_segments, segments, segment_lengths } = counts;
    assert.equal(opening_segments, seen.filter((name) => name.startsWith('o')).length);
    assert.equal(segments, seen.length);
    assert.equal(JSON.parse(segment_lengths).length, seen.length);
  });
}

const ordinary = (index: number) => ({ layout: SEGMENT_LAYOUT, index });
const still = (index: number) => ({ layout: STILL_LAYOUT, index });
const opened = (...indexes: number[]) =>
  indexes.map(ordinary).reduce((counts, one) => countWith('opening', counts, one), NOTHING_YET);

test('what each segment lasts is kept, and what begins before the end of them is not wanted any more', () => {
  const counts = countWith('whole', opened(0, 1, 2), still(3));
  assert.deepEqual(JSON.parse(counts.segment_lengths), [1, 5, 6, 12]);
  const wanted = [ordinary(4), ordinary(5), still(3), still(4)].map((one) => isAhead(counts, one));
  assert.deepEqual(wanted, [false, true, false, true]);
});

test('a whole can follow an opening where both have a boundary before the opening ends', () => {
  assert.ok(canFollow(NOTHING_YET, STILL_LAYOUT));
  assert.ok(canFollow(opened(0, 1, 2, 3), STILL_LAYOUT));
  const atKeyframes = {
    firstSegmentSeconds: 1.6,
    segmentSeconds: 7,
    starts: [0, 1.6, 6.4, 13.4, 20.4, 27.4],
  };
  assert.ok(canFollow(NOTHING_YET, atKeyframes));
  assert.ok(!canFollow(opened(0), atKeyframes));
});
