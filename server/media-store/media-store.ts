import type { Readable } from 'node:stream';

/**
 * Where originals, media versions, attachments and covers are kept: a local folder, later also an S3
 * store. Keys are relative paths of ours (`originals/ab/abcd…`), never text of a user's.
 *
 * What was put under a key never changes.
 */
export interface MediaStore {
  /**
   * Takes over a finished local file: when this resolves the bytes are on disk under the key, whole, and
   * `file` is gone. Putting the same key again replaces nothing and throws nothing if the size is equal.
   */
  putFile(key: string, file: string): Promise<void>;
  /** The same for a folder, all of whose files become visible at once. */
  putFolder(prefix: string, folder: string): Promise<void>;
  /** Size in bytes and time of the last change; null when there is no such file. */
  stat(key: string): Promise<{ bytes: number; modifiedAt: Date } | null>;
  /** `range` counts bytes, both ends in. Throws `MediaNotFoundError`, and the signal's reason when it is aborted. */
  read(key: string, range?: { start: number; end: number }, signal?: AbortSignal): Promise<Readable>;
  /** A path that programs on this machine can open, for as long as the callback runs. */
  withLocalFile<T>(key: string, use: (path: string) => Promise<T>): Promise<T>;
  /** Names of the files and folders directly below a prefix, in no order; none when nothing is there. */
  list(prefix: string): Promise<string[]>;
  /** Removing what is not there is success. */
  removeFile(key: string): Promise<void>;
  removeFolder(prefix: string): Promise<void>;
  /**
   * Takes what is under a key, a file or a folder, out of the store to a path in a work folder, at once. False when
   * nothing is there; throws when the work folder is gone.
   */
  moveOut(key: string, path: string): Promise<boolean>;
  /** An empty folder on the same file system as the store, for work in progress; swept at start. */
  makeWorkFolder(name: string): Promise<string>;
  /** Removes all work folders of that name: whoever still works in one can put or move nothing from or into it. */
  removeWorkFolders(name: string): Promise<void>;
  /** Bytes that can still be written. */
  freeBytes(): Promise<number>;
}

/** Nothing is stored under that key. */
export class MediaNotFoundError extends Error {
  override readonly name = 'MediaNotFoundError';

  constructor(key: string, options?: ErrorOptions) {
    super(`${nothingStored}${key}`, options);
  }
}

const nothingStored = 'nothing is stored under ';

/** Whether what was kept of a failure are the words of a `MediaNotFoundError`. */
export function tellsOfLostFile(text: string): boolean {
  return text.startsWith(nothingStored);
}
