import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { MediaNotFoundError, type MediaStore } from '../media-store.ts';
import { InvalidKeyError } from '../store-key.ts';

/** What every media store promises; each implementation runs it. */
export function describeMediaStore(name: string, open: (folder: string) => Promise<MediaStore>): void {
  describe(`media store: ${name}`, () => {
    let outside: string;
    let store: MediaStore;
    before(async () => {
      outside = await mkdtemp(join(tmpdir(), 'qianke-media-'));
      store = await open(join(outside, 'store'));
    });
    after(() => rm(outside, { recursive: true }));

    const file = async (content: string) => {
      const path = join(await mkdtemp(join(outside, 'file-')), 'file');
      await writeFile(path, content);
      return path;
    };
    const read = async (key: string, range?: { start: number; end: number }) =>
      text(await store.read(key, range));

    it('takes a file over under its key', async () => {
      const source = await file('0123456789');
      await store.putFile('originals/ab/abcd', source);
      assert.equal(existsSync(source), false);
      assert.equal(await read('originals/ab/abcd'), '0123456789');
      const found = await store.stat('originals/ab/abcd');
      assert.equal(found?.bytes, 10);
      assert.ok(found.modifiedAt instanceof Date);
    });

    it('takes a file from its own work folder', async () => {
      const work = await store.makeWorkFolder('transcode');
      assert.deepEqual(await readdir(work), []);
      await writeFile(join(work, 'cover.webp'), 'cover');
      await store.putFile('covers/c1', join(work, 'cover.webp'));
      assert.equal(await read('covers/c1'), 'cover');
    });

    it('gives every caller a work folder of its own', async () => {
      assert.notEqual(await store.makeWorkFolder('job'), await store.makeWorkFolder('job'));
    });

    it('replaces nothing when a key is put again', async () => {
      await store.putFile('originals/same', await file('first'));
      const again = await file('other');
      await store.putFile('originals/same', again);
      assert.equal(existsSync(again), false);
      assert.equal(await read('originals/same'), 'first');
    });

    it('refuses another size under a key that is taken, and leaves both files', async () => {
      await store.putFile('originals/taken', await file('short'));
      const longer = await file('much longer');
      await assert.rejects(store.putFile('originals/taken', longer));
      assert.equal(await readFile(longer, 'utf8'), 'much longer');
      assert.equal(await read('originals/taken'), 'short');
    });

    it('reads ranges, both ends in', async () => {
      await store.putFile('ranges', await file('0123456789'));
      assert.equal(await read('ranges', { start: 2, end: 4 }), '234');
      assert.equal(await read('ranges', { start: 9, end: 9 }), '9');
      assert.equal(await read('ranges', { start: 5, end: 99 }), '56789');
    });

    it('stops reading when the reader is gone', async () => {
      await store.putFile('stopped', await file('x'.repeat(1_000_000)));
      const leave = new AbortController();
      const stream = await store.read('stopped', undefined, leave.signal);
      leave.abort();
      await assert.rejects(text(stream), { name: 'AbortError' });
      await assert.rejects(store.read('stopped', undefined, leave.signal), { name: 'AbortError' });
    });

    it('takes a folder over with everything in it', async () => {
      const work = await store.makeWorkFolder('version');
      await mkdir(join(work, 'v720'));
      await writeFile(join(work, 'master.m3u8'), '#EXTM3U');
      await writeFile(join(work, 'v720', 'init.mp4'), 'init');
      await store.putFolder('media/l1/v1', work);
      assert.equal(existsSync(work), false);
      assert.equal(await read('media/l1/v1/master.m3u8'), '#EXTM3U');
      assert.equal(await read('media/l1/v1/v720/init.mp4'), 'init');
      assert.equal(await store.stat('media/l1/v1'), null, 'a folder is no file');
    });

    it('replaces nothing when a folder is put again', async () => {
      for (const content of ['first', 'other']) {
        const work = await store.makeWorkFolder('again');
        await writeFile(join(work, 'a'), content);
        await store.putFolder('media/again', work);
      }
      assert.equal(await read('media/again/a'), 'first');
    });

    it('hands programs a path while they need it', async () => {
      await store.putFile('local', await file('bytes'));
      const found = await store.withLocalFile('local', (path) => readFile(path, 'utf8'));
      assert.equal(found, 'bytes');
    });

    it('hands programs a path of a file of which they read parts', async () => {
      await store.putFile('parts', await file('0123456789'));
      await store.withPartsOfFile('parts', async (parts) => {
        assert.equal(parts.bytes, 10);
        assert.equal((await stat(parts.path)).size, 10);
        const wanted = [
          [4, 5],
          [2, 7],
          [8, 99],
        ] as const;
        for (const [start, end] of wanted) {
          await parts.fetch({ start, end });
          const found = await readFile(parts.path, 'utf8');
          assert.equal(found.slice(start, end + 1), '0123456789'.slice(start, end + 1));
        }
        if (parts.whole) return;
        assert.equal(await readFile(parts.path, 'utf8'), '\0\x0023456789');
      });
      const none = store.withPartsOfFile('no-parts', async () => {});
      await assert.rejects(none, MediaNotFoundError);
    });

    it('says what is not there', async () => {
      assert.equal(await store.stat('nothing/here'), null);
      await assert.rejects(store.read('nothing/here'), MediaNotFoundError);
      await assert.rejects(
        store.withLocalFile('nothing/here', async () => 1),
        MediaNotFoundError,
      );
      await store.putFile('a-file', await file('x'));
      assert.equal(await store.stat('a-file/below'), null);
      await assert.rejects(store.read('a-file/below'), MediaNotFoundError);
    });

    it('lists what is directly below a prefix', async () => {
      await store.putFile('listed/one', await file('1'));
      await store.putFile('listed/below/two', await file('2'));
      assert.deepEqual((await store.list('listed')).sort(), ['below', 'one']);
      assert.deepEqual(await store.list('nothing/listed'), []);
    });

    it('removes files and folders, and is content when they are gone', async () => {
      await store.putFile('gone/one', await file('1'));
      await store.putFile('gone/two', await file('2'));
      await store.removeFile('gone/one');
      await store.removeFile('gone/one');
      assert.equal(await store.stat('gone/one'), null);
      await store.removeFolder('gone');
      await store.removeFolder('gone');
      assert.equal(await store.stat('gone/two'), null);
    });

    it('removes a file or a folder as long as its work folder is there', async () => {
      await store.putFile('fenced/file', await file('1'));
      await store.putFile('fenced/folder/two', await file('2'));
      await store.putFile('fenced/folder/below/three', await file('3'));
      await store.putFile('fenced/stays', await file('4'));
      const work = await store.makeWorkFolder('fence', { fenced: true });
      assert.equal(await store.removeFenced('fenced/file', work), true);
      assert.equal(await store.removeFenced('fenced/file', work), false);
      assert.equal(await store.removeFenced('fenced/folder', work), true);
      assert.deepEqual(await store.list('fenced'), ['stays']);
      await rm(work, { recursive: true });
      await assert.rejects(store.removeFenced('fenced/stays', work), { code: 'ENOENT' });
      assert.equal(await read('fenced/stays'), '4');
    });

    it('removes the work folders of a name, and nothing can be put or removed with one any more', async () => {
      await store.putFile('stays', await file('1'));
      const mine = await store.makeWorkFolder('mine', { fenced: true });
      const other = await store.makeWorkFolder('minefield', { fenced: true });
      await writeFile(join(mine, 'a'), 'a');
      await store.removeWorkFolders('mine');
      await assert.rejects(store.putFolder('put/late', mine), { code: 'ENOENT' });
      await assert.rejects(store.removeFenced('stays', mine), { code: 'ENOENT' });
      assert.deepEqual(
        [await store.list('put/late'), await read('stays'), existsSync(other)],
        [[], '1', true],
      );
    });

    it('knows when the newest file of a folder was stored', async () => {
      await store.putFile('dated/one', await file('1'));
      await store.putFile('dated/below/two', await file('2'));
      const newest = await store.stat('dated/below/two');
      const changed = await store.lastChange('dated');
      // Some stores count whole seconds in one of the two answers.
      assert.ok(Math.abs(Number(changed) - Number(newest?.modifiedAt)) < 1000);
      assert.equal(await store.lastChange('nothing/dated'), null);
    });

    it('can be used', async () => {
      await store.check();
      await store.removeAbandoned(new Date());
    });

    it('takes no key that could lead elsewhere', async () => {
      const source = await file('secret');
      const keys = [
        '',
        '/etc/passwd',
        '../x',
        'a/../b',
        'a//b',
        'a/',
        '.hidden',
        'a\\b',
        'a\0b',
        'work/x',
        '课',
      ];
      for (const key of keys) {
        await assert.rejects(store.putFile(key, source), InvalidKeyError, key);
        await assert.rejects(store.stat(key), InvalidKeyError, key);
        await assert.rejects(store.read(key), InvalidKeyError, key);
        await assert.rejects(store.list(key), InvalidKeyError, key);
        await assert.rejects(store.removeFile(key), InvalidKeyError, key);
        await assert.rejects(store.removeFolder(key), InvalidKeyError, key);
        await assert.rejects(store.removeFenced(key, outside), InvalidKeyError, key);
        await assert.rejects(store.lastChange(key), InvalidKeyError, key);
        await assert.rejects(store.makeWorkFolder(key), InvalidKeyError, key);
      }
      assert.ok((await stat(source)).isFile());
    });

    it('knows how much can still be written', async () => {
      assert.ok((await store.freeBytes()) > 0);
      assert.ok((await store.storableBytes()) > 0);
    });
  });
}
