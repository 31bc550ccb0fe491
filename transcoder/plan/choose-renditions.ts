/** A picture upright, with square elements and even sides. */
export interface Size {
  width: number;
  height: number;
}

export interface Rung extends Size {
  crf: number;
  maxRate: number;
}

/**
 * Rungs by the box (long side × short side) a picture must fit in. CRF and the effort are what was
 * measured on lessons: small pictures bear a higher one, since they are watched on small screens.
 */
const BOXES = [
  { long: 1920, short: 1080, crf: 24, maxRate: 5_000_000 },
  { long: 1280, short: 720, crf: 24, maxRate: 2_500_000 },
  { long: 854, short: 480, crf: 25, maxRate: 1_200_000 },
  { long: 640, short: 360, crf: 26, maxRate: 800_000 },
  { long: 426, short: 240, crf: 27, maxRate: 400_000 },
] as const;

/** A rung must be at most this much of the height above it to be worth its bytes. */
const NEXT_RUNG = 0.8;

/** Largest first: the source's own size (up to 1080 lines), then every rung clearly below it. Never larger. */
export function chooseRenditions(upright: Size): Rung[] {
  const rungs: Rung[] = [];
  for (const box of BOXES) {
    const size = fitBox(upright, box);
    const above = rungs.at(-1);
    if (above && size.height > above.height * NEXT_RUNG) continue;
    if (above && Math.min(size.width, size.height) < 32) continue;
    const boxFor = above ? box : boxOf(size);
    rungs.push({ ...size, crf: boxFor.crf, maxRate: boxFor.maxRate });
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
