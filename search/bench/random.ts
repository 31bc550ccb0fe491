/** Random choices that are the same for the same seed, on every machine. */
export interface Random {
  /** At or above 0 and below 1. */
  next(): number;
  /** Of 0 to `below` - 1. */
  whole(below: number): number;
  pick<Item>(items: readonly Item[]): Item;
  chance(share: number): boolean;
  shuffled<Item>(items: readonly Item[]): Item[];
}

/** The generator `mulberry32` (Tommy Ettinger, public domain): 32 bits of state, good enough for choosing. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (below: number) => Math.floor(next() * below);
  return {
    next,
    whole,
    pick: (items) => {
      if (items.length === 0) throw new RangeError('nothing to pick from');
      return items[whole(items.length)]!;
    },
    chance: (share) => next() < share,
    shuffled(items) {
      const result = [...items];
      for (let at = result.length - 1; at > 0; at--) {
        const other = whole(at + 1);
        [result[at], result[other]] = [result[other]!, result[at]!];
      }
      return result;
    },
  };
}
