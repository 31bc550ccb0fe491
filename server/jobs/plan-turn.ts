/** Turns of the open jobs of one kind; null where there is none. */
export interface OpenTurns {
  /** The highest of those that run. */
  running: number | null;
  /** The lowest of those that wait. */
  waiting: number | null;
  /** The highest of the same group. */
  own: number | null;
}

/**
 * The turn of a new job. Lower turns go first, so the jobs of one group stand one turn apart, and whoever
 * comes new stands at the turn that is being served: start-time fair queueing (Goyal, Vin, Cheng, 1996)
 * with jobs of equal weight. A group with a hundred jobs delays another's single one by the job that runs.
 */
export function planTurn({ running, waiting, own }: OpenTurns): number {
  return Math.max(running ?? waiting ?? 0, own === null ? 0 : own + 1);
}
