import { buffer } from 'node:stream/consumers';
import { MediaNotFoundError, type MediaStore } from './media-store.ts';

/** A whole file in memory, for as long as it is held. */
export interface HeldFile {
  bytes: Buffer;
  modifiedAt: Date;
  release(): void;
}

export interface HotFilesOptions {
  /** All that is kept, held by somebody or not, bytes. */
  capacity?: number;
  /** Larger files are not kept, bytes. */
  largestFile?: number;
}

interface Entry {
  loading: Promise<{ bytes: Buffer; modifiedAt: Date } | null>;
  bytes: number;
  holders: number;
}

const MiB = 1024 ** 2;
/** How many of the keys that were asked for are remembered. */
const rememberedKeys = 4096;

/**
 * Small files that several ask for at about the same time: a class watches one lesson, and its segments
 * are read from the store once. A file is kept from its second request on, and never more than `capacity`
 * in all: what slow clients still hold counts, so that a thousand of them cost no more memory than one.
 *
 * Right because what is stored under a key never changes; who may have it is asked before.
 */
export class HotFiles {
  readonly #store: MediaStore;
  readonly #capacity: number;
  readonly #largestFile: number;
  /** Least recently used first. */
  readonly #entries = new Map<string, Entry>();
  readonly #asked = new Set<string>();
  #bytes = 0;

  constructor(store: MediaStore, { capacity = 64 * MiB, largestFile = 2 * MiB }: HotFilesOptions = {}) {
    this.#store = store;
    this.#capacity = capacity;
    this.#largestFile = largestFile;
  }

  /** Bytes that are kept now. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * The file, to be released once it is sent; null when it has to be read from the store: asked for the
   * first time, too large, not there, or no room among what others hold.
   */
  async hold(key: string): Promise<HeldFile | null> {
    let entry = this.#entries.get(key);
    if (!entry) {
      if (!this.#isAskedAgain(key)) return null;
      const stat = await this.#store.stat(key);
      // Somebody else may have begun to read it meanwhile.
      entry = this.#entries.get(key) ?? this.#admit(key, stat);
      if (!entry) return null;
    }
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    entry.holders += 1;
    const release = () => {
      entry.holders -= 1;
    };
    try {
      const file = await entry.loading;
      if (file) return { ...file, release };
      release();
      return null;
    } catch (error) {
      release();
      throw error;
    }
  }

  #isAskedAgain(key: string): boolean {
    if (this.#asked.has(key)) return true;
    if (this.#asked.size >= rememberedKeys) this.#asked.clear();
    this.#asked.add(key);
    return false;
  }

  #admit(key: string, stat: Awaited<ReturnType<MediaStore['stat']>>): Entry | undefined {
    if (!stat || stat.bytes > this.#largestFile || !this.#makeRoom(stat.bytes)) return undefined;
    const entry: Entry = { loading: this.#load(key, stat.modifiedAt), bytes: stat.bytes, holders: 0 };
    this.#entries.set(key, entry);
    this.#bytes += stat.bytes;
    return entry;
  }

  async #load(key: string, modifiedAt: Date): Promise<{ bytes: Buffer; modifiedAt: Date } | null> {
    try {
      return { bytes: await buffer(await this.#store.read(key)), modifiedAt };
    } catch (error) {
      this.#remove(key);
      if (error instanceof MediaNotFoundError) return null;
      throw error;
    }
  }

  /** Forgets what nobody holds, the longest unused first. */
  #makeRoom(wanted: number): boolean {
    for (const [key, entry] of this.#entries) {
      if (this.#bytes + wanted <= this.#capacity) break;
      if (entry.holders === 0) this.#remove(key);
    }
    return this.#bytes + wanted <= this.#capacity;
  }

  #remove(key: string): void {
    const entry = this.#entries.get(key);
    if (!entry) return;
    this.#entries.delete(key);
    this.#bytes -= entry.bytes;
  }
}
