import { bdRate } from './bd-rate.ts';
import type { Quality } from './measure-quality.ts';
import type { Run } from './run-contender.ts';

export interface Measured {
  name: string;
  run: Run;
  /** Largest first. */
  renditions: MeasuredRendition[];
}

export interface MeasuredRendition extends Quality {
  bytes: number;
  /** With sound, bit/s. */
  rate: number;
  copied: boolean;
}

export interface Comparison {
  cpu: number;
  wall: number;
  bytes: number;
  /** Null without quality measured, or where the ladders share none. */
  bdRate: number | null;
  /** Of each rendition with one of about its height on the other side: points above theirs. */
  vmaf: { height: number; theirHeight: number; difference: number; copied: boolean }[];
  /** Heights of theirs that none of ours is near. */
  alone: number[];
  /** Mean of `vmaf` without what they copied. */
  meanVmaf: number | null;
  /** The least advantage, on one screen, of what fits a line of 150 kbit/s to 3 Mbit/s; null where theirs never fits. */
  worstThatFits: { rate: number; difference: number } | null;
}

/** Heights further apart than this are different renditions. */
const SAME_HEIGHT = 0.2;
/** bit/s, spread evenly to the ear of a line: each a quarter more. */
const LINES = Array.from({ length: 14 }, (_, step) => 150_000 * 1.259 ** step).filter(
  (rate) => rate <= 3_000_000,
);

/** How `ours` stands against `theirs` on the same source; ratios below 1 are less than theirs. Pure. */
export function compare(ours: Measured, theirs: Measured): Comparison {
  const bytes = (one: Measured) => one.renditions.reduce((sum, rendition) => sum + rendition.bytes, 0);
  const judged = ours.renditions.every(({ vmaf }) => Number.isFinite(vmaf));
  const vmaf = judged ? pairHeights(ours, theirs) : [];
  const own = vmaf.filter(({ copied }) => !copied);
  const curve = (renditions: readonly MeasuredRendition[]) =>
    renditions.filter(({ copied }) => !copied).map(({ rate, shownVmaf }) => ({ rate, quality: shownVmaf }));
  return {
    cpu: ours.run.cpuSeconds / theirs.run.cpuSeconds,
    wall: ours.run.wallSeconds / theirs.run.wallSeconds,
    bytes: bytes(ours) / bytes(theirs),
    bdRate: judged ? bdRate(curve(theirs.renditions), curve(ours.renditions)) : null,
    vmaf,
    alone: theirs.renditions
      .map(({ height }) => height)
      .filter((height) => !ours.renditions.some((one) => isNear(one.height, height))),
    meanVmaf: own.length === 0 ? null : own.reduce((sum, { difference }) => sum + difference, 0) / own.length,
    worstThatFits: judged ? findWorstThatFits(ours, theirs) : null,
  };
}

const isNear = (height: number, theirs: number) => Math.abs(height - theirs) <= SAME_HEIGHT * theirs;

function pairHeights(ours: Measured, theirs: Measured): Comparison['vmaf'] {
  return theirs.renditions.flatMap((their) => {
    const [nearest] = ours.renditions
      .filter(({ height }) => isNear(height, their.height))
      .toSorted((a, b) => Math.abs(a.height - their.height) - Math.abs(b.height - their.height));
    if (!nearest) return [];
    const { height } = nearest;
    return [
      { height, theirHeight: their.height, difference: nearest.vmaf - their.vmaf, copied: their.copied },
    ];
  });
}

function findWorstThatFits(ours: Measured, theirs: Measured): Comparison['worstThatFits'] {
  const best = (one: Measured, line: number) =>
    Math.max(...one.renditions.filter(({ rate }) => rate <= line).map(({ shownVmaf }) => shownVmaf));
  const steps = LINES.map((rate) => ({ rate, difference: best(ours, rate) - best(theirs, rate) }));
  // Where neither fits the difference is no number; where only theirs does it is −∞, and the worst.
  const counted = steps.filter(({ difference }) => !Number.isNaN(difference));
  return counted.toSorted((a, b) => a.difference - b.difference)[0] ?? null;
}
