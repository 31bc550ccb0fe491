import type { Hash } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { type FileHandle, open, readdir, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { makeSyncedFolder, syncPath } from '../media-store/sync-path.ts';
import { UploadBytesLostError, UploadElsewhereError } from './upload-errors.ts';

/**
 * The bytes of unfinished uploads: one file each, named by the upload's id, in one flat folder. Unless it is the
 * `only` one, other web processes have folders of their own.
 */
export class UploadFiles {
  readonly #folder: string;
  readonly #only: boolean;

  private constructor(folder: string, only: boolean) {
    this.#folder = folder;
    this.#only = only;
  }

  static async open(folder: string, { only = true } = {}): Promise<UploadFiles> {
    await makeSyncedFolder(folder);
    return new UploadFiles(folder, only);
  }

  path(id: string): string {
    return join(this.#folder, id);
  }

  /**
   * The file with exactly `offset` bytes, to go on with. What lies behind them is cut off: it was never
   * synced, so after a power cut it may be anything, and nobody was told that it is kept.
   *
   * `hash` follows what is written. Throws `UploadBytesLostError` when the file is shorter, and as `lack` says when
   * there is none.
   */
  async open(id: string, offset: number, hash: Hash | null): Promise<UploadFile> {
    if (offset > 0 && (await this.size(id)) === null) throw this.lack(id, offset);
    const handle = await open(this.path(id), constants.O_RDWR | constants.O_CREAT, 0o644);
    try {
      const { size } = await handle.stat();
      if (size < offset) throw new UploadBytesLostError(`${id}: ${size} bytes on disk, ${offset} recorded`);
      if (size > offset) await handle.truncate(offset);
      if (offset === 0) await syncPath(this.#folder);
      return new UploadFile(handle, offset, hash);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** Why an upload of which bytes are recorded has no file here: another process has it, or it is lost. */
  lack(id: string, offset: number): Error {
    if (!this.#only) return new UploadElsewhereError();
    return new UploadBytesLostError(`${id}: no bytes on disk, ${offset} recorded`);
  }

  /** Bytes; null when there is no file. */
  async size(id: string): Promise<number | null> {
    try {
      return (await stat(this.path(id))).size;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }

  read(id: string): Readable {
    return createReadStream(this.path(id), { highWaterMark: 1024 ** 2 });
  }

  async remove(id: string): Promise<void> {
    await rm(this.path(id), { force: true });
  }

  async list(): Promise<string[]> {
    return readdir(this.#folder);
  }

  async freeBytes(): Promise<number> {
    const { bavail, bsize } = await statfs(this.#folder);
    return bavail * bsize;
  }
}

/** One upload's file while somebody writes to it. */
export class UploadFile {
  readonly #handle: FileHandle;
  readonly hash: Hash | null;
  #position: number;

  constructor(handle: FileHandle, position: number, hash: Hash | null) {
    this.#handle = handle;
    this.#position = position;
    this.hash = hash;
  }

  /** Bytes in the file; right also after a write that failed half-way. */
  get position(): number {
    return this.#position;
  }

  async append(bytes: Uint8Array): Promise<void> {
    let rest = bytes;
    while (rest.length > 0) {
      const { bytesWritten } = await this.#handle.write(rest, 0, rest.length, this.#position);
      this.hash?.update(rest.subarray(0, bytesWritten));
      this.#position += bytesWritten;
      rest = rest.subarray(bytesWritten);
    }
  }

  /** Everything appended so far is on disk, and so is the file's length. */
  async sync(): Promise<void> {
    await this.#handle.datasync();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#handle.close();
  }
}
