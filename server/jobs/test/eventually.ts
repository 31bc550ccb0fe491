import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again until the answer is neither null, undefined nor false. */
export async function eventually<T>(
  ask: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  { within = 30_000, every = 20 } = {},
): Promise<T> {
  const deadline = performance.now() + within;
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== undefined && answer !== false) return answer;
    if (performance.now() > deadline) throw new Error(`Did not happen within ${within} ms: ${ask}`);
    await sleep(every);
  }
}
