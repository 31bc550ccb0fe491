import assert from 'node:assert/strict';
import { test } from 'node:test';
import { joinNames } from './join-names.ts';

test('names stand in one line as the language lists them', () => {
  assert.equal(joinNames(['小学', '初中'], 'zh'), '小学、初中');
  assert.equal(joinNames(['Primary', 'Junior'], 'en'), 'Primary, Junior');
});
