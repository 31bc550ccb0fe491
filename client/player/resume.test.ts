import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DeviceMemory } from './device-memory.ts';
import { readPosition, writePosition } from './resume.ts';

function memoryOf(stored: string | null = null): DeviceMemory {
  let value = stored;
  return {
    read: () => value,
    write: (_key, next) => {
      value = next;
    },
  };
}

test('a lesson goes on where it was left', () => {
  const memory = memoryOf();
  writePosition(memory, 'a', 125.9, 700);
  writePosition(memory, 'b', 30, 700);
  assert.equal(readPosition(memory, 'a'), 125);
  assert.equal(readPosition(memory, 'b'), 30);
  assert.equal(readPosition(memory, 'c'), 0);
});

test('a lesson that was only opened, or watched to its end, begins at its start', () => {
  const memory = memoryOf();
  writePosition(memory, 'a', 300, 700);
  writePosition(memory, 'a', 690, 700);
  assert.equal(readPosition(memory, 'a'), 0);
  writePosition(memory, 'a', 5, 700);
  assert.equal(readPosition(memory, 'a'), 0);
});

test('the fifty lessons watched last are remembered', () => {
  const memory = memoryOf();
  for (let n = 0; n < 60; n += 1) writePosition(memory, `lesson-${n}`, 100, 700);
  assert.equal(readPosition(memory, 'lesson-9'), 0);
  assert.equal(readPosition(memory, 'lesson-10'), 100);
});

test('what somebody else wrote into the storage is ignored', () => {
  for (const stored of ['{"a":1}', 'no json', '[1,["a"],["b","2"]]']) {
    assert.equal(readPosition(memoryOf(stored), 'a'), 0);
  }
});
