/** Positions of a longest rising run among numbers that are all different: what need not move to be in order. */
export function longestRising(numbers: readonly number[]): Set<number> {
  /** The position of the smallest last number of a run, by its length. */
  const ends: number[] = [];
  const before: (number | undefined)[] = [];
  for (const [position, number] of numbers.entries()) {
    const shorter = ends.findIndex((end) => (numbers[end] ?? 0) >= number);
    const length = shorter === -1 ? ends.length : shorter;
    before[position] = ends[length - 1];
    ends[length] = position;
  }
  const run = new Set<number>();
  for (let at = ends.at(-1); at !== undefined; at = before[at]) run.add(at);
  return run;
}
