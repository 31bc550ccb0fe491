/** Decoded seconds reported by ffmpeg's `-progress`, as they come in pieces of text. */
export function createProgressReader(onSeconds: (seconds: number) => void): (text: string) => void {
  let rest = '';
  return (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const match = /^out_time_us=(\d+)$/.exec(line.trim());
      if (match) onSeconds(Number(match[1]) / 1_000_000);
    }
  };
}

export interface EncodingProgress {
  /** 0 to 1, by decoded time. */
  fraction: number;
  /** Only once the pace can be told. */
  secondsLeft?: number;
}

/** How far encoding is after `elapsedSeconds`, and how long it will take if the pace holds. */
export function gaugeProgress(
  doneSeconds: number,
  durationSeconds: number,
  elapsedSeconds: number,
): EncodingProgress {
  const fraction = Math.min(1, doneSeconds / durationSeconds);
  if (fraction < 0.01 || elapsedSeconds < 1) return { fraction };
  return { fraction, secondsLeft: Math.ceil((elapsedSeconds * (1 - fraction)) / fraction) };
}

/** Shows a fraction that never falls, also where what was made does not serve and is made again in another way. */
export function keepRising<Progress extends { fraction: number }>(
  show: (progress: Progress) => void,
): (progress: Progress) => void {
  let reached = 0;
  return (progress) => {
    reached = Math.max(reached, progress.fraction);
    show({ ...progress, fraction: reached });
  };
}
