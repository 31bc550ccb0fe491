import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { holdLease } from './hold-lease.ts';
import { LeaseLostError } from './job-queue.ts';

const lease = { id: 'a', kind: 'transcode', token: 't' } as const;

const never = (error: unknown) => assert.fail(String(error));

describe('holdLease', () => {
  it('loses the lease when no heartbeat gets through for its whole length', async () => {
    const unreachable = new Error('no connection');
    const startedAt = performance.now();
    const missed: unknown[] = [];
    const heartbeat = () => Promise.reject(unreachable);
    const held = holdLease({ leaseSeconds: 0.3, heartbeat }, lease, (error) => missed.push(error));
    await once(held.lost, 'abort');
    assert.ok(performance.now() - startedAt >= 300);
    assert.ok(held.lost.reason instanceof LeaseLostError);
    assert.equal(held.lost.reason.cause, unreachable);
    assert.equal(missed[0], unreachable);
  });

  it('loses the lease when a heartbeat gets no answer', async () => {
    const held = holdLease({ leaseSeconds: 0.3, heartbeat: () => new Promise(() => {}) }, lease, never);
    await once(held.lost, 'abort');
  });

  it('outlives a moment without the database', async () => {
    let beats = 0;
    const enough = Promise.withResolvers<void>();
    const heartbeat = async () => {
      beats++;
      if (beats > 10) enough.resolve();
      if (beats % 2 === 1) throw new Error('no connection');
      return true;
    };
    const held = holdLease({ leaseSeconds: 0.6, heartbeat }, lease, () => {});
    await enough.promise;
    held.letGo();
    assert.equal(held.lost.aborted, false);
  });

  it('writes progress without waiting for the next heartbeat', async () => {
    const written = Promise.withResolvers<number | undefined>();
    const heartbeat = async (_: unknown, progress?: number) => {
      written.resolve(progress);
      return true;
    };
    const held = holdLease({ leaseSeconds: 600, heartbeat }, lease, never);
    held.progress(0.1);
    held.progress(0.2);
    assert.equal(await written.promise, 0.2);
    held.letGo();
  });
});
