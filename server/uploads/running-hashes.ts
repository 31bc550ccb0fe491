import { createHash, type Hash } from 'node:crypto';

/** States of unfinished uploads that are kept; a lost one costs reading the file once more at its end. */
const capacity = 1000;

/** SHA-256 of the bytes so far, carried from one request of an upload to the next within this process. */
export class RunningHashes {
  readonly #kept = new Map<string, { offset: number; hash: Hash }>();

  /** The state after the first `offset` bytes, which is the caller's now; null when it is not known. */
  take(id: string, offset: number): Hash | null {
    const kept = this.#kept.get(id);
    this.#kept.delete(id);
    if (offset === 0) return createHash('sha256');
    return kept?.offset === offset ? kept.hash : null;
  }

  keep(id: string, offset: number, hash: Hash): void {
    this.#kept.delete(id);
    this.#kept.set(id, { offset, hash });
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > capacity && oldest !== undefined) this.#kept.delete(oldest);
  }
}
