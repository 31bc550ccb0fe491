import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createGate } from './create-gate.ts';

it('a gate lets so many through at a time, in the order in which they came, also past one that fails', async () => {
  const gate = createGate(2);
  const begun: number[] = [];
  let [running, most] = [0, 0];
  const work = (number: number) =>
    gate(async () => {
      begun.push(number);
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      if (number === 1) throw new Error('one fails');
      return number;
    });
  const all = [0, 1, 2, 3, 4, 5].map(work);
  assert.equal(gate.waiting(), 4);
  const ended = await Promise.allSettled(all);
  assert.equal(gate.waiting(), 0);
  assert.deepEqual(begun, [0, 1, 2, 3, 4, 5]);
  assert.equal(most, 2);
  assert.deepEqual(
    ended.map(({ status }) => status === 'fulfilled'),
    [true, false, true, true, true, true],
  );
  assert.equal(await work(6), 6);
});
