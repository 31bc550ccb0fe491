export interface RatePoint {
  /** bit/s */
  rate: number;
  /** VMAF, 0 to 100. */
  quality: number;
}

/**
 * Bjøntegaard's difference in rate (VCEG-M33) of `tested` against `reference` at the same quality: −0.4 means 40 %
 * fewer bits. The logarithm of the rate is interpolated by pieces over quality (monotone cubic, Fritsch–Carlson),
 * which does not swing as one polynomial does. Null where their qualities do not overlap.
 */
export function bdRate(reference: readonly RatePoint[], tested: readonly RatePoint[]): number | null {
  const curves = [reference, tested].map(rising).map(interpolate);
  const [a, b] = curves;
  if (!a || !b) return null;
  const from = Math.max(a.from, b.from);
  const to = Math.min(a.to, b.to);
  if (!(to > from)) return null;
  const steps = 200;
  let sum = 0;
  for (let step = 0; step < steps; step += 1) {
    const quality = from + ((step + 0.5) / steps) * (to - from);
    sum += b.at(quality) - a.at(quality);
  }
  return Math.exp(sum / steps) - 1;
}

/** Only what is better for more: a rendition that costs more and looks worse is no point of a curve. */
function rising(points: readonly RatePoint[]): RatePoint[] {
  const kept: RatePoint[] = [];
  for (const point of points.toSorted((a, b) => a.rate - b.rate)) {
    if (point.quality > (kept.at(-1)?.quality ?? Number.NEGATIVE_INFINITY)) kept.push(point);
  }
  return kept;
}

function interpolate(points: readonly RatePoint[]) {
  if (points.length < 2) return null;
  const x = points.map(({ quality }) => quality);
  const y = points.map(({ rate }) => Math.log(rate));
  const slopes = x.slice(1).map((value, index) => (y[index + 1]! - y[index]!) / (value - x[index]!));
  const tangents = x.map((_, index) => {
    const before = slopes[index - 1];
    const after = slopes[index];
    if (before === undefined || after === undefined) return before ?? after ?? 0;
    // Both rise: the harmonic mean keeps the curve from overshooting.
    return (2 * before * after) / (before + after);
  });
  return {
    from: x[0]!,
    to: x.at(-1)!,
    at(quality: number): number {
      const index = Math.max(
        0,
        x.findLastIndex((value, position) => value <= quality && position < x.length - 1),
      );
      const width = x[index + 1]! - x[index]!;
      const t = (quality - x[index]!) / width;
      return (
        (1 + 2 * t) * (1 - t) ** 2 * y[index]! +
        t * (1 - t) ** 2 * width * tangents[index]! +
        t ** 2 * (3 - 2 * t) * y[index + 1]! +
        t ** 2 * (t - 1) * width * tangents[index + 1]!
      );
    },
  };
}
