import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dictionary } from '../../server/contract/words/dictionary.ts';
import { keptFilters, searchPlace, wordOf } from './search-words.ts';

test('a new search keeps the filters and drops words, page and language', () => {
  assert.deepEqual(keptFilters('/search?q=光&subject=physics&subject=math&cursor=x&sort=newest&lang=en'), [
    ['subject', 'physics'],
    ['subject', 'math'],
    ['sort', 'newest'],
  ]);
});

test('a search for awards alone is the awarded lessons', () => {
  assert.equal(searchPlace('/search?award=province'), 'awarded');
  assert.equal(searchPlace('/search?award=province&q=光'), 'search');
  assert.equal(searchPlace('/lessons'), 'search');
});

test('a field without words of its own is shown by its slug', () => {
  assert.equal(wordOf(dictionary.zh.search, 'field', 'subject'), '学科');
  assert.equal(wordOf(dictionary.zh.search, 'field', 'weather'), 'weather');
});
