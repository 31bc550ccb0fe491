import { setTimeout as wait } from 'node:timers/promises';
import type { EnqueuedTask, Meilisearch } from 'meilisearch';

/** A task that Meilisearch took and then could not do; `code` is Meilisearch's own. */
export class MeilisearchTaskError extends Error {
  override name = 'MeilisearchTaskError';
  readonly code: string;

  constructor(type: string, code: string, message: string) {
    super(`Meilisearch could not do ${type}: ${message}`);
    this.code = code;
  }
}

const firstPause = 10;
const longestPause = 100;

/** Waits until a task is done, however long it takes; throws `MeilisearchTaskError` if it failed. */
export async function finishTask(
  client: Meilisearch,
  { taskUid, type }: EnqueuedTask,
  signal: AbortSignal,
): Promise<void> {
  for (let pause = firstPause; ; pause = Math.min(pause * 1.5, longestPause)) {
    const task = await client.tasks.getTask(taskUid, { signal });
    switch (task.status) {
      case 'succeeded':
        return;
      case 'failed':
      case 'canceled':
        throw new MeilisearchTaskError(
          type,
          task.error?.code ?? task.status,
          task.error?.message ?? task.status,
        );
      case 'enqueued':
      case 'processing':
        await wait(pause, undefined, { signal });
        break;
      default:
        // What answers is no Meilisearch, or a newer one.
        throw new MeilisearchTaskError(
          type,
          'unknown',
          `its state is ${String(task.status satisfies never)}`,
        );
    }
  }
}
