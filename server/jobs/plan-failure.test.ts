import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RetryLater } from './job-handler.ts';
import { LeaseLostError } from './job-queue.ts';
import { type FailureCircumstances, type FailurePlan, planFailure } from './plan-failure.ts';

const crash = new Error('the encoder crashed');
const delaySeconds = 30;
const noRoom = new RetryLater('no room', { delaySeconds });
const offline = new RetryLater('no store', { delaySeconds, countAttempt: true });
const lost = new LeaseLostError({ id: 'a', kind: 'cover', token: 't' });

const cases: [name: string, circumstances: Partial<FailureCircumstances>, plan: FailurePlan][] = [
  [
    'tries once more at once',
    { error: crash },
    { action: 'retry', countAttempt: true, error: crash.message },
  ],
  [
    'fails the second time',
    { error: crash, attempts: 1 },
    { action: 'fail', reason: { code: 'error', text: crash.message } },
  ],
  [
    'fails with whatever was thrown',
    { error: 'a word', attempts: 1 },
    { action: 'fail', reason: { code: 'error', text: 'a word' } },
  ],
  [
    'waits without spending an attempt',
    { error: noRoom },
    { action: 'retry', delaySeconds, countAttempt: false, error: 'no room' },
  ],
  [
    'waits as long as it takes',
    { error: noRoom, attempts: 1 },
    { action: 'retry', delaySeconds, countAttempt: false, error: 'no room' },
  ],
  [
    'spends an attempt when told to',
    { error: offline },
    { action: 'retry', delaySeconds, countAttempt: true, error: 'no store' },
  ],
  [
    'releases what a shutdown has stopped',
    { error: crash, stopping: true, attempts: 1 },
    { action: 'release' },
  ],
  [
    'discards what somebody else has taken',
    { error: crash, leaseLost: true, stopping: true },
    { action: 'discard' },
  ],
  ['discards what was fenced off', { error: lost }, { action: 'discard' }],
];

describe('planFailure', () => {
  for (const [name, circumstances, plan] of cases) {
    it(name, () => {
      const all = { error: crash, leaseLost: false, stopping: false, attempts: 0, ...circumstances };
      assert.deepEqual(planFailure(all), plan);
    });
  }
});
