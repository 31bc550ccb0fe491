const MAX_RATE = 30;
const USUAL_RATES = [10, 12, 15, 20, 24, 25, 30];

/**
 * A whole number of frames a second, at most 30. Whole, because only then does a frame stand at every
 * whole second: segments line up and the first minute ends at 60 s sharp. 29.97 becomes 30 by repeating
 * one frame in a thousand. Higher rates are halved where that keeps an even beat (50 → 25).
 */
export function chooseFrameRate(meanRate: number, baseRate: number): { frameRate: number; reason: string } {
  const shown = (rate: number) => String(Math.round(rate * 100) / 100);
  const steady = Math.abs(baseRate - meanRate) <= meanRate * 0.01;
  if (!steady) {
    const wanted = baseRate <= 120 ? fit(baseRate) : MAX_RATE;
    return {
      frameRate: wanted,
      reason: `${wanted}: the rate varies (mean ${shown(meanRate)}), and quick passages keep their steps`,
    };
  }
  const frameRate = fit(meanRate);
  if (meanRate > MAX_RATE + 0.5) {
    return { frameRate, reason: `${frameRate}: ${shown(meanRate)} is more than a lesson shows` };
  }
  const reason =
    Math.abs(frameRate - meanRate) < 0.001
      ? `${frameRate} as in the source`
      : `${frameRate}: ${shown(meanRate)} made whole, so that every segment starts on a whole second`;
  return { frameRate, reason };
}

function fit(rate: number): number {
  let capped = rate;
  while (capped > MAX_RATE + 0.5) capped /= 2;
  // Halving 45 or 33 would leave too little: there 30 is nearer to what was recorded.
  if (capped < 23.5 && rate > MAX_RATE) return MAX_RATE;
  if (Math.abs(capped - Math.round(capped)) < 0.05 && capped >= 5)
    return Math.min(MAX_RATE, Math.round(capped));
  return USUAL_RATES.find((usual) => usual >= capped - 0.1) ?? MAX_RATE;
}
