/** How far one piece of a lesson is, or its sound. */
export interface PieceProgress {
  /** Of the lesson's picture, or as many as the sound is worth. */
  seconds: number;
  /** 0 to 1. */
  fraction: number;
  running: boolean;
}

/** What a second of a lesson's sound costs beside one of its picture. */
export const SOUND_WORTH = 0.03;

/** The rest is for joining them and for what comes after. */
export const PIECES_SHARE = 0.93;

/**
 * How far a lesson is whose pieces are encoded by several workers, and how long it will take if all who work on it
 * now go on at the pace of the one who asks, which is `own`.
 */
export function gaugePieces(
  pieces: readonly PieceProgress[],
  own: { index: number; secondsLeft?: number },
): { fraction: number; secondsLeft?: number } {
  const total = pieces.reduce((sum, { seconds }) => sum + seconds, 0);
  const left = pieces.reduce((sum, { seconds, fraction }) => sum + seconds * (1 - fraction), 0);
  const fraction = total === 0 ? 0 : PIECES_SHARE * (1 - left / total);
  const mine = pieces[own.index];
  if (own.secondsLeft === undefined || !mine || mine.fraction >= 1) return { fraction };
  const perSecond = (mine.seconds * (1 - mine.fraction)) / Math.max(1, own.secondsLeft);
  const workers = Math.max(1, pieces.filter(({ running }) => running).length);
  return { fraction, secondsLeft: Math.ceil(Math.max(own.secondsLeft, left / (perSecond * workers))) };
}
