import { advise, causesOf } from '../../server/advise.ts';
import { RetryLater } from '../../server/jobs/job-handler.ts';
import type { JobProblem } from '../../server/jobs/run-claim.ts';
import type { Logger } from '../../server/logger.ts';
import { MediaStoreUnavailableError } from '../../server/media-store/media-store.ts';
import type { ProblemLog } from '../../server/problem-log.ts';

const standstill = 'look whether the machine is overloaded or sleeps: the worker stood still for a minute';

/** What the log says of a job that did not go through: what is wrong and what to do. */
export function describeJobProblem({ event, error }: Pick<JobProblem, 'event' | 'error'>): string {
  switch (event) {
    case 'claim-failed':
    case 'claims-again':
      return `videos, covers and attachments wait, no job can be claimed: ${advise(error)}`;
    case 'retried':
      return `a job failed and is tried once more by itself: ${advise(error)}`;
    case 'failed':
      return `a job failed for good; try it again at /manage/system once this is mended: ${advise(error)}`;
    case 'released':
      return 'a job was put back because the worker stops; it runs again by itself';
    case 'lease-lost':
      return `another worker took a job over, nothing is lost; if it comes again, ${standstill}`;
    case 'unsettled':
      return `a job could not be settled; it runs again by itself once its lease has ended: ${advise(error)}`;
    case 'sign-missed':
      return `a worker's sign of life or progress was not written, nothing is lost and the next one comes by itself: ${advise(error)}`;
    case 'untidied':
      return `what a job left could not be removed, nothing is lost and the daily sweep takes it: ${advise(error)}`;
    case 'made-up-for':
      return `a job takes longer than planned, nothing is to be done: ${error instanceof Error ? error.message : error}`;
    default:
      return event satisfies never;
  }
}

/** Set aside with other words by whoever wanted to store something. */
function findStoreProblem(error: unknown): MediaStoreUnavailableError | undefined {
  for (const cause of causesOf(error)) if (cause instanceof MediaStoreUnavailableError) return cause;
  return undefined;
}

/** One line for the operator per problem; what every waiting job runs into is said once in ten minutes. */
export function createProblemReporter(log: Logger, problems: ProblemLog) {
  function sayWaiting(message: string): void {
    const text = `videos, covers and attachments wait: ${message}. It goes on by itself, looking every 30 s`;
    problems.say({ text });
  }

  /** Without a database nothing else is written either, and one line says it all. */
  let withoutDatabase = false;

  return {
    sayWaiting,
    report({ event, job, error }: JobProblem): void {
      // Every job is another one: each has its line.
      const about = job && { jobId: job.id, kind: job.kind, subject: job.subjectId, starts: job.starts };
      const text = describeJobProblem({ event, error });
      if (event === 'claim-failed' || event === 'claims-again') withoutDatabase = event === 'claim-failed';
      if (event === 'claims-again') problems.over('claims');
      else if (event === 'sign-missed' || event === 'untidied') {
        const away = findStoreProblem(error);
        if (away) sayWaiting(away.message);
        else if (!withoutDatabase) problems.say({ text, level: 'warn', details: { err: error } });
      } else if (error instanceof RetryLater) sayWaiting(error.message);
      else if (event === 'claim-failed') problems.say({ text, key: 'claims', details: { err: error } });
      else if (event === 'released') log.info({ ...about }, text);
      else
        log[event === 'failed' || event === 'unsettled' ? 'error' : 'warn']({ ...about, err: error }, text);
    },
  };
}
