import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepFresh } from './keep-fresh.ts';
import { createTestLog } from './test/test-log.ts';

test('what cannot be read is said once, and what was known before holds', async (t) => {
  let now = 0;
  t.mock.method(performance, 'now', () => now);
  const log = createTestLog();
  let broken = false;
  const words = keepFresh(
    async () => {
      if (broken) throw new SyntaxError('no JSON');
      return ['番茄', '西红柿'];
    },
    (read) => new Set(read),
    new Set<string>(),
    { log, unread: 'the words cannot be read' },
  );
  const readAgain = async () => {
    now += 10_000;
    return [...(await words())];
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
