import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RubricBody } from '../contract/rounds.ts';
import { type EntryToRank, rankEntries } from './rank-entries.ts';

const rubric: RubricBody = {
  name: 'R',
  source: 'S',
  kinds: ['micro'],
  dimensions: [
    { key: 'content', name: 'C', max: 40, step: 0.5, hint: '' },
    { key: 'effect', name: 'E', max: 60, step: 0.5, hint: '' },
  ],
  vetoes: [{ key: 'science', name: 'V' }],
};

/** Effect takes what content leaves of the total. */
const review = (total: number, content = 0, ...vetoes: string[]): EntryToRank['reviews'][number] => ({
  total,
  scores: { content, effect: total - content },
  vetoes,
});
const entry = (number: string, ...reviews: EntryToRank['reviews']): EntryToRank => ({
  id: `id-${number}`,
  number,
  reviews,
});
const only = (one: EntryToRank) => rankEntries([one], rubric)[0]!;
const order = (...entries: EntryToRank[]) => rankEntries(entries, rubric).map(({ number }) => number);

describe('ranking entries', () => {
  for (const { name, totals, score } of [
    { name: 'the mean, to two decimals', totals: [80, 85, 85], score: 83.33 },
    { name: 'the mean of four, all of them', totals: [60, 80, 80, 100], score: 80 },
    { name: 'without the highest and the lowest from five on', totals: [0, 80, 82, 84, 100], score: 82 },
    { name: 'the only one', totals: [71.5], score: 71.5 },
  ]) {
    it(`scores ${name}`, () => {
      assert.equal(only(entry('1', ...totals.map((total) => review(total)))).score, score);
    });
  }

  it('numbers places from 1 by score', () => {
    const ranked = rankEntries(
      [entry('1', review(70)), entry('2', review(90)), entry('3', review(80))],
      rubric,
    );
    assert.deepEqual(
      ranked.map(({ number, rank }) => [number, rank]),
      [
        ['2', 1],
        ['3', 2],
        ['1', 3],
      ],
    );
  });

  it('lets a majority of vetoes take an entry out, and flags less than one', () => {
    const two = only(entry('1', review(90, 0, 'science'), review(90, 0, 'science'), review(90)));
    assert.deepEqual([two.vetoed, two.rank, two.score, two.flags], [true, null, 90, []]);
    const half = only(entry('1', review(90, 0, 'science'), review(90)));
    assert.deepEqual([half.vetoed, half.rank, half.flags], [false, 1, ['veto']]);
    assert.equal(only(entry('1', review(90, 0, 'science'))).vetoed, true);
  });

  it('puts vetoed entries behind the ranked and those without a review last', () => {
    const list = [entry('1'), entry('2', review(99, 0, 'science')), entry('3', review(10))];
    const ranked = rankEntries(list, rubric);
    assert.deepEqual(
      ranked.map(({ number, rank, score }) => [number, rank, score]),
      [
        ['3', 1, 10],
        ['2', null, 99],
        ['1', null, null],
      ],
    );
  });

  it('flags reviewers who are more than 15 of 100 points apart', () => {
    assert.deepEqual(only(entry('1', review(70), review(85))).flags, []);
    const apart = only(entry('1', review(70), review(85.5)));
    assert.deepEqual([apart.flags, apart.spread], [['spread'], 15.5]);
    assert.equal(only(entry('1', review(70))).spread, null);
  });

  it('breaks a tie by the dimension with the most points', () => {
    assert.deepEqual(order(entry('1', review(80, 30)), entry('2', review(80, 20))), ['2', '1']);
  });

  it('breaks what is left by the smaller spread, then by number', () => {
    const wide = entry('1', review(70), review(90));
    const narrow = entry('2', review(79), review(81));
    assert.deepEqual(order(wide, narrow), ['2', '1']);
    assert.deepEqual(order(entry('2', review(80)), entry('1', review(80))), ['1', '2']);
  });

  it('does not depend on the order in which entries and reviews come', () => {
    const list = [
      entry('1', review(80, 20), review(60, 10), review(70, 30)),
      entry('2', review(70, 20), review(70, 20), review(70, 20)),
      entry('3', review(90, 10), review(60, 30), review(60, 20)),
    ];
    const turned = list.toReversed().map((one) => ({ ...one, reviews: one.reviews.toReversed() }));
    assert.deepEqual(rankEntries(turned, rubric), rankEntries(list, rubric));
  });
});
