import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { planRequest } from './request-limits.ts';

describe('planRequest', () => {
  /** Takes requests at these seconds and gives what was answered to each: `ok`, or the seconds to wait. */
  function take(perMinute: number, seconds: readonly number[]): (string | number)[] {
    let usedUntil = 0;
    return seconds.map((second) => {
      const plan = planRequest(usedUntil, second * 1000, perMinute);
      if ('retryAfterSeconds' in plan) return plan.retryAfterSeconds;
      usedUntil = plan.usedUntil;
      return 'ok';
    });
  }

  const cases: { name: string; perMinute: number; at: number[]; answers: (string | number)[] }[] = [
    { name: 'a minute’s worth at once', perMinute: 3, at: [0, 0, 0, 0], answers: ['ok', 'ok', 'ok', 20] },
    {
      name: 'one more as each share comes back',
      perMinute: 3,
      at: [0, 0, 0, 19, 20, 20],
      answers: ['ok', 'ok', 'ok', 1, 'ok', 20],
    },
    { name: 'a refused request costs nothing', perMinute: 1, at: [0, 59, 60], answers: ['ok', 1, 'ok'] },
    {
      name: 'a steady stream at the limit',
      perMinute: 6,
      at: [0, 10, 20, 30, 40, 50, 60, 70],
      answers: Array(8).fill('ok'),
    },
    {
      name: 'a whole share again after a minute',
      perMinute: 2,
      at: [0, 0, 60, 60, 60],
      answers: ['ok', 'ok', 'ok', 'ok', 30],
    },
    {
      name: 'what comes after the clock was put back',
      perMinute: 1,
      at: [9000, 0, 30, 60],
      answers: ['ok', 'ok', 30, 'ok'],
    },
  ];
  for (const { name, perMinute, at, answers } of cases) {
    it(`takes ${name}`, () => assert.deepEqual(take(perMinute, at), answers));
  }
});
