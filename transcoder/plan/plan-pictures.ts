import type { Size } from './choose-renditions.ts';
import type { FramePlan, TranscodePlan } from './transcode-plan.ts';

const TILE_LONG_SIDE = 160;
const MAX_TILES = 120;
const TILE_STEPS = [1, 2, 3, 5, 10, 15, 20, 30, 60, 120];
const COLUMNS = 10;
const COVER_WIDTH = 640;
const COVER_CANDIDATES = 12;

/** Tiles a whole number of seconds apart, each from the middle of its time, in rows of ten. */
export function planStoryboard(
  renditions: readonly Size[],
  frames: number,
  frameRate: number,
): TranscodePlan['storyboard'] {
  const step = TILE_STEPS.find((seconds) => frames / frameRate / seconds <= MAX_TILES) ?? TILE_STEPS.at(-1)!;
  const everyFrames = step * frameRate;
  const frame = takeEvery(frames, everyFrames);
  const fromRendition = renditions.length - 1;
  return {
    ...frame,
    ...shrink(renditions[fromRendition]!, TILE_LONG_SIDE),
    fromRendition,
    columns: Math.min(COLUMNS, frame.count),
    rows: Math.ceil(frame.count / COLUMNS),
  };
}

/** A dozen spread over the lesson, from the smallest rendition that is wide enough. */
export function planCovers(renditions: readonly Size[], frames: number): TranscodePlan['covers'] {
  const fromRendition = Math.max(
    0,
    renditions.findLastIndex(({ width }) => width >= COVER_WIDTH),
  );
  const source = renditions[fromRendition]!;
  const width = Math.min(COVER_WIDTH, source.width);
  return {
    ...takeEvery(frames, Math.max(1, Math.floor(frames / COVER_CANDIDATES))),
    width,
    height: even((source.height * width) / source.width),
    fromRendition,
  };
}

function takeEvery(
  frames: number,
  everyFrames: number,
): Pick<FramePlan, 'everyFrames' | 'firstFrame' | 'count'> {
  const firstFrame = Math.min(Math.floor(everyFrames / 2), Math.floor((frames - 1) / 2));
  return { everyFrames, firstFrame, count: 1 + Math.floor((frames - 1 - firstFrame) / everyFrames) };
}

function shrink(size: Size, longSide: number): Size {
  const scale = Math.min(1, longSide / Math.max(size.width, size.height));
  return { width: even(size.width * scale), height: even(size.height * scale) };
}

const even = (side: number) => Math.max(2, Math.round(side / 2) * 2);
