import { setTimeout as wait } from 'node:timers/promises';
import { newId } from '../db/new-id.ts';
import type { Db } from '../db/open-database.ts';
import {
  beatWriter,
  claimWriter,
  findUpload,
  releaseWriter,
  seizeWriter,
  type UploadProgress,
  type UploadRow,
  wishForWriter,
} from '../db/uploads.ts';
import { isKnownDead, workerName } from '../jobs/worker-name.ts';
import { UploadBusyError } from './upload-errors.ts';

/** Milliseconds. */
export interface LockTimes {
  /** The writer gives a sign of life, and looks whether it is wanted, this often. */
  beat: number;
  /** A writer whose sign of life has not changed for this long is dead. */
  silent: number;
  /** A newcomer waits this long for a writer that lives. */
  patience: number;
  poll: number;
}

const lockTimes: LockTimes = { beat: 1000, silent: 4000, patience: 30_000, poll: 50 };

/**
 * One writer per upload, over all processes that share the database. The writer's token stands in the
 * upload's row, and every record of progress is fenced by it.
 *
 * A newcomer takes over: the connection of the older request may be half-open, and only the client knows
 * that it has given up on it. Within the process the older one is told at once, in another process at
 * its next beat. A writer that has died is known at once on its own machine, whose process its token names, and
 * elsewhere by a beat that stands still while the newcomer watches, so no two clocks are ever compared.
 */
export class UploadLocks {
  readonly #db: Db;
  readonly #times: LockTimes;
  readonly #here = new Map<string, UploadLock>();

  constructor(db: Db, times: Partial<LockTimes> = {}) {
    this.#db = db;
    this.#times = { ...lockTimes, ...times };
  }

  /**
   * Asks whoever writes to leave and takes its place; undefined when the upload is not open (any more).
   * Throws `UploadBusyError` when the writer does not leave in time (it finishes the upload), or when
   * somebody newer came.
   */
  async take(id: string, signal?: AbortSignal): Promise<UploadLock | undefined> {
    const token = newToken();
    const free = await claimWriter(this.#db, id, token);
    if (free) return this.#hold(free, token);
    this.#here.get(id)?.leave();
    await wishForWriter(this.#db, id, token);
    const deadline = performance.now() + this.#times.patience;
    const watch = new Watch();
    while (performance.now() < deadline) {
      const row = await findUpload(this.#db, id);
      if (row?.state !== 'open') return undefined;
      if (row.writer_wanted !== token) throw new UploadBusyError();
      const taken =
        row.writer === null
          ? await claimWriter(this.#db, id, token, { wished: true })
          : watch.isDead(row, this.#times.silent) && (await seizeWriter(this.#db, id, token, row));
      if (taken) return this.#hold(taken, token);
      await wait(this.#times.poll, undefined, { signal });
    }
    throw new UploadBusyError();
  }

  /** The same without disturbing anybody who lives: undefined when somebody writes. */
  async takeIfFree(id: string): Promise<UploadLock | undefined> {
    const token = newToken();
    const free = await claimWriter(this.#db, id, token);
    if (free) return this.#hold(free, token);
    const watch = new Watch();
    for (;;) {
      const row = await findUpload(this.#db, id);
      if (row?.state !== 'open' || row.writer === null || watch.sawChange(row)) return undefined;
      if (watch.isDead(row, this.#times.silent)) {
        const taken = await seizeWriter(this.#db, id, token, row);
        return taken && this.#hold(taken, token);
      }
      await wait(this.#times.poll);
    }
  }

  #hold(row: UploadRow, token: string): UploadLock {
    const lock = new UploadLock(this.#db, row, token, this.#times, () => {
      if (this.#here.get(row.id) === lock) this.#here.delete(row.id);
    });
    this.#here.set(row.id, lock);
    return lock;
  }
}

/** Unlike every other, and ends with the name of this process. */
const newToken = () => `${newId()} ${ownName}`;
const ownName = workerName();

/** How long a writer's beat has stood still before our eyes. */
class Watch {
  #seen: { beat: string; since: number } | undefined;

  isDead(row: UploadRow, silent: number): boolean {
    return this.#silence(row) >= silent || (row.writer !== null && isKnownDead(row.writer));
  }

  #silence(row: UploadRow): number {
    if (this.#seen === undefined || this.sawChange(row)) {
      this.#seen = { beat: beatOf(row), since: performance.now() };
    }
    return performance.now() - this.#seen.since;
  }

  sawChange(row: UploadRow): boolean {
    return this.#seen !== undefined && this.#seen.beat !== beatOf(row);
  }
}

const beatOf = (row: UploadRow) => `${row.writer} ${row.writer_beat}`;

/** The right to write to one upload, until it is disposed of. */
export class UploadLock {
  /** As it was when the lock was taken. */
  readonly upload: UploadRow;
  readonly token: string;
  readonly #db: Db;
  readonly #gone = new AbortController();
  readonly #forget: () => void;
  readonly #timer: NodeJS.Timeout;
  #lastBeat = performance.now();

  constructor(db: Db, upload: UploadRow, token: string, times: LockTimes, forget: () => void) {
    this.#db = db;
    this.upload = upload;
    this.token = token;
    this.#forget = forget;
    this.#timer = setInterval(() => void this.#beat(times), times.beat);
  }

  /** Aborted when somebody newer wants the upload, or has it. */
  get signal(): AbortSignal {
    return this.#gone.signal;
  }

  leave(): void {
    this.#gone.abort();
  }

  /** Writes down what is on disk. Throws `UploadBusyError` when the upload is somebody else's by now. */
  async record(progress: UploadProgress): Promise<void> {
    const beat = await beatWriter(this.#db, this.upload.id, this.token, progress);
    this.#lastBeat = performance.now();
    if (!beat || beat.wanted !== null) this.leave();
    if (!beat) throw new UploadBusyError();
  }

  async #beat(times: LockTimes): Promise<void> {
    try {
      const beat = await beatWriter(this.#db, this.upload.id, this.token);
      this.#lastBeat = performance.now();
      if (!beat || beat.wanted !== null) this.leave();
    } catch {
      // One beat may fail; after a silence the upload may be somebody else's. The next record() says why.
      if (performance.now() - this.#lastBeat > times.silent) this.leave();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer);
    this.#forget();
    try {
      await releaseWriter(this.#db, this.upload.id, this.token);
    } catch {
      // A lock that cannot be given back (full disk, database gone) falls silent, and so to the next who
      // comes; the failure of the work itself is what the caller has to hear.
    }
  }
}
