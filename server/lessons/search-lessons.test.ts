import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toSearchFilters } from './search-lessons.ts';

describe('filters of an address', () => {
  it('take Chinese names and aliases for their slugs', () => {
    assert.deepEqual(toSearchFilters({ subject: '数学', grade: ['三年级', 'g4'], year: '2026' }), {
      subject: ['math'],
      grade: ['g3', 'g4'],
      year: [2026],
    });
  });

  it('leave out what is empty and keep what nobody knows, which then finds nothing', () => {
    assert.deepEqual(toSearchFilters({ subject: '', stage: '小小学' }), { stage: ['小小学'] });
  });
});
