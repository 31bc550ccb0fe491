import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guessBandwidth, rememberBandwidth } from './bandwidth.ts';

function memoryOf(value: string | null) {
  return {
    read: () => value,
    write: (_key: string, next: string) => {
      value = next;
    },
  };
}

test('a first visit is careful', () => {
  assert.deepEqual(guessBandwidth(memoryOf(null), undefined), { estimate: 300_000, measured: false });
  assert.deepEqual(guessBandwidth(memoryOf(null), 0.4), { estimate: 200_000, measured: false });
  assert.deepEqual(guessBandwidth(memoryOf(null), 10), { estimate: 1_500_000, measured: false });
});

test('the next visit begins with what the last one measured, less a fifth', () => {
  const memory = memoryOf(null);
  rememberBandwidth(memory, 1_000_000.4);
  assert.deepEqual(guessBandwidth(memory, 10), { estimate: 800_000, measured: true });
});

test('nonsense in the storage counts as a first visit', () => {
  assert.equal(guessBandwidth(memoryOf('fast'), undefined).measured, false);
  const memory = memoryOf(null);
  rememberBandwidth(memory, Number.NaN);
  assert.equal(memory.read(), null);
});
