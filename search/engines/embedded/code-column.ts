/**
 * The values that lessons have in one filter field, as numbers in one array: to filter or to count is a pass over
 * it. Lessons are known by their slot, 0 up to the number of lessons. A list of slots goes with a list of their
 * misses: which one filter each of them does not pass (0: it passes all).
 */
export interface CodeColumn {
  set(slot: number, values: readonly string[]): void;
  copy(from: number, to: number): void;
  /** Marks those that have none of the values as missing `filter`, or as `severalMisses` where they missed one before. */
  filter(slots: Uint32Array, misses: Uint8Array, values: readonly string[], filter: number): void;
  /** How many of those that miss nothing but `filter` have each value. */
  count(slots: Uint32Array, misses: Uint8Array, filter: number): Record<string, number>;
}

export const severalMisses = 255;

/** Stands where a lesson has fewer values than another; no filter asks for it. */
const none = 0;

export function createCodeColumn(): CodeColumn {
  const codeOf = new Map<string, number>();
  const names = [''];
  /** So many codes a slot: as many as any lesson has had. */
  let width = 1;
  let codes = new Uint32Array(1024);

  function encode(value: string): number {
    let code = codeOf.get(value);
    if (code === undefined) {
      code = names.push(value) - 1;
      codeOf.set(value, code);
    }
    return code;
  }

  function widen(to: number): void {
    const slots = codes.length / width;
    const wider = new Uint32Array(slots * to);
    for (let slot = 0; slot < slots; slot++)
      wider.set(codes.subarray(slot * width, (slot + 1) * width), slot * to);
    codes = wider;
    width = to;
  }

  return {
    set(slot, values) {
      if (values.length > width) widen(values.length);
      if ((slot + 1) * width > codes.length) {
        const longer = new Uint32Array(2 * codes.length);
        longer.set(codes);
        codes = longer;
      }
      for (let at = 0; at < width; at++)
        codes[slot * width + at] = at < values.length ? encode(values[at]!) : none;
    },
    copy: (from, to) => void codes.copyWithin(to * width, from * width, (from + 1) * width),
    filter(slots, misses, values, filter) {
      const wanted = new Uint8Array(names.length);
      for (const value of values) wanted[codeOf.get(value) ?? none] = 1;
      wanted[none] = 0;
      for (let at = 0; at < slots.length; at++) {
        const first = slots[at]! * width;
        let has = 0;
        for (let code = first; code < first + width; code++) has |= wanted[codes[code]!]!;
        if (has === 0) misses[at] = misses[at] === 0 ? filter : severalMisses;
      }
    },
    count(slots, misses, filter) {
      const counts = new Uint32Array(names.length);
      for (let at = 0; at < slots.length; at++) {
        const miss = misses[at]!;
        if (miss !== 0 && miss !== filter) continue;
        const first = slots[at]! * width;
        for (let code = first; code < first + width; code++) counts[codes[code]!]!++;
      }
      counts[none] = 0;
      const counted: Record<string, number> = {};
      for (const [code, count] of counts.entries()) if (count > 0) counted[names[code]!] = count;
      return counted;
    },
  };
}
