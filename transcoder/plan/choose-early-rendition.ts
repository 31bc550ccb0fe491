import type { RenditionPlan } from './transcode-plan.ts';

/** Lines at which writing on a board can be read, and few enough to be sent and copied beside the work. */
const WANTED_LINES = 480;

/** The rendition that can be watched while all are being encoded: the smallest that can be read well. Its index. */
export function chooseEarlyRendition(renditions: readonly Pick<RenditionPlan, 'width' | 'height'>[]): number {
  return Math.max(
    0,
    renditions.findLastIndex(({ width, height }) => Math.min(width, height) >= WANTED_LINES),
  );
}
