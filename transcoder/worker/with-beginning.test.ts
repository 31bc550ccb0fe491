import assert from 'node:assert/strict';
import { createReadStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { ByteRange, LocalParts } from '../../server/media-store/media-store.ts';
import { openPartialFile } from '../../server/media-store/s3/partial-file.ts';
import { OPENING_SECONDS } from '../encode/build-opening-arguments.ts';
import { makeOpening } from '../make-opening.ts';
import { openSandbox, type Sandbox } from '../sandbox.ts';
import { ffmpeg, makeClip, makeFolder } from '../test/make-clip.ts';
import { withBeginning } from './with-beginning.ts';

const folder = await makeFolder();
after(() => folder.remove());

const { signal } = new AbortController();
let sandbox: Sandbox;
let lesson: string;
before(async () => {
  sandbox = await openSandbox({ mode: 'bubblewrap' });
  // Much sound makes it large for its length; its index comes last.
  lesson = join(folder.path, 'lesson.mov');
  const options = ['-c:a', 'pcm_s16le', '-ac', '8', '-ar', '48000'];
  await makeClip(lesson, { seconds: 90, size: '160x120', rate: 10, options });
});

async function copyAs(name: string, ...options: string[]): Promise<string> {
  const path = join(folder.path, name);
  await ffmpeg('-i', lesson, '-c', 'copy', ...options, path);
  return path;
}

/** What a store elsewhere does, and how much it was asked for. */
function farStore(source: string) {
  const asked = { bytes: 0, whole: 0 };
  return {
    asked,
    async withPartsOfFile<T>(key: string, use: (parts: LocalParts) => Promise<T>): Promise<T> {
      const path = join(folder.path, key);
      const { size } = await stat(source);
      await using file = await openPartialFile(path, size);
      const fetch = async (range: ByteRange) => {
        for (const lacking of file.lacks(range)) {
          await file.write(lacking, createReadStream(source, lacking));
          asked.bytes += lacking.end - lacking.start + 1;
        }
      };
      try {
        return await use({ path, bytes: size, whole: false, fetch });
      } finally {
        await rm(path);
      }
    },
    async withLocalFile<T>(_key: string, use: (path: string) => Promise<T>): Promise<T> {
      asked.whole += 1;
      return use(source);
    },
  };
}

/** What is seen and heard of its first seconds. Encoders in threads do not do the same twice. */
const decode = (source: string) =>
  ffmpeg('-t', String(OPENING_SECONDS), '-i', source, '-map', '0:v', '-map', '0:a', '-f', 'framemd5', '-');

async function open(source: string, { partial }: { partial: boolean }): Promise<number> {
  const outputFolder = join(folder.path, 'out');
  await mkdir(outputFolder, { recursive: true });
  let segments = 0;
  await makeOpening({
    ...{ source, partial, outputFolder, sandbox, signal, wants: async () => true },
    onSegment: () => {
      segments += 1;
    },
  });
  return segments;
}

async function openFrom(source: string) {
  const { asked, ...store } = farStore(source);
  let segments = 0;
  let decoded = '';
  await withBeginning(store, 'part', { sandbox, signal }, async (file) => {
    segments = await open(file.source, file);
    decoded = await decode(file.source);
  });
  return { segments, decoded, ...asked, all: (await stat(source)).size };
}

describe('an opening out of a store elsewhere', () => {
  for (const [name, ...options] of [
    ['index-last.mov'],
    ['index-first.mov', '-movflags', '+faststart'],
    ['lesson.mkv'],
  ] as const) {
    it(`is the same, of much less than all of it: ${name}`, async () => {
      const source = await copyAs(name, ...options);
      const { segments, decoded, bytes, whole, all } = await openFrom(source);
      assert.deepEqual([segments, whole], [5, 0]);
      assert.ok(bytes < all / 2, `${bytes} of ${all} bytes`);
      assert.equal(decoded, await decode(source));
    });
  }

  it('is made of all of it where its length is not known before', async () => {
    const source = await copyAs('live.mkv', '-live', '1');
    const { segments, whole } = await openFrom(source);
    assert.deepEqual([segments, whole], [5, 1]);
  });

  it('is made of all of it where it is no larger than what is looked at', async () => {
    const source = await copyAs('short.mov', '-t', '30');
    const { segments, bytes, whole } = await openFrom(source);
    assert.deepEqual([segments, bytes, whole], [5, 0, 1]);
  });
});
