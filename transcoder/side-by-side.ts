import { availableParallelism } from 'node:os';

/** A piece of work that ends soon when its signal aborts. */
export type SideWork<Result> = (signal: AbortSignal) => Promise<Result>;

/**
 * Does pieces of work beside one another, at most `atOnce` at a time, and answers their results in order. The first
 * failure tells the others to end, begins no more, and is thrown once nothing runs on; so is the reason of `signal` when
 * that aborts.
 */
export async function sideBySide<Results extends readonly unknown[]>(
  signal: AbortSignal,
  works: readonly [...{ [Index in keyof Results]: SideWork<Results[Index]> }],
  atOnce = availableParallelism(),
): Promise<Results> {
  const failure = new AbortController();
  const either = AbortSignal.any([signal, failure.signal]);
  const waiting = [...works.entries()];
  const results: unknown[] = [];
  const goOn = async () => {
    for (let next = waiting.shift(); next && !either.aborted; next = waiting.shift()) {
      const [index, work] = next;
      results[index] = await work(either);
    }
  };
  const lanes = Array.from({ length: Math.min(atOnce, works.length) }, goOn);
  await Promise.all(lanes.map((lane) => lane.catch((error: unknown) => failure.abort(error))));
  failure.signal.throwIfAborted();
  signal.throwIfAborted();
  return results as readonly unknown[] as Results;
}
