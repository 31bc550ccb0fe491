import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { link, mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isAbsent } from '../file-errors.ts';
import type { ByteRange, LocalParts } from '../media-store.ts';
import type { WorkFolders } from '../work-folders.ts';
import { openPartialFile } from './partial-file.ts';

const MiB = 1024 ** 2;
const GiB = 1024 ** 3;
const minute = 60_000;

export interface LocalCopiesOptions {
  /** So many bytes of copies stay for the next job that wants them. */
  copiesBytes?: number;
  /** For so long, ms. */
  copiesAge?: number;
  /** Smaller ones are not kept: there may be thousands, and they are soon fetched again. */
  copiesFrom?: number;
}

/** What everything else on the machine goes on living on. */
const keptFreeBytes = 256 * 1024 ** 2;

/** The disk has no room for a copy. Known by its code, as when the disk itself says so. */
class NoRoomForCopyError extends Error {
  override readonly name = 'NoRoomForCopyError';
  readonly code = 'ENOSPC';
}

type Fetch = (signal?: AbortSignal) => Promise<Readable>;

/** A copy on its way, and how many jobs wait for it: after the last has left it is given up. */
interface Fetching {
  readonly done: Promise<void>;
  readonly stop: AbortController;
  waiting: number;
}

/**
 * Files of the store on this machine's disk, for programs that want a path. A copy stays for a while after its last
 * use: the pieces of one recording are encoded one after the other, and a job that was cut off begins again. Whoever
 * uses one has a link of its own, so that it may be removed at any time, also by another process.
 */
export class LocalCopies {
  readonly #folder: string;
  readonly #work: WorkFolders;
  readonly #capacity: number;
  readonly #age: number;
  readonly #from: number;
  readonly #fetching = new Map<string, Fetching>();

  private constructor(folder: string, work: WorkFolders, options: LocalCopiesOptions) {
    this.#folder = folder;
    this.#work = work;
    this.#capacity = options.copiesBytes ?? 8 * GiB;
    this.#age = options.copiesAge ?? 10 * minute;
    this.#from = options.copiesFrom ?? 8 * MiB;
  }

  /** Keeps the copies below `folder`, on the disk of the work folders. */
  static async open(folder: string, work: WorkFolders, options: LocalCopiesOptions): Promise<LocalCopies> {
    const copies = new LocalCopies(join(folder, 'copies'), work, options);
    await mkdir(copies.#folder, { recursive: true });
    await copies.#removeUnused(copies.#capacity);
    return copies;
  }

  /**
   * Hands out the path of a copy of what is stored under the key, which is fetched if there is none. Throws the signal's
   * reason when that aborts while it is fetched.
   */
  async use<T>(
    key: string,
    bytes: number,
    fetch: Fetch,
    use: (path: string) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    return this.#withOwnPath(bytes, async (path) => {
      if (bytes < this.#from) await this.#fetch(path, bytes, fetch, signal);
      else await this.#linkKept(key, path, bytes, fetch, signal);
      return use(path);
    });
  }

  /** The same of a file of which little is read: what is asked for is fetched, where no copy of all of it is kept. */
  async useParts<T>(
    key: string,
    bytes: number,
    fetch: (range: ByteRange) => Promise<Readable>,
    use: (parts: LocalParts) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    return this.#withOwnPath(bytes, async (path) => {
      if (await linkTo(this.#placeOf(key), path))
        return use({ path, bytes, whole: true, fetch: async () => {} });
      await using file = await openPartialFile(path, bytes);
      const fetchInto = async (range: ByteRange) => {
        for (const lacking of file.lacks(range)) {
          await this.#requireRoom(lacking.end - lacking.start + 1);
          await file.write(lacking, await fetch(lacking), signal);
        }
      };
      return await use({ path, bytes, whole: false, fetch: fetchInto });
    });
  }

  /** For a link or a file of its user's own, which goes after the use; what is kept of it then goes that much later. */
  async #withOwnPath<T>(bytes: number, use: (path: string) => Promise<T>): Promise<T> {
    const own = await this.#work.make('copy');
    try {
      return await use(join(own, 'file'));
    } finally {
      await rm(own, { recursive: true, force: true });
      if (bytes >= this.#from) await this.#removeUnusedNowAndLater();
    }
  }

  #placeOf(key: string): string {
    return join(this.#folder, createHash('sha256').update(key).digest('hex').slice(0, 32));
  }

  async #linkKept(
    key: string,
    path: string,
    bytes: number,
    fetch: Fetch,
    signal?: AbortSignal,
  ): Promise<void> {
    const copy = this.#placeOf(key);
    while (!(await linkTo(copy, path))) await this.#waitFor(copy, bytes, fetch, signal);
  }

  async #removeUnusedNowAndLater(): Promise<void> {
    await this.#removeUnused(this.#capacity);
    // What fails then is tried at the next use, which says so.
    setTimeout(() => void this.#removeUnused(this.#capacity).catch(() => {}), this.#age + 1000).unref();
  }

  async #waitFor(copy: string, bytes: number, fetch: Fetch, signal?: AbortSignal): Promise<void> {
    const fetching = this.#fetching.get(copy) ?? this.#begin(copy, bytes, fetch);
    fetching.waiting += 1;
    try {
      await orAbort(fetching.done, signal);
    } finally {
      fetching.waiting -= 1;
      if (fetching.waiting === 0) {
        this.#forget(copy, fetching);
        fetching.stop.abort();
      }
    }
  }

  #begin(copy: string, bytes: number, fetch: Fetch): Fetching {
    const stop = new AbortController();
    const fetching = { done: this.#fetchToKeep(copy, bytes, fetch, stop.signal), stop, waiting: 0 };
    this.#fetching.set(copy, fetching);
    const forget = () => this.#forget(copy, fetching);
    // Who waits hears of a failure; nobody may wait any more.
    fetching.done.then(forget, forget);
    return fetching;
  }

  /** Whoever comes now begins anew. */
  #forget(copy: string, fetching: Fetching): void {
    if (this.#fetching.get(copy) === fetching) this.#fetching.delete(copy);
  }

  async #fetchToKeep(copy: string, bytes: number, fetch: Fetch, signal: AbortSignal): Promise<void> {
    const own = await this.#work.make('copy');
    try {
      const file = join(own, 'file');
      await this.#fetch(file, bytes, fetch, signal);
      await rename(file, copy);
    } finally {
      await rm(own, { recursive: true, force: true });
    }
  }

  async #fetch(file: string, bytes: number, fetch: Fetch, signal?: AbortSignal): Promise<void> {
    await this.#requireRoom(bytes);
    try {
      await pipeline(await fetch(signal), createWriteStream(file, { mode: 0o644 }), { signal });
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
    const { size } = await stat(file);
    if (size !== bytes) throw new Error(`a copy has ${size} bytes, not ${bytes}`);
  }

  async #requireRoom(bytes: number): Promise<void> {
    const lacks = async () => (await this.#work.freeBytes()) - bytes < keptFreeBytes;
    if (!(await lacks())) return;
    await this.#removeUnused(0);
    if (await lacks())
      throw new NoRoomForCopyError(
        `the disk of DATA_DIR has no room for a file of ${Math.ceil(bytes / 1024 ** 2)} MiB from the media store: make room`,
      );
  }

  /** Leaves so many bytes of copies, those that were used last. */
  async #removeUnused(leaveBytes: number): Promise<void> {
    const found = [];
    for (const name of await readdir(this.#folder)) {
      const path = join(this.#folder, name);
      const { size, mtimeMs } = await stat(path).catch(() => ({ size: 0, mtimeMs: 0 }));
      found.push({ path, size, mtimeMs });
    }
    let left = leaveBytes;
    for (const { path, size, mtimeMs } of found.toSorted((a, b) => b.mtimeMs - a.mtimeMs)) {
      left -= size;
      if (left < 0 || Date.now() - mtimeMs > this.#age) await rm(path, { force: true });
    }
  }
}

/** False when there is no copy. */
async function linkTo(copy: string, path: string): Promise<boolean> {
  try {
    await link(copy, path);
  } catch (error) {
    if (isAbsent(error)) return false;
    throw error;
  }
  const now = new Date();
  await utimes(path, now, now);
  return true;
}

/** What the work answers, or the signal's reason as soon as that aborts; the work goes on. */
async function orAbort(work: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const leave = () => reject(signal?.reason);
  signal?.addEventListener('abort', leave, { once: true });
  try {
    await Promise.race([work, aborted]);
  } finally {
    signal?.removeEventListener('abort', leave);
  }
}
