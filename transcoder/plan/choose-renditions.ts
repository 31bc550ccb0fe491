/** A picture upright, with square elements and even sides. */
export interface Size {
  width: number;
  height: number;
}

export interface Rung extends Size {
  crf: number;
  maxRate: number;
  /** Of the decoder's buffer that the ceiling is held in, bits. */
  buffer: number;
}

/**
 * Rungs by the box (long side × short side) a picture must fit in, with the CRF that was measured on lessons: of a
 * small picture each element shows more, and costs next to nothing. The last is for lines of 200 kbit/s with sound and
 * all: its buffer of one second leaves no room for a peak above.
 */
const BOXES = [
  { long: 1920, short: 1080, crf: 24.5, maxRate: 5_000_000, buffer: 10_000_000 },
  { long: 1280, short: 720, crf: 24.5, maxRate: 2_500_000, buffer: 5_000_000 },
  { long: 854, short: 480, crf: 24.5, maxRate: 1_200_000, buffer: 2_400_000 },
  { long: 640, short: 360, crf: 24, maxRate: 800_000, buffer: 1_600_000 },
  { long: 426, short: 240, crf: 23, maxRate: 400_000, buffer: 800_000 },
  { long: 320, short: 180, crf: 26, maxRate: 110_000, buffer: 110_000 },
] as const;

/** What stands still is coded once and then seen for long: so much more CRF is not seen in it. */
const STILL_CRF = 1;

/** A rung must be at most this much of the height above it to be worth its bytes. */
const NEXT_RUNG = 0.8;

/**
 * Largest first: the source's own size (up to 1080 lines), then every rung clearly below it. Never larger. Where
 * much stands `still`, 240 lines fit a line of 200 kbit/s, and fewer cannot be read: the last is left out.
 */
export function chooseRenditions(upright: Size, still = false): Rung[] {
  const rungs: Rung[] = [];
  for (const box of BOXES) {
    if (still && rungs.length > 0 && box === BOXES.at(-1)) continue;
    const size = fitBox(upright, box);
    const above = rungs.at(-1);
    if (above && size.height > above.height * NEXT_RUNG) continue;
    if (above && Math.min(size.width, size.height) < 32) continue;
    const boxFor = above ? box : boxOf(size);
    const { crf, maxRate, buffer } = boxFor;
    rungs.push({ ...size, crf: still ? crf + STILL_CRF : crf, maxRate, buffer });
  }
  return rungs;
}

function fitBox(size: Size, box: { long: number; short: number }): Size {
  const portrait = size.height > size.width;
  const [boxWidth, boxHeight] = portrait ? [box.short, box.long] : [box.long, box.short];
  const scale = Math.min(1, boxWidth / size.width, boxHeight / size.height);
  // Down for a size that is kept (a line is cut), to the nearest for one that is scaled anyway.
  const even =
    scale === 1 ? (side: number) => Math.floor(side / 2) * 2 : (side: number) => Math.round(side / 2) * 2;
  return { width: Math.max(2, even(size.width * scale)), height: Math.max(2, even(size.height * scale)) };
}

/** The smallest box that holds a size: what a source of odd size is encoded like. */
function boxOf(size: Size): (typeof BOXES)[number] {
  const long = Math.max(size.width, size.height);
  const short = Math.min(size.width, size.height);
  return BOXES.findLast((box) => long <= box.long && short <= box.short) ?? BOXES[0];
}
