import type { RenditionPlan } from './transcode-plan.ts';

/** Lines at which writing on a board can be read, and few enough to be sent and copied beside the work. */
const WANTED_LINES = 480;

/**
 * The rendition that can be watched while all are being encoded: the smallest that can be read well, but not a copy,
 * whose segments are only there in the end. Its index.
 */
export function chooseEarlyRendition(
  renditions: readonly Pick<RenditionPlan, 'width' | 'height' | 'copied'>[],
): number {
  const readable = renditions.findLastIndex(
    ({ width, height, copied }) => !copied && Math.min(width, height) >= WANTED_LINES,
  );
  return readable >= 0 ? readable : renditions.findIndex(({ copied }) => !copied);
}
