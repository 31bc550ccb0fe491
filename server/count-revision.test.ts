import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { countRevision } from './count-revision.ts';
import { ConflictError } from './errors.ts';

const saved = [
  ['what it was made from is kept still', { revision: 3, saved_by: 'b' }, { revision: 3, tab: 'a' }],
  ['it does not say what it was made from', { revision: 3, saved_by: 'b' }, {}],
  ['an answer to the same page got lost', { revision: 4, saved_by: 'a' }, { revision: 3, tab: 'a' }],
] as const;

const refused = [
  ['another page saved since', { revision: 4, saved_by: 'b' }, { revision: 3, tab: 'a' }],
  ['a page without a name saved since', { revision: 4, saved_by: null }, { revision: 3 }],
  ['a page is not known to be the one that saved', { revision: 4, saved_by: 'a' }, { revision: 3 }],
  ['a backup was put back', { revision: 1, saved_by: null }, { revision: 3, tab: 'a' }],
] as const;

describe('counting what was saved', () => {
  for (const [when, kept, basis] of saved) {
    it(`goes on when ${when}`, () => {
      const tab = 'tab' in basis ? basis.tab : null;
      assert.deepEqual(countRevision(kept, basis), { revision: kept.revision + 1, saved_by: tab });
    });
  }
  for (const [when, kept, basis] of refused) {
    it(`stops when ${when}`, () => {
      assert.throws(() => countRevision(kept, basis), new ConflictError('changed-elsewhere'));
    });
  }
});
