import type { Comparison, Measured } from './compare.ts';

/** A contender's rows for people: one of the whole, one for each rendition. */
export function printMeasured({ name, run, renditions }: Measured): string {
  const bytes = renditions.reduce((sum, one) => sum + one.bytes, 0);
  const beside = Object.entries(run.besideBytes).filter(([, size]) => size > 0);
  const whole = [
    `CPU ${run.cpuSeconds.toFixed(1)} s`,
    `wall ${run.wallSeconds.toFixed(1)} s`,
    `${Math.round(run.peakBytes / 1024 ** 2)} MiB`,
    `HLS ${megabytes(bytes)}`,
    ...beside.map(([what, size]) => `${what} ${megabytes(size)}`),
    `first playable ${run.firstPlayableSeconds.toFixed(1)} s`,
    `last ${run.lastPlayableSeconds.toFixed(1)} s`,
  ];
  const rows = renditions.map(({ width, height, rate, vmaf, ssim, shownVmaf, shift, copied }) => {
    const size = `${width}×${height}`.padStart(11);
    const kbit = `${Math.round(rate / 1000)} kbit/s`.padStart(12);
    const notes = [...(copied ? ['copied'] : []), ...(shift ? [`late by ${shift}`] : [])].join(', ');
    if (!Number.isFinite(vmaf)) return `  ${size} ${kbit}  ${notes}`.trimEnd();
    const quality = `VMAF ${vmaf.toFixed(1)}  SSIM ${ssim.toFixed(4)}  shown ${shownVmaf.toFixed(1)}`;
    return `  ${size} ${kbit}  ${quality}  ${notes}`.trimEnd();
  });
  return [`${name}: ${whole.join(', ')}`, ...rows].join('\n');
}

export function printComparison(ours: string, theirs: string, comparison: Comparison): string {
  const { cpu, wall, bytes, bdRate, vmaf, meanVmaf, worstThatFits } = comparison;
  const parts = [`CPU ${cpu.toFixed(2)}`, `wall ${wall.toFixed(2)}`, `bytes ${bytes.toFixed(2)}`];
  if (bdRate !== null) parts.push(`BD-rate ${signed(100 * bdRate)} %`);
  if (vmaf.length > 0) {
    const each = vmaf.map(
      ({ height, difference, copied }) => `${height}: ${signed(difference)}${copied ? ' (copied)' : ''}`,
    );
    parts.push(`VMAF ${each.join(' ')}`);
  }
  if (meanVmaf !== null) parts.push(`mean ${signed(meanVmaf)}`);
  if (worstThatFits) {
    const line = Math.round(worstThatFits.rate / 1000);
    parts.push(`worst that fits a line ${signed(worstThatFits.difference)} at ${line} kbit/s`);
  }
  return `${ours} ÷ ${theirs}: ${parts.join(', ')}`;
}

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(2)} MB`;
const signed = (value: number) => `${value > 0 ? '+' : value < 0 ? '−' : ''}${Math.abs(value).toFixed(1)}`;
