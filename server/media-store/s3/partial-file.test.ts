import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, describe, it } from 'node:test';
import { openPartialFile, withoutRanges } from './partial-file.ts';

const range = ([start, end]: readonly [number, number]) => ({ start, end });

const cases: [string, [number, number], [number, number][], [number, number][]][] = [
  ['nothing is there', [2, 5], [], [[2, 5]]],
  [
    'others lie before and behind',
    [2, 5],
    [
      [0, 1],
      [6, 9],
    ],
    [[2, 5]],
  ],
  ['one covers the beginning', [2, 5], [[0, 2]], [[3, 5]]],
  ['one covers the end', [2, 5], [[5, 9]], [[2, 4]]],
  [
    'one lies within',
    [2, 9],
    [[4, 5]],
    [
      [2, 3],
      [6, 9],
    ],
  ],
  [
    'two lie within, in no order',
    [0, 9],
    [
      [7, 7],
      [2, 3],
    ],
    [
      [0, 1],
      [4, 6],
      [8, 9],
    ],
  ],
  ['one is all of it', [2, 5], [[2, 5]], []],
  [
    'two make up all of it',
    [2, 5],
    [
      [0, 3],
      [4, 5],
    ],
    [],
  ],
  ['nothing is wanted', [5, 4], [[0, 1]], []],
];

describe('what of a range is not there', () => {
  for (const [name, wanted, others, left] of cases)
    it(name, () => assert.deepEqual(withoutRanges(range(wanted), others.map(range)), left.map(range)));
});

describe('a partial file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'qianke-partial-'));
  after(() => rm(folder, { recursive: true }));

  it('counts for written what came as it was asked for', async () => {
    const path = join(folder, 'file');
    await using file = await openPartialFile(path, 8);
    await assert.rejects(
      file.write({ start: 2, end: 4 }, Readable.from([Buffer.from('ab')])),
      /2 bytes, not 3/,
    );
    await assert.rejects(file.write({ start: 2, end: 4 }, Readable.from([Buffer.from('abcd')])), /more than/);
    assert.deepEqual(file.lacks({ start: 0, end: 99 }), [{ start: 0, end: 7 }]);
    await file.write({ start: 2, end: 4 }, Readable.from([Buffer.from('a'), Buffer.from('bc')]));
    assert.deepEqual(file.lacks({ start: 0, end: 99 }), [
      { start: 0, end: 1 },
      { start: 5, end: 7 },
    ]);
    assert.equal(await readFile(path, 'latin1'), '\0\0abc\0\0\0');
  });
});
