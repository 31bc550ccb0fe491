import { setTimeout as wait } from 'node:timers/promises';

/** Waits until a check stops throwing; throws what it threw last when time (ms) is up. */
export async function eventually<Result>(check: () => Promise<Result>, within = 15_000): Promise<Result> {
  const deadline = Date.now() + within;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await wait(25);
    }
  }
}
