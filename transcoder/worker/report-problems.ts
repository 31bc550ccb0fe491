import { RetryLater } from '../../server/jobs/job-handler.ts';
import type { JobProblem } from '../../server/jobs/run-claim.ts';
import type { Logger } from '../../server/logger.ts';

const quietMs = 10 * 60 * 1000;

const lines = {
  'claim-failed': { level: 'error', text: 'no job can be claimed: look whether the database runs' },
  retried: { level: 'warn', text: 'a job failed and is tried once more' },
  failed: { level: 'error', text: 'a job failed for good: mend the cause, then try the lesson again' },
  released: { level: 'info', text: 'a job was put back because the worker stops' },
  'lease-lost': { level: 'warn', text: 'another worker took a job over; what was made here is thrown away' },
  unsettled: { level: 'error', text: 'a job could not be settled; it runs again once its lease has ended' },
} as const satisfies Record<JobProblem['event'], { level: 'error' | 'warn' | 'info'; text: string }>;

/** One line for the operator per problem; what every waiting job runs into is said once in ten minutes. */
export function createProblemReporter(log: Logger) {
  const saidAt = new Map<string, number>();

  function sayWaiting(message: string): void {
    const now = performance.now();
    if (now - (saidAt.get(message) ?? Number.NEGATIVE_INFINITY) < quietMs) return;
    saidAt.set(message, now);
    log.error(`videos, covers and attachments wait: ${message}. It goes on by itself, looking every 30 s`);
  }

  return {
    sayWaiting,
    report({ event, job, error }: JobProblem): void {
      if (error instanceof RetryLater) {
        sayWaiting(error.message);
        return;
      }
      const about = job && { jobId: job.id, kind: job.kind, subject: job.subjectId, starts: job.starts };
      const { level, text } = lines[event];
      log[level]({ ...about, ...(level !== 'info' && { err: error }) }, text);
    },
  };
}
