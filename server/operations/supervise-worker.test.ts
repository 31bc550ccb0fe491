import assert from 'node:assert/strict';
import { it } from 'node:test';
import { explainEnd } from './supervise-worker.ts';

const cases: [Parameters<typeof explainEnd>[0], RegExp][] = [
  [{ exitCode: null, by: 'SIGKILL' }, /memory ran out: look at dmesg/],
  [{ exitCode: null, by: 'SIGSEGV' }, /by SIGSEGV.*report it/],
  [{ exitCode: 1, by: null }, /Its last line says why/],
  [{ exitCode: 0, by: null }, /Nothing is to be done/],
];

for (const [end, expected] of cases)
  it(`says what to do about a worker that ended by ${end.by ?? `code ${end.exitCode}`}`, () => {
    assert.match(explainEnd(end), expected);
    assert.match(explainEnd(end), /another one starts by itself/);
  });
