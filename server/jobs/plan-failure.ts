import { RetryLater } from './job-handler.ts';
import { type FailureReason, LeaseLostError } from './job-queue.ts';

export type FailurePlan =
  | { action: 'discard' }
  | { action: 'release' }
  | { action: 'retry'; delaySeconds?: number; countAttempt: boolean; error: string }
  | { action: 'fail'; reason: FailureReason };

export interface FailureCircumstances {
  error: unknown;
  leaseLost: boolean;
  stopping: boolean;
  /** Failures before this one. */
  attempts: number;
}

/** What becomes of a job whose work ended with an error. */
export function planFailure({ error, leaseLost, stopping, attempts }: FailureCircumstances): FailurePlan {
  if (leaseLost || error instanceof LeaseLostError) return { action: 'discard' };
  if (stopping) return { action: 'release' };
  const text = error instanceof Error ? error.message : String(error);
  if (error instanceof RetryLater) {
    const { delaySeconds, countAttempt } = error;
    return { action: 'retry', delaySeconds, countAttempt, error: text };
  }
  if (attempts === 0) return { action: 'retry', countAttempt: true, error: text };
  return { action: 'fail', reason: { code: 'error', text } };
}
