import { setTimeout as sleep } from 'node:timers/promises';
import { advise } from '../../server/advise.ts';
import { sweepMedia } from '../../server/lessons/sweep-media.ts';
import type { Logger } from '../../server/logger.ts';
import type { WorkerParts } from './worker-parts.ts';

/** Milliseconds. */
interface SweepTimes {
  /** A worker that is restarted again and again shall sweep too, but not in the rush of its start. */
  first: number;
  every: number;
}

const hourly: SweepTimes = { first: 60_000, every: 3600_000 };

/** Removes what no lesson uses any more, soon after the start and then every hour, until `signal` aborts. */
export async function sweepRegularly(
  parts: Pick<WorkerParts, 'database' | 'clock' | 'mediaStore'>,
  log: Logger,
  signal: AbortSignal,
  { first, every }: SweepTimes = hourly,
): Promise<void> {
  try {
    for (let pause = first; ; pause = every) {
      await sleep(pause, undefined, { signal });
      await sweepMedia(parts).then(
        (swept) => {
          if (Object.values(swept).some((count) => count > 0))
            log.info(swept, 'removed what no lesson uses any more');
        },
        (err) =>
          log.error(
            { err },
            `what no lesson uses stays for another hour: it could not be removed: ${advise(err)}`,
          ),
      );
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
