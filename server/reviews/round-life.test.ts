import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ConflictError, InvalidRequestError } from '../errors.ts';
import { checkRoundDates, takesEntriesOn } from './round-dates.ts';
import { entryNumber, levelFits } from './round-level.ts';
import { nextRoundState, type RoundEvent, type RoundState, roundLife } from './round-life.ts';

const states: RoundState[] = ['entering', 'reviewing', 'closed'];
const after: Record<RoundEvent, (RoundState | string)[]> = {
  change: ['entering', 'reviewing', 'wrong-state'],
  enter: ['entering', 'round-not-open', 'round-not-open'],
  'withdraw-entry': ['entering', 'round-not-open', 'round-not-open'],
  assign: ['reviewing', 'reviewing', 'wrong-state'],
  review: ['round-not-reviewing', 'reviewing', 'round-not-reviewing'],
  close: ['wrong-state', 'closed', 'wrong-state'],
  'close-by-force': ['closed', 'closed', 'wrong-state'],
};

describe('the life of a round', () => {
  for (const event of Object.keys(roundLife) as RoundEvent[]) {
    for (const [index, state] of states.entries()) {
      const expected = after[event][index] ?? '';
      it(`${event} while ${state}: ${expected}`, () => {
        if ((states as string[]).includes(expected)) assert.equal(nextRoundState(state, event), expected);
        else {
          assert.throws(
            () => nextRoundState(state, event),
            (error) => error instanceof ConflictError && error.code === expected,
          );
        }
      });
    }
  }
});

describe('the dates of a round', () => {
  it('may all be one day', () => {
    checkRoundDates({ opensOn: '2026-03-01', entriesUntil: '2026-03-01', reviewsUntil: '2026-03-01' });
  });

  for (const [name, dates] of [
    ['entries end before they begin', ['2026-03-02', '2026-03-01', '2026-03-03']],
    ['reviews end before entries do', ['2026-03-01', '2026-03-04', '2026-03-03']],
  ] as const) {
    it(`refuses a round whose ${name}`, () => {
      const [opensOn, entriesUntil, reviewsUntil] = dates;
      assert.throws(
        () => checkRoundDates({ opensOn, entriesUntil, reviewsUntil }),
        (error) => error instanceof InvalidRequestError && error.code === 'round-order',
      );
    });
  }

  it('let entries in on the first and the last day', () => {
    const dates = { opensOn: '2026-03-01', entriesUntil: '2026-03-05', reviewsUntil: '2026-03-09' };
    const days = ['2026-02-28', '2026-03-01', '2026-03-05', '2026-03-06'];
    assert.deepEqual(
      days.map((day) => takesEntriesOn(dates, day)),
      [false, true, true, false],
    );
  });
});

describe('the level of a round', () => {
  it('is the level of the organisation that holds it', () => {
    assert.ok(levelFits('school', { level: 'school', parentId: 'c' }));
    assert.ok(levelFits('county', { level: 'county', parentId: 'c' }));
    assert.ok(!levelFits('county', { level: 'school', parentId: 'c' }));
    assert.ok(!levelFits('city', { level: 'county', parentId: 'c' }));
    assert.ok(!levelFits('school', { level: 'city', parentId: null }));
  });

  it('is the ministry for a ministry, a province and the bureau at the top', () => {
    assert.ok(levelFits('ministry', { level: 'ministry', parentId: null }));
    assert.ok(levelFits('ministry', { level: 'province', parentId: 'm' }));
    assert.ok(levelFits('ministry', { level: 'city', parentId: null }));
    assert.ok(!levelFits('ministry', { level: 'city', parentId: 'p' }));
    assert.ok(!levelFits('ministry', { level: 'school', parentId: null }));
  });

  it('is a letter in the numbers of its entries', () => {
    assert.equal(entryNumber({ year: 2026, level: 'city' }, 417), '2026-C-0417');
    assert.equal(entryNumber({ year: 2026, level: 'county' }, 1), '2026-D-0001');
    assert.equal(entryNumber({ year: 2026, level: 'school' }, 12_345), '2026-S-12345');
  });
});
