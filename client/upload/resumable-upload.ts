import { AddressMemory } from './address-memory.ts';
import { fingerprintFile, type UploadSource } from './fingerprint-file.ts';
import { retryDelay } from './plan-slices.ts';
import { browserLock, noLock, storageLock, type TabLock } from './tab-lock.ts';
import { TusTransfer } from './tus-transfer.ts';
import { AnswerError, type Trouble, toTrouble, type UploadProblem } from './upload-trouble.ts';

/** Sizes are bytes, times seconds. `title` is the server's own words in the reader's language. */
export type ResumableUploadState =
  | { name: 'waiting' }
  | { name: 'preparing' }
  | {
      name: 'uploading';
      sent: number;
      total: number;
      bytesPerSecond: number | null;
      secondsLeft: number | null;
    }
  /** The line or the server is in trouble: goes on by itself after `seconds`, or as soon as there is a line. */
  | { name: 'retrying'; sent: number; total: number; seconds: number; problem: UploadProblem | null }
  /** By the person, or after a day of tries without a byte getting through. Goes on with `resume()`. */
  | { name: 'paused'; sent: number; total: number; because: 'asked' | 'no-line' }
  /** Another tab of this browser uploads the same file; goes on here when that one is closed. */
  | { name: 'elsewhere' }
  /** Goes on by itself after signing in (in any tab), or at once with `resume()`. */
  | { name: 'signed-out'; sent: number; total: number }
  /** The server does not have this upload any more. Only `startAgain()` goes on, from zero. */
  | { name: 'gone'; total: number }
  /** The server will not take it; `resume()` asks once more. */
  | { name: 'refused'; problem: UploadProblem }
  /** The file was changed, moved or removed on this device. */
  | { name: 'unreadable' }
  | { name: 'done'; uploadId: string; lessonId: string | null }
  | { name: 'ended' };

export interface ResumableUploadOptions {
  /** Uploads of different people never mix on one browser. */
  owner: string;
  /** The lesson whose video this is; without one the last byte makes a draft. */
  lessonId?: string;
  /** Of an upload begun elsewhere, when this is the same file: it goes on there instead of beginning anew. */
  address?: string;
  endpoint?: string;
  fetch?: typeof globalThis.fetch;
  /** Where addresses are remembered over restarts of the browser. */
  storage?: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  /** Absent on plain http and old browsers: a lease in the storage keeps two tabs apart then. */
  locks?: Pick<LockManager, 'request'>;
  /** Tells when the line is back, and when the page is looked at again. */
  events?: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>;
  times?: Partial<UploadTimes>;
}

/** Milliseconds. */
export interface UploadTimes {
  firstRetry: number;
  longestRetry: number;
  giveUpAfter: number;
  signInPoll: number;
  /** A request without an answer for so long, or less on a quick line, is given up. */
  answer: number;
}

const uploadTimes: UploadTimes = {
  firstRetry: 1000,
  longestRetry: 60_000,
  giveUpAfter: 24 * 3600_000,
  signInPoll: 30_000,
  answer: 60_000,
};

/**
 * One file on its way to the server by tus 1.0, over lines that drop, sleeping devices, expired sessions
 * and restarts of the browser. It asks the server where to go on after every failure, and never begins
 * again from zero by itself: not even where the file was begun on another device.
 */
export class ResumableUpload {
  readonly #file: UploadSource;
  readonly #options: ResumableUploadOptions;
  readonly #times: UploadTimes;
  readonly #transfer: TusTransfer;
  readonly #listeners = new Set<(state: ResumableUploadState) => void>();
  readonly #memory: AddressMemory;
  readonly #events: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>;
  readonly #tabs: TabLock;
  #state: ResumableUploadState = { name: 'waiting' };
  #running: AbortController | undefined;
  #settled: Promise<void> = Promise.resolve();
  #wake: (() => void) | undefined;
  #key = '';

  constructor(file: UploadSource, options: ResumableUploadOptions) {
    this.#file = file;
    this.#options = options;
    this.#times = { ...uploadTimes, ...options.times };
    this.#memory = new AddressMemory(options.storage);
    const { lessonId, endpoint = '/api/uploads', fetch } = options;
    this.#transfer = new TusTransfer(file, {
      ...{ lessonId, endpoint, fetch, answer: this.#times.answer },
      onAddress: (address) => this.#memory.remember(this.#key, address),
      onAdvance: (pace) => this.#set({ name: 'uploading', ...this.#progress(), ...pace }),
    });
    this.#transfer.address = options.address;
    this.#events = options.events ?? globalThis;
    this.#tabs = tabLockOf(options, this.#events);
  }

  /** Of the upload on the server; undefined as long as none is known. */
  get address(): string | undefined {
    return this.#transfer.address;
  }

  get state(): ResumableUploadState {
    return this.#state;
  }

  /** Called with every new state until the returned function is. */
  subscribe(listener: (state: ResumableUploadState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  start(): void {
    this.resume();
  }

  /** Goes on, or tries at once instead of waiting. */
  resume(): void {
    if (['waiting', 'paused', 'refused', 'unreadable'].includes(this.#state.name)) this.#begin();
    else this.#wake?.();
  }

  pause(): void {
    if (!this.#running) return;
    this.#stop();
    this.#set({ name: 'paused', ...this.#progress(), because: 'asked' });
  }

  /** The person's answer to `gone`: send the file from its first byte. */
  startAgain(): void {
    if (this.#state.name !== 'gone') return;
    this.#forget();
    this.#begin();
  }

  /** Throws the upload away, on the server too. One that is whole by now is `done` instead. */
  async end(): Promise<void> {
    if (['done', 'ended'].includes(this.#state.name)) return;
    this.#stop();
    // Without a line the server keeps it until it expires, and lists it as open.
    const refusal = await this.#transfer.delete().catch((error: unknown) => error);
    if (refusal instanceof AnswerError && refusal.status === 409) return this.#begin();
    this.#forget();
    this.#set({ name: 'ended' });
  }

  #begin(): void {
    const running = new AbortController();
    this.#running = running;
    this.#transfer.askFirst();
    const wake = () => this.#wake?.();
    for (const name of wakeEvents) this.#events.addEventListener(name, wake);
    this.#set({ name: 'preparing' });
    // A run that was stopped gives its lock back first.
    this.#settled = this.#settled
      .then(() => this.#run(running.signal))
      .catch((error) => {
        if (!running.signal.aborted) throw error;
      })
      .finally(() => {
        for (const name of wakeEvents) this.#events.removeEventListener(name, wake);
        if (this.#running === running) this.#running = undefined;
      });
  }

  #stop(): void {
    this.#running?.abort();
    this.#running = undefined;
  }

  async #run(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    try {
      if (this.#key === '') await this.#recogniseFile();
    } catch {
      return this.#set({ name: 'unreadable' });
    }
    this.#transfer.address ??= this.#memory.recall(this.#key);
    let watch: ReturnType<typeof setInterval> | undefined;
    const onWaiting = () => {
      this.#set({ name: 'elsewhere' });
      // Once the other tab is done it forgets the address: this one needs it to find the lesson.
      watch = setInterval(() => {
        this.#recallAddress();
      }, this.#times.firstRetry);
    };
    const work = (turn: AbortSignal) => {
      clearInterval(watch);
      return this.#uploadUntilDone(turn);
    };
    await this.#tabs(this.#key, work, { signal, onWaiting }).finally(() => clearInterval(watch));
  }

  async #uploadUntilDone(signal: AbortSignal): Promise<void> {
    this.#recallAddress();
    this.#transfer.askFirst();
    let failures = 0;
    // Only what was waited counts as a day without a line, not the nights that a device sleeps.
    let waited = 0;
    while (!signal.aborted) {
      const before = this.#transfer.sent;
      let trouble: Trouble | undefined;
      try {
        const lessonId = await this.#transfer.step(signal);
        if (lessonId !== undefined) return this.#finish(lessonId);
      } catch (error) {
        if (signal.aborted) return;
        trouble = toTrouble(error);
        this.#transfer.askFirst();
      }
      if (this.#transfer.sent > before) [failures, waited] = [0, 0];
      if (!trouble) continue;
      switch (trouble.kind) {
        case 'gone':
          return this.#set({ name: 'gone', total: this.#file.size });
        case 'refused':
          return this.#set({ name: 'refused', problem: trouble.problem });
        case 'unreadable':
          return this.#set({ name: 'unreadable' });
        case 'signed-out':
          this.#set({ name: 'signed-out', ...this.#progress() });
          await this.#sleep(this.#times.signInPoll, signal);
          break;
        case 'too-large': {
          if (!this.#transfer.shrinkSteps()) return this.#set({ name: 'refused', problem: trouble.problem });
          break;
        }
        case 'retry': {
          this.#transfer.takeSmallerSteps();
          if (waited > this.#times.giveUpAfter) {
            return this.#set({ name: 'paused', ...this.#progress(), because: 'no-line' });
          }
          const delay = trouble.seconds
            ? trouble.seconds * 1000
            : retryDelay(failures++, this.#times, Math.random());
          this.#set({
            name: 'retrying',
            ...this.#progress(),
            seconds: Math.ceil(delay / 1000),
            problem: trouble.problem,
          });
          await this.#sleep(delay, signal);
          waited += delay;
          break;
        }
        default:
          trouble satisfies never;
      }
    }
  }

  #finish(lessonId: string | null): void {
    const uploadId = this.#transfer.address?.split('/').at(-1) ?? '';
    this.#forget();
    this.#set({ name: 'done', uploadId, lessonId });
  }

  #sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      const wake = () => {
        clearTimeout(timer);
        resolve();
      };
      this.#wake = wake;
      signal.addEventListener('abort', wake, { once: true });
    });
  }

  async #recogniseFile(): Promise<void> {
    const { bytes, file } = await fingerprintFile(this.#file);
    const { owner, lessonId = '' } = this.#options;
    this.#transfer.fingerprint = bytes;
    this.#key = `qianke-upload:${owner}:${lessonId}:${file}`;
  }

  /** Another tab may have begun it meanwhile. */
  #recallAddress(): void {
    this.#transfer.address = this.#memory.recall(this.#key) ?? this.#transfer.address;
  }

  #forget(): void {
    this.#transfer.forget();
    this.#memory.forget(this.#key);
  }

  #progress(): { sent: number; total: number } {
    return { sent: this.#transfer.sent, total: this.#file.size };
  }

  #set(state: ResumableUploadState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener(state);
  }
}

const wakeEvents = ['online', 'focus', 'pageshow', 'visibilitychange'];

function tabLockOf(
  { locks, storage }: ResumableUploadOptions,
  events: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>,
): TabLock {
  if (locks) return browserLock(locks);
  return storage ? storageLock(storage, events) : noLock;
}
