import type { ProblemCode } from '../contract/problem.ts';
import type { Round } from '../contract/rounds.ts';
import { ConflictError } from '../errors.ts';

export type RoundState = Round['state'];

interface Step {
  from: readonly RoundState[];
  to: RoundState | 'same';
  /** What is said when it cannot be done. */
  otherwise: ProblemCode;
}

/** What can happen to a round, and between which states: the whole life as one table. */
export const roundLife = {
  change: { from: ['entering', 'reviewing'], to: 'same', otherwise: 'wrong-state' },
  enter: { from: ['entering'], to: 'entering', otherwise: 'round-not-open' },
  'withdraw-entry': { from: ['entering'], to: 'entering', otherwise: 'round-not-open' },
  /** Ends the time of entries; again, it adds reviewers. */
  assign: { from: ['entering', 'reviewing'], to: 'reviewing', otherwise: 'wrong-state' },
  review: { from: ['reviewing'], to: 'reviewing', otherwise: 'round-not-reviewing' },
  close: { from: ['reviewing'], to: 'closed', otherwise: 'wrong-state' },
  /** Ends a round that was opened by mistake, or whose last reviews will not come. */
  'close-by-force': { from: ['entering', 'reviewing'], to: 'closed', otherwise: 'wrong-state' },
} as const satisfies Record<string, Step>;

export type RoundEvent = keyof typeof roundLife;

/** The state after an event. Throws `ConflictError` with the table's code when it cannot happen now. */
export function nextRoundState(state: RoundState, event: RoundEvent): RoundState {
  const { from, to, otherwise }: Step = roundLife[event];
  if (!from.includes(state)) throw new ConflictError(otherwise);
  return to === 'same' ? state : to;
}
