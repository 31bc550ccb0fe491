import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dictionary } from '../../server/contract/words/dictionary.ts';
import { spokenPosition, spokenTime } from './spoken-time.ts';

test('a position is said in words, without parts that are nought', () => {
  assert.equal(spokenPosition(65.4, 600, dictionary.zh.player), '1 分 5 秒，共 10 分');
  assert.equal(spokenPosition(65.4, 600, dictionary.en.player), '1 min 5 s of 10 min');
  assert.equal(spokenTime(3601, dictionary.zh.player), '1 小时 1 秒');
  assert.equal(spokenTime(0, dictionary.zh.player), '0 秒');
});
