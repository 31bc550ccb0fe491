/** Positions of a longest rising run among numbers that are all different: what need not move to be in order. */
export function longestRising(numbers: readonly number[]): Set<number> {
  /** The position of the smallest last number of a run, by its length. */
  const ends: number[] = [];
  const before: (number | undefined)[] = [];
  for (const [position, number] of numbers.entries()) {
    // Those last numbers rise with the length: halve to the first that is not smaller.
    let length = 0;
    for (let above = ends.length; length < above; ) {
      const middle = (length + above) >> 1;
      if ((numbers[ends[middle] ?? 0] ?? 0) < number) length = middle + 1;
      else above = middle;
    }
    before[position] = ends[length - 1];
    ends[length] = position;
  }
  const run = new Set<number>();
  for (let at = ends.at(-1); at !== undefined; at = before[at]) run.add(at);
  return run;
}
