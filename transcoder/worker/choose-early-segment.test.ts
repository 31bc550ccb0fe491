import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseEarlySegment, countWith } from './choose-early-segment.ts';

/** `o0` is the first of the opening, `w2` the third of the whole. */
const CASES: readonly [what: string, order: string, taken: string][] = [
  ['the opening goes first, then the whole goes on', 'o0 o1 w0 w1 o2 w2 o3 w3 w4', 'o0 o1 o2 o3 w4'],
  ['a whole that overtakes is followed from there', 'o0 w0 w1 o1 w2 o2', 'o0 w1 w2'],
  ['a whole without an opening', 'w0 w1 w2', 'w0 w1 w2'],
  ['an opening that comes too late', 'w0 o0 o1 w1', 'w0 w1'],
  ['what has not come is waited for', 'o1 w2', ''],
];

for (const [what, order, taken] of CASES) {
  test(what, () => {
    let counts = { opening_segments: 0, segments: 0 };
    const come = { opening: [] as { index: number }[], whole: [] as { index: number }[] };
    const seen: string[] = [];
    for (const name of order.split(' ')) {
      const of = name.startsWith('o') ? 'opening' : 'whole';
      come[of].push({ index: Number(name.slice(1)) });
      for (;;) {
        const next = chooseEarlySegment(of, counts, come[of]);
        if (!next) break;
        counts = countWith(of, counts);
        seen.push(of[0]! + next.index);
      }
    }
    assert.equal(seen.join(' '), taken);
    assert.deepEqual(counts, {
      opening_segments: seen.filter((name) => name.startsWith('o')).length,
      segments: seen.length,
    });
  });
}
