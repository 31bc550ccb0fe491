import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SEGMENT_LAYOUT, type SegmentLayout, STILL_LAYOUT } from '../plan/segment-layout.ts';
import { chooseEarlySegment, countWith, hasOvertaken, isAhead, NOTHING_YET } from './choose-early-segment.ts';

interface Named {
  name: string;
  layout: SegmentLayout;
  index: number;
}

const AT_KEYFRAMES: SegmentLayout = {
  firstSegmentSeconds: 1.6,
  segmentSeconds: 7,
  starts: [0, 1.6, 6.4, 13.4, 20.4, 27.4, 34.4],
};

const LAYOUTS: Record<string, SegmentLayout> = { s: STILL_LAYOUT, k: AT_KEYFRAMES };

/**
 * `o0` is the first of the opening, `w2` the third of the whole, `s3` the fourth of one that is cut as slides are, `k1` the
 * second of one that is cut at keyframes; `|` where the whole begins anew.
 */
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
  ['the opening goes on until there', 'o0 o1 o2 o3 s0 s1 s2 s3 o4 s4 o5 s5', 'o0 o1 o2 o3 o4 s4 s5'],
  [
    'an opening that has died is given up where the whole could have gone on',
    'o0 o1 o2 o3 s0 s1 s2 s3 s4 o4 s5',
    'o0 o1 o2 o3 | s0 s1 s2 s3 s4 s5',
  ],
  [
    'one that the whole can never go on from, once that has come further',
    'o0 o1 k0 o2 k1 k2 k3 o3 k4',
    'o0 o1 o2 | k0 k1 k2 k3 k4',
  ],
];

for (const [what, order, taken] of CASES) {
  test(what, () => {
    let counts = NOTHING_YET;
    const come = { opening: [] as Named[], whole: [] as Named[] };
    const seen: string[] = [];
    for (const name of order.split(' ')) {
      const of = name.startsWith('o') ? 'opening' : 'whole';
      const layout = LAYOUTS[name.charAt(0)] ?? SEGMENT_LAYOUT;
      come[of].push({ name, layout, index: Number(name.slice(1)) });
      for (;;) {
        const [which, next] =
          (['opening', 'whole'] as const)
            .map((one) => [one, chooseEarlySegment(one, counts, come[one])] as const)
            .find(([, found]) => found) ?? [];
        if (hasOvertaken(counts, come.whole)) {
          counts = NOTHING_YET;
          come.opening = [];
          seen.push('|');
          continue;
        }
        if (!which || !next) break;
        counts = countWith(which, counts, next);
        seen.push(next.name);
      }
    }
    assert.equal(seen.join(' '), taken);
    const { opening_segments, segments, segment_lengths } = counts;
    const there = seen.slice(seen.indexOf('|') + 1);
    assert.equal(opening_segments, there.filter((name) => name.startsWith('o')).length);
    assert.equal(segments, there.length);
    assert.equal(JSON.parse(segment_lengths).length, there.length);
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
