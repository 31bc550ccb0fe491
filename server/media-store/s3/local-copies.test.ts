import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { describe, it, type TestContext } from 'node:test';
import { eventually } from '../../jobs/test/eventually.ts';
import type { ByteRange } from '../media-store.ts';
import { openWorkFolders } from '../work-folders.ts';
import { LocalCopies, type LocalCopiesOptions } from './local-copies.ts';

/** Copies of what a store that counts hands out: ten bytes of the key's last letter. */
async function openCopies(t: TestContext, options: LocalCopiesOptions & { freeBytes?: number } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'qianke-copies-'));
  t.after(() => rm(folder, { recursive: true }));
  const work = await openWorkFolders(folder);
  const { freeBytes } = options;
  const limited = freeBytes === undefined ? work : { ...work, freeBytes: async () => freeBytes };
  const copies = await LocalCopies.open(folder, limited, { copiesFrom: 10, ...options });
  const fetched: string[] = [];
  const use = <T>(key: string, work: (path: string) => Promise<T>, signal?: AbortSignal) => {
    const fetch = async () => {
      fetched.push(key);
      return Readable.from([Buffer.from(key.slice(-1).repeat(10))]);
    };
    return copies.use(key, 10, fetch, work, signal);
  };
  const kept = () => readdir(join(folder, 'copies'));
  return { copies, use, fetched, kept, folder };
}

const read = (path: string) => readFile(path, 'utf8');

describe('copies of stored files', () => {
  it('are fetched once for all who want them at a time, and for who comes a little later', async (t) => {
    const { use, fetched, folder } = await openCopies(t);
    const texts = await Promise.all(Array.from({ length: 5 }, () => use('o/a', read)));
    assert.deepEqual(
      [...texts, await use('o/a', read)],
      Array.from({ length: 6 }, () => 'aaaaaaaaaa'),
    );
    assert.deepEqual(fetched, ['o/a']);
    assert.deepEqual(await readdir(join(folder, 'work')), []);
  });

  it('stay only so long and so many, those used last', async (t) => {
    const { use, fetched, kept } = await openCopies(t, { copiesBytes: 20 });
    for (const key of ['o/a', 'o/b', 'o/c']) await use(key, read);
    assert.equal((await kept()).length, 2);
    await use('o/c', read);
    assert.deepEqual(fetched, ['o/a', 'o/b', 'o/c']);
    const short = await openCopies(t, { copiesAge: -1 });
    await short.use('o/a', read);
    assert.deepEqual(await short.kept(), []);
  });

  it('are not kept when they are small', async (t) => {
    const { use, fetched, kept, folder } = await openCopies(t, { copiesFrom: 11 });
    assert.deepEqual([await use('o/a', read), await use('o/a', read)], ['aaaaaaaaaa', 'aaaaaaaaaa']);
    assert.deepEqual([fetched, await kept()], [['o/a', 'o/a'], []]);
    assert.deepEqual(await readdir(join(folder, 'work')), []);
  });

  it('can be removed while somebody uses one', async (t) => {
    const { use, kept } = await openCopies(t, { copiesBytes: 10 });
    const text = await use('o/a', async (path) => {
      await use('o/b', read);
      assert.equal((await kept()).length, 1, 'that of o/a had to go');
      return read(path);
    });
    assert.equal(text, 'aaaaaaaaaa');
  });

  it('are not begun where there is no room', async (t) => {
    const { use, fetched } = await openCopies(t, { freeBytes: 1000 });
    await assert.rejects(use('o/a', read), { code: 'ENOSPC' });
    assert.deepEqual(fetched, []);
  });

  it('are fetched until the last who waits has left', async (t) => {
    const { copies, use, fetched, kept, folder } = await openCopies(t);
    const body = new PassThrough();
    const begun = Promise.withResolvers<AbortSignal>();
    const fetch = async (signal = t.signal) => {
      begun.resolve(signal);
      return body;
    };
    const [one, other, third] = [new AbortController(), new AbortController(), new AbortController()];
    const first = copies.use('o/a', 10, fetch, read, one.signal);
    const stop = await begun.promise;
    const second = copies.use('o/a', 10, fetch, read, other.signal);
    await assert.rejects(copies.use('o/a', 10, fetch, read, AbortSignal.abort(new Error('late'))), /late/);
    one.abort(new Error('enough'));
    await assert.rejects(first, /enough/);
    assert.equal(stop.aborted, false, 'another one waits');
    other.abort(new Error('enough too'));
    await assert.rejects(second, /enough too/);
    assert.equal(stop.aborted, true);
    assert.equal(await use('o/a', read, third.signal), 'aaaaaaaaaa');
    assert.deepEqual([fetched.length, (await kept()).length], [1, 1]);
    await eventually(async () => (await readdir(join(folder, 'work'))).length === 0);
  });

  it('serve who reads parts, and are none of what was read in parts', async (t) => {
    const { copies, use, fetched, kept, folder } = await openCopies(t);
    const fetch = async ({ start, end }: ByteRange) => {
      fetched.push(`o/a ${start}-${end}`);
      return Readable.from([Buffer.from('a'.repeat(end - start + 1))]);
    };
    const readParts = () =>
      copies.useParts('o/a', 10, fetch, async (parts) => {
        await parts.fetch({ start: 2, end: 3 });
        return [parts.whole, await read(parts.path)];
      });
    assert.deepEqual(await readParts(), [false, '\0\0aa\0\0\0\0\0\0']);
    assert.deepEqual(await kept(), []);
    assert.equal(await use('o/a', read), 'aaaaaaaaaa');
    assert.deepEqual(await readParts(), [true, 'aaaaaaaaaa']);
    assert.deepEqual(fetched, ['o/a 2-3', 'o/a']);
    assert.deepEqual(await readdir(join(folder, 'work')), []);
  });

  it('are whole or none', async (t) => {
    const { copies, kept } = await openCopies(t);
    const cut = async () =>
      Readable.from(
        (async function* () {
          yield Buffer.from('half');
          throw new Error('cut');
        })(),
      );
    await assert.rejects(copies.use('o/a', 10, cut, read), /cut/);
    const short = async () => Readable.from([Buffer.from('short')]);
    await assert.rejects(copies.use('o/a', 10, short, read), /5 bytes, not 10/);
    assert.deepEqual(await kept(), []);
  });
});
