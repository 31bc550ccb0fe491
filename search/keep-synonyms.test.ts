import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepSynonyms } from './keep-synonyms.ts';
import { createTestLog } from './test/test-log.ts';

test('synonyms that cannot be read are said once, and those known before hold', async (t) => {
  let now = 0;
  t.mock.method(performance, 'now', () => now);
  const log = createTestLog();
  let broken = false;
  const synonyms = keepSynonyms(async () => {
    if (broken) throw new SyntaxError('no JSON');
    return [{ words: ['番茄', '西红柿'], oneWay: false }];
  }, log);
  const readAgain = async () => {
    now += 10_000;
    return [...(await synonyms()).keys()];
  };
  const known = await readAgain();
  assert.deepEqual(known, ['番茄', '西红柿']);
  broken = true;
  assert.deepEqual(await readAgain(), known);
  assert.deepEqual(await readAgain(), known);
  assert.equal(log.messages.length, 1);
  broken = false;
  await readAgain();
  broken = true;
  await readAgain();
  assert.equal(log.messages.length, 2);
});
