import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { MediaNotFoundError, type MediaStore } from '../../media-store/media-store.ts';
import { parseKey } from '../../media-store/store-key.ts';

/** Part of a media store: a backup's folder, or the library's own files with an empty prefix. */
export interface Place {
  store: MediaStore;
  /** Ends with `/` unless empty. */
  prefix: string;
}

/** A file is missing, or its bytes are not those that came. */
export class DamagedFileError extends Error {
  override readonly name = 'DamagedFileError';
  readonly key: string;

  constructor(key: string, why: string, options?: ErrorOptions) {
    super(`${key}: ${why}`, options);
    this.key = key;
  }
}

export interface Measured {
  bytes: number;
  sha256: string;
}

/** What is known of a file before it is copied; undefined matches anything. */
export interface Expected {
  bytes?: number;
  sha256?: string;
}

/** The part of `version.json` that vouches for the other files of its folder. */
export const VersionFiles = z.object({
  bytes: z.number(),
  files: z.array(z.object({ path: z.string(), bytes: z.number(), sha256: z.string() })),
});

export const versionFile = 'version.json';

/**
 * Copies one file, checked on its way; when this resolves it is on disk under the key, whole.
 *
 * Throws `DamagedFileError` when it is missing or not as expected; then nothing was put.
 */
export async function copyFile(
  from: Place,
  to: Place,
  key: string,
  expected: Expected,
  signal?: AbortSignal,
): Promise<Measured> {
  return putStream(to, key, () => from.store.read(from.prefix + key, undefined, signal), expected);
}

/** The same for bytes that come from elsewhere. */
export async function putStream(
  to: Place,
  key: string,
  open: () => Promise<Readable>,
  expected: Expected,
): Promise<Measured> {
  const work = await to.store.makeWorkFolder('copy');
  try {
    const file = join(work, 'file');
    const measured = await writeChecked(file, key, open, expected);
    await to.store.putFile(to.prefix + key, file);
    return measured;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/**
 * Copies the folder of a media version, every file against the hash that its `version.json` gives; all become
 * visible at once. `expected` is about `version.json`. Answers what was copied in all, and that file's hash.
 *
 * Throws `DamagedFileError`; then nothing was put.
 */
export async function copyVersion(
  from: Place,
  to: Place,
  key: string,
  expected: Expected,
  signal?: AbortSignal,
): Promise<Measured> {
  const work = await to.store.makeWorkFolder('copy');
  try {
    const folder = join(work, 'version');
    const text = await readVersionFile(from, key, signal);
    const sha256 = createHash('sha256').update(text).digest('hex');
    if (expected.sha256 !== undefined && expected.sha256 !== sha256)
      throw new DamagedFileError(`${key}/${versionFile}`, 'is not the file that was backed up');
    const { files } = parseVersion(key, text);
    let bytes = text.length;
    for (const { path, ...file } of files) {
      signal?.throwIfAborted();
      // A path that leads out of the folder is no key.
      parseKey(`${key}/${path}`);
      const target = join(folder, path);
      await mkdir(dirname(target), { recursive: true });
      const open = () => from.store.read(`${from.prefix}${key}/${path}`, undefined, signal);
      bytes += (await writeChecked(target, `${key}/${path}`, open, file)).bytes;
    }
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, versionFile), text);
    await to.store.putFolder(to.prefix + key, folder);
    return { bytes, sha256 };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Throws `DamagedFileError` when there is none. */
export async function readVersionFile(from: Place, key: string, signal?: AbortSignal): Promise<Buffer> {
  try {
    return await buffer(await from.store.read(`${from.prefix}${key}/${versionFile}`, undefined, signal));
  } catch (cause) {
    if (!(cause instanceof MediaNotFoundError)) throw cause;
    throw new DamagedFileError(`${key}/${versionFile}`, 'is missing', { cause });
  }
}

export function parseVersion(key: string, text: Buffer): z.infer<typeof VersionFiles> {
  try {
    return VersionFiles.parse(JSON.parse(text.toString('utf8')));
  } catch (cause) {
    throw new DamagedFileError(`${key}/${versionFile}`, 'cannot be read', { cause });
  }
}

async function writeChecked(
  path: string,
  key: string,
  open: () => Promise<Readable>,
  expected: Expected,
): Promise<Measured> {
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    await pipeline(
      await open(),
      async function* measured(chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          hash.update(chunk);
          bytes += chunk.length;
          yield chunk;
        }
      },
      createWriteStream(path, { mode: 0o644 }),
    );
  } catch (cause) {
    if (!(cause instanceof MediaNotFoundError)) throw cause;
    throw new DamagedFileError(key, 'is missing', { cause });
  }
  const sha256 = hash.digest('hex');
  if (expected.bytes !== undefined && expected.bytes !== bytes)
    throw new DamagedFileError(key, `has ${bytes} bytes, not ${expected.bytes}`);
  if (expected.sha256 !== undefined && expected.sha256 !== sha256)
    throw new DamagedFileError(key, 'does not have the bytes that came');
  return { bytes, sha256 };
}
