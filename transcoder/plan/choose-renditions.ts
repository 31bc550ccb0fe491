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

/** What was seen in the content. */
export interface Demand {
  /** What 240 lines are expected to take, bit/s without sound; null where nobody looked. */
  lowRate: number | null;
  /** Sound of a thin line, bit/s. */
  soundRate: number;
  /** Much of it repeats. */
  still: boolean;
  /** With so much noise of a camera that what is not made small goes to its ceiling. */
  grainy: boolean;
}

/**
 * Rungs by the box (long side × short side) a picture must fit in, with the CRF that was measured on lessons: of a
 * small picture each element shows more, and costs next to nothing.
 */
const BOXES = [
  { long: 1920, short: 1080, crf: 24, maxRate: 5_000_000, buffer: 10_000_000 },
  { long: 1280, short: 720, crf: 24, maxRate: 2_500_000, buffer: 5_000_000 },
  { long: 854, short: 480, crf: 24, maxRate: 1_200_000, buffer: 2_400_000 },
  { long: 640, short: 360, crf: 23.5, maxRate: 800_000, buffer: 1_600_000 },
  { long: 426, short: 240, crf: 22.5, maxRate: 400_000, buffer: 800_000 },
  { long: 320, short: 180, crf: 25, maxRate: 400_000, buffer: 800_000 },
] as const;

/** Of the lowest, for lines of 200 kbit/s with sound and all: no segment takes more, and a keyframe of text has room. */
const THIN_LINE = { maxRate: 100_000, buffer: 300_000 };
/** Where much repeats segments are twice as long, and what rest has saved goes into the next page that slides in. */
const STILL_THIN_LINE = { ...THIN_LINE, buffer: 600_000 };

/**
 * So much may be expected, bit/s, of what that ceiling takes nothing from; and more lines are more than a keyframe's room.
 * Nothing grainy: 240 lines that were expected to take 84 kbit/s took 160, and held to 100 lost a fifth of their
 * VMAF.
 */
const FITS_THIN_LINE = { rate: 100_000, lines: 480 };

/** Writing can be read in it, and it fits the thin line wherever little moves. */
const READABLE = BOXES[3];
const LOWEST = BOXES[5];
/** Where much repeats rates lie close together: every second rung does, down to the one that can be read. */
const STILL_BOXES: readonly (typeof BOXES)[number][] = [BOXES[0], BOXES[1], READABLE, LOWEST];

/**
 * Or one does below the highest, 480 lines, where it fits the thin line and the highest is expected to take no more than
 * so many times as much, with sound: a line between the two has the same writing smaller, and saves next to nothing.
 */
const SOLE_BELOW = { box: BOXES[2], most: 2 };

/** What is made smaller has VMAF to spare beside what others make of it, and the highest of a small source has none. */
const BELOW_CRF = 1;
/**
 * What stands still is coded once and then seen for long: so much more CRF. The highest has bits to spare: one step more
 * is a tenth of them, for 0.2 of VMAF.
 */
const STILL_CRF = { highest: 4, below: 2 };
/**
 * Grain takes the highest to its ceiling, which makes it three or four steps coarser than its CRF, and is gone where a
 * picture is made half as high. What lies between keeps it, and would be finer than the highest: of a restless picture 720
 * lines took 2,070 kbit/s, 3.3 times as much as 480, at a VMAF of 86 beside the highest's 80. So much more CRF makes that
 * 1,510 at 84: most lines of 1.5 to 3 Mbit/s see more of it than they lose.
 */
const BETWEEN = { crf: 1.5, share: 0.5 };

/** A rung must be at most this much of the height above it. */
const NEXT_RUNG = 0.8;

/** And the one above must be expected to take so much more, with sound: who has no room for that one needs this. */
const WORTH_A_RUNG = 1.3;

/** Rates grow so with the lines: twice as many take 2.4 times as much, as measured on lessons. */
const RATE_BY_LINES = 1.25;

/**
 * Largest first: the source's own size (up to 1080 lines), then every rung clearly below it in lines and, where it
 * can be told, in bytes. Never larger. The last fits a line of 200 kbit/s: it has as many lines as that allows.
 */
export function chooseRenditions(upright: Size, demand: Demand = UNKNOWN): Rung[] {
  const rungs: Rung[] = [];
  for (const box of BOXES) {
    const size = fitBox(upright, box);
    const above = rungs.at(-1);
    if (above && size.height > above.height * NEXT_RUNG) continue;
    if (above && Math.min(size.width, size.height) < 32) continue;
    if (above && isLeftOut(box, size, { highest: rungs[0]!, above }, demand)) continue;
    const { crf, maxRate, buffer } = above ? box : boxOf(size);
    const still = above ? STILL_CRF.below : STILL_CRF.highest;
    const between = above !== undefined && keepsGrain(size, upright, demand);
    const more = (above ? BELOW_CRF : 0) + (demand.still ? still : 0) + (between ? BETWEEN.crf : 0);
    rungs.push({ ...size, crf: crf + more, maxRate, buffer });
  }
  return [...rungs.slice(0, -1), { ...rungs.at(-1)!, ...(demand.still ? STILL_THIN_LINE : THIN_LINE) }];
}

const UNKNOWN: Demand = { lowRate: null, soundRate: 48_000, still: false, grainy: false };

function isLeftOut(
  box: (typeof BOXES)[number],
  size: Size,
  { highest, above }: { highest: Size; above: Size },
  demand: Demand,
): boolean {
  const { lowRate, soundRate, still } = demand;
  if (still && sufficesBelow(highest, demand)) return box !== SOLE_BELOW.box;
  if (still && !STILL_BOXES.includes(box)) return true;
  if (box === LOWEST) return fitsThinLine(above, demand);
  if (lowRate === null || (box === READABLE && linesOf(above) > FITS_THIN_LINE.lines)) return false;
  const whole = (rung: Size) => expectedRate(rung, lowRate) + soundRate;
  return whole(above) < whole(size) * WORTH_A_RUNG;
}

/** Whether a rung below the highest is made so little smaller than its source that grain stays in it. */
export function keepsGrain(rung: Size, source: Size, { grainy }: Pick<Demand, 'grainy'>): boolean {
  return grainy && rung.height > source.height * BETWEEN.share;
}

function sufficesBelow(highest: Size, demand: Demand): boolean {
  const { lowRate, soundRate } = demand;
  const sole = fitBox(highest, SOLE_BELOW.box);
  if (lowRate === null || sole.height > highest.height * NEXT_RUNG || !fitsThinLine(sole, demand))
    return false;
  const whole = (rung: Size) => expectedRate(rung, lowRate) + soundRate;
  return whole(highest) <= SOLE_BELOW.most * whole(sole);
}

function fitsThinLine(rung: Size, { lowRate, grainy }: Demand): boolean {
  const { rate, lines } = FITS_THIN_LINE;
  if (lowRate === null || grainy) return false;
  return expectedRate(rung, lowRate) <= rate && linesOf(rung) <= lines;
}

/** Of a rung without sound, bit/s. */
function expectedRate(rung: Size, lowRate: number): number {
  return lowRate * (linesOf(rung) / 240) ** RATE_BY_LINES;
}

/** What is not made smaller keeps its noise and its finest lines: 1.9 to 3.6 times as much, measured on lessons. */
const UNSCALED = 2;

/** What the highest rung is expected to take where it is as large as the source, bit/s without sound. */
export function expectedUnscaledRate(rung: Size, lowRate: number): number {
  return UNSCALED * expectedRate(rung, lowRate);
}

const linesOf = ({ width, height }: Size) => Math.min(width, height);

/** The largest even size of the picture's shape in a box; never larger than the picture. */
export function fitBox(size: Size, box: { long: number; short: number }): Size {
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
