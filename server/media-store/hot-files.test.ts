import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { HotFiles } from './hot-files.ts';
import { openLocalMediaStore } from './local-media-store.ts';
import type { MediaStore } from './media-store.ts';

describe('files that several ask for', () => {
  let folder: string;
  let store: MediaStore;
  /** Keys in the order in which the store was read. */
  let reads: string[];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'qianke-hot-'));
    const local = await openLocalMediaStore(join(folder, 'store'));
    for (const name of ['a', 'b', 'c', 'd']) {
      await writeFile(join(folder, name), name.repeat(10));
      await local.putFile(`s/${name}`, join(folder, name));
    }
    store = {
      ...local,
      read: (key, ...rest) => {
        reads.push(key);
        return local.read(key, ...rest);
      },
    };
  });
  after(() => rm(folder, { recursive: true }));

  function keep(options: { capacity: number; largestFile?: number }): HotFiles {
    reads = [];
    return new HotFiles(store, options);
  }

  /** As if somebody had asked for it once before. */
  async function holdAgain(hot: HotFiles, key: string) {
    assert.equal(await hot.hold(key), null);
    return hot.hold(key);
  }

  it('are read from the store once, from the second request on', async () => {
    const hot = keep({ capacity: 100 });
    assert.equal(await hot.hold('s/a'), null);
    const held = await Promise.all(Array.from({ length: 50 }, () => hot.hold('s/a')));
    assert.deepEqual(reads, ['s/a']);
    assert.ok(held.every((one) => one?.bytes.toString() === 'aaaaaaaaaa'));
    assert.equal(hot.bytes, 10);
  });

  it('make room for others, the longest unused first, but never while somebody holds them', async () => {
    const hot = keep({ capacity: 20 });
    const a = await holdAgain(hot, 's/a');
    (await holdAgain(hot, 's/b'))?.release();
    (await holdAgain(hot, 's/c'))?.release();
    assert.ok(await hot.hold('s/a'));
    assert.equal((await hot.hold('s/b'))?.bytes.toString(), 'bbbbbbbbbb');
    // Both are held now: a slow client costs others the memory, not the machine.
    assert.equal(await holdAgain(hot, 's/d'), null);
    assert.equal(hot.bytes, 20);
    a?.release();
  });

  it('are left to the store when they are large or not there', async () => {
    const hot = keep({ capacity: 100, largestFile: 9 });
    assert.equal(await holdAgain(hot, 's/a'), null);
    assert.equal(await holdAgain(hot, 's/nothing'), null);
    assert.equal(hot.bytes, 0);
  });
});
