export interface CoverCandidate {
  file: string;
  atSeconds: number;
  /** Mean standard deviation of the channels, 0 to 127. */
  deviation: number;
  /** Of the grey picture, bits. */
  entropy: number;
}

const COVERS = 3;

/** Below this a picture is black, white or one colour. A white page with a few words has about twice as much. */
const BLANK_DEVIATION = 5;

/**
 * The three that show most and lie apart in time, best first. Blank ones only when there is nothing else;
 * then one, from the middle.
 */
export function chooseCovers(candidates: readonly CoverCandidate[]): {
  covers: CoverCandidate[];
  blank: boolean;
} {
  const usable = candidates
    .filter(({ deviation }) => deviation >= BLANK_DEVIATION)
    .toSorted((a, b) => b.entropy - a.entropy);
  if (usable.length === 0) {
    const middle = candidates[Math.floor(candidates.length / 2)];
    return { covers: middle ? [middle] : [], blank: true };
  }
  const last = Math.max(...candidates.map(({ atSeconds }) => atSeconds));
  const covers: CoverCandidate[] = [];
  for (const apart of [last / 4, 0]) {
    for (const candidate of usable) {
      if (covers.length === COVERS) break;
      const near = covers.some(({ atSeconds }) => Math.abs(atSeconds - candidate.atSeconds) <= apart);
      if (!near) covers.push(candidate);
    }
  }
  return { covers, blank: false };
}
