import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sideBySide } from './side-by-side.ts';

/** Work that goes on until it is told to end, and takes a moment then. */
function endless() {
  const seen = { ended: false };
  const work = async (signal: AbortSignal): Promise<never> => {
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    await new Promise(setImmediate);
    seen.ended = true;
    throw signal.reason;
  };
  return { seen, work };
}

const failing = async () => {
  throw new RangeError('first');
};

test('results come in order, whatever ends first', async () => {
  const late = async () => {
    await new Promise(setImmediate);
    return 'one';
  };
  const { signal } = new AbortController();
  assert.deepEqual(await sideBySide(signal, [late, async () => 2, async () => null], 2), ['one', 2, null]);
});

test('the first failure ends the others, begins no more, and is thrown when they have ended', async () => {
  const { signal } = new AbortController();
  const other = endless();
  const begun: string[] = [];
  const works = [other.work, failing, async () => begun.push('third')];
  await assert.rejects(sideBySide(signal, works, 2), new RangeError('first'));
  assert.deepEqual([other.seen.ended, begun], [true, []]);
});

test('an abort ends all, with its reason', async () => {
  const stop = new AbortController();
  const [one, other] = [endless(), endless()];
  const done = sideBySide(stop.signal, [one.work, other.work], 2);
  stop.abort(new RangeError('enough'));
  await assert.rejects(done, new RangeError('enough'));
  assert.deepEqual([one.seen.ended, other.seen.ended], [true, true]);
  await assert.rejects(sideBySide(stop.signal, [async () => 1]), new RangeError('enough'));
});
