import assert from 'node:assert/strict';
import { it } from 'node:test';
import { toCsv } from './csv-file.ts';

it('no cell of a CSV is a formula, in whatever width its sign is typed', () => {
  const typed = ['=1+1', '＝1+1', '+1', '＋1', '-1', '－1', '@a', '＠a', '\t=1', '课=1'];
  const cells = toCsv([typed]).slice(1).trimEnd().split(',');
  assert.deepEqual(
    cells.map((cell) => cell[0]),
    ["'", "'", "'", "'", "'", "'", "'", "'", "'", '课'],
  );
});
