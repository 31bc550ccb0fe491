import type { Readable } from 'node:stream';

/**
 * Where originals, media versions, attachments and covers are kept: a local folder or an S3 store. Keys are
 * relative paths of ours (`originals/ab/abcd…`), never text of a user's.
 *
 * What was put under a key never changes. Everything throws `MediaStoreUnavailableError` where the store cannot be
 * used now and somebody has to see to it.
 */
export interface MediaStore {
  /**
   * Takes over a finished local file: when this resolves the bytes are in the store under the key, whole, and
   * `file` is gone. Putting the same key again replaces nothing and throws nothing if the size is equal; throws
   * `MediaConflictError` if not.
   */
  putFile(key: string, file: string): Promise<void>;
  /**
   * The same for a folder. In a local folder all its files become visible at once; in an S3 store one after the
   * other, those that vouch for the rest (`vouchingFiles`) last, and after a failure some may be there.
   */
  putFolder(prefix: string, folder: string): Promise<void>;
  /** Size in bytes and time of storing; null when there is no such file. */
  stat(key: string): Promise<StoredStat | null>;
  /** When the newest file below a prefix was stored; null when there is none. */
  lastChange(prefix: string): Promise<Date | null>;
  /** `range` counts bytes, both ends in. Throws `MediaNotFoundError`, and the signal's reason when it is aborted. */
  read(key: string, range?: ByteRange, signal?: AbortSignal): Promise<Readable>;
  /**
   * A path that programs on this machine can open, for as long as the callback runs. From an S3 store it is a copy,
   * which the jobs of this machine share; throws an error of code `ENOSPC` where there is no room for it, and the
   * signal's reason when that aborts while the copy is fetched.
   */
  withLocalFile<T>(key: string, use: (path: string) => Promise<T>, signal?: AbortSignal): Promise<T>;
  /**
   * The same for programs that read little of a large file: of one that is elsewhere only what is asked for is fetched.
   */
  withPartsOfFile<T>(key: string, use: (parts: LocalParts) => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** Names of the files and folders directly below a prefix, in no order; none when nothing is there. */
  list(prefix: string): Promise<string[]>;
  /** Removing what is not there is success. */
  removeFile(key: string): Promise<void>;
  removeFolder(prefix: string): Promise<void>;
  /**
   * An empty folder of this machine for work in progress, on the same file system as a local store; swept at
   * start. A `fenced` one is taken away by `removeWorkFolders` on whichever machine it was made.
   */
  makeWorkFolder(name: string, options?: { fenced?: boolean }): Promise<string>;
  /** Removes all work folders of that name: whoever still works in one can put or remove nothing with it. */
  removeWorkFolders(name: string): Promise<void>;
  /**
   * Removes what is under a key, a file or a folder, as long as the fenced work folder is there; throws an error
   * of code `ENOENT` when it is gone. False when nothing is under the key.
   */
  removeFenced(key: string, workFolder: string): Promise<boolean>;
  /** Removes what was left outside of every key, before that time, by storing that was cut off. */
  removeAbandoned(before: Date): Promise<void>;
  /** Bytes that can still be written to work folders. */
  freeBytes(): Promise<number>;
  /** Bytes that the store can still take; infinite where it does not say. */
  storableBytes(): Promise<number>;
  /** Throws `MediaStoreUnavailableError` where the store cannot be used now. */
  check(): Promise<void>;
}

export interface StoredStat {
  bytes: number;
  modifiedAt: Date;
}

/** A file of which not all may be on this machine. */
export interface LocalParts {
  /** Of a file of the true size; what was not fetched reads as noughts. */
  path: string;
  bytes: number;
  /** All of it is here. */
  whole: boolean;
  /** Resolves when these bytes are here. Those that are here already are not fetched again. */
  fetch(range: ByteRange): Promise<void>;
}

export interface ByteRange {
  start: number;
  end: number;
}

/**
 * Without them the rest of their folder counts for nothing: where a folder cannot appear and go at once, they are
 * stored last and removed first.
 */
export const vouchingFiles: ReadonlySet<string> = new Set(['version.json', 'manifest.json']);

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

/** Something else is already stored under that key. */
export class MediaConflictError extends Error {
  override readonly name = 'MediaConflictError';

  constructor(key: string) {
    super(`something of another size is already stored under ${key}`);
  }
}

/** How everything begins that the store is blamed for. */
export const blamedStore = 'the media store ';

/** Whether what was kept of a failure are the words of a `MediaStoreUnavailableError`. */
export function tellsOfStore(text: string): boolean {
  return text.startsWith(blamedStore);
}

/** Why a store cannot be used. */
export type UnavailableReason =
  | 'unreachable' // no connection, no answer in time, or an answer of its own trouble (5xx)
  | 'refused' // it does not know the credentials, or they may not do this
  | 'no-bucket'
  | 'clock' // the time of this machine differs from the store's by minutes
  | 'full'; // no room left, or a quota reached

/**
 * The store cannot be used until somebody has seen to it; nothing was lost. The message is for the operator: what
 * is wrong and what to do, never a credential; it begins with `blamedStore`.
 */
export class MediaStoreUnavailableError extends Error {
  override readonly name = 'MediaStoreUnavailableError';
  readonly reason: UnavailableReason;

  constructor(reason: UnavailableReason, message: string) {
    super(message);
    this.reason = reason;
  }
}
