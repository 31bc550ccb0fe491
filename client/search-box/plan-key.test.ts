import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type KeyPlan, type ListState, planKey } from './plan-key.ts';

const shown: ListState = { open: true, count: 3, active: null, empty: false };
const closed: ListState = { ...shown, open: false };
const empty: ListState = { open: false, count: 0, active: null, empty: true };

const cases: [key: string, state: ListState, plan: KeyPlan | null][] = [
  ['ArrowDown', shown, { do: 'mark', index: 0 }],
  ['ArrowDown', { ...shown, active: 1 }, { do: 'mark', index: 2 }],
  ['ArrowDown', { ...shown, active: 2 }, { do: 'mark', index: null }],
  ['ArrowUp', shown, { do: 'mark', index: 2 }],
  ['ArrowUp', { ...shown, active: 0 }, { do: 'mark', index: null }],
  ['ArrowDown', closed, { do: 'open' }],
  ['ArrowDown', { ...shown, count: 0 }, { do: 'open' }],
  ['ArrowDown', empty, null],
  ['Home', shown, null],
  ['Home', { ...shown, active: 2 }, { do: 'mark', index: 0 }],
  ['End', { ...shown, active: 0 }, { do: 'mark', index: 2 }],
  ['Enter', shown, null],
  ['Enter', { ...shown, active: 1 }, { do: 'go', index: 1 }],
  ['Enter', { ...closed, active: 1 }, null],
  ['Escape', shown, { do: 'close' }],
  ['Escape', closed, { do: 'clear' }],
  ['Escape', empty, null],
  ['Tab', { ...shown, active: 1 }, null],
  ['a', shown, null],
];

for (const [key, state, plan] of cases) {
  test(`${key} with ${JSON.stringify(state)}`, () => assert.deepEqual(planKey(key, state), plan));
}
