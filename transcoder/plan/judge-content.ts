import type { ContentLook } from '../probe/look-at-content.ts';
import type { VideoProbe } from '../probe/media-probe.ts';

export interface Content {
  /** Pictures that repeat the one before are left out: finding them takes less than encoding them. */
  skipRepeats: boolean;
  /** What moves is worth seeking between picture elements too. */
  subpel: boolean;
  /** The highest rendition wants more than its ceiling for noise that no one will miss. */
  grainy: boolean;
  reason: string;
}

/** Shorter ones are encoded in less time than a look is worth. */
export const LOOK_FROM_SECONDS = 15;
/** From this share of repeated pictures on, finding them takes less than encoding them. */
const SKIP_FROM_SHARE = 0.15;
/**
 * bit/s of 240 lines. Below it pages come and go, a line is written and a pointer moves (16,000 and 19,000): seeking what
 * moves by whole elements then spares a twelfth of all processor time for 0.6 % more bytes of 1080 lines, as seen. Of pages
 * that are slowly enlarged (65,000) it makes 2.7 times the bytes, of a person in a corner (45,000) 1.2 times.
 */
const SUBPEL_FROM = 25_000;
/** Slides rest; on a recorded screen something is scrolled, typed or pointed at nearly all the time. */
const SLIDES_FROM_SHARE = 0.3;
/** bit/s of 240 lines: below the first nearly all stands still, above the second nearly all moves. */
const QUIET_BELOW = 75_000;
const LIVELY_FROM = 200_000;
/**
 * Without grain a cut of the middle is at most half as dear again as the whole made small, measured on lessons. Webcams
 * came to 2.1 and a tape to 3.2, a drive through finest lines to 3.7, what was shaken and made noisy on purpose to 5.4 and
 * more. Of what is not quiet either, the highest rendition then wants more than its ceiling, whatever its size.
 */
const GRAINY_FROM = 3.5;

type Kind = 'slides' | 'screen' | 'tape' | 'page-with-teacher' | 'person' | 'class';

const KINDS: Readonly<Record<Kind, string>> = {
  slides: 'slides, or a page that is written on: it often rests',
  screen: 'a recorded screen: it seldom rests',
  tape: 'an interlaced tape',
  'page-with-teacher': 'a page with a small moving picture, or a person before a still wall',
  person: 'a person before a camera',
  class: 'a class, or a camera that moves: nearly everything changes',
};

/** Tells what is shown from what was seen of it. Pure. */
export function judgeContent(
  video: Pick<VideoProbe, 'interlaced' | 'highDynamicRange' | 'endSeconds'>,
  look: ContentLook | null,
): Content {
  if (!look) {
    const short = video.endSeconds < LOOK_FROM_SECONDS;
    const why = short ? `being shorter than ${LOOK_FROM_SECONDS} s` : 'as it cannot be opened in places';
    const reason = `not looked into, ${why}: every picture is encoded`;
    return { skipRepeats: false, subpel: true, grainy: false, reason };
  }
  // Compared in eight bits, in which high dynamic range has not arrived yet.
  const often = look.repeatShare >= SKIP_FROM_SHARE;
  const skipRepeats = often && look.rests && !video.highDynamicRange;
  const grainy = isGrainy(look, skipRepeats);
  const seen = [
    `${Math.round(100 * look.repeatShare)} % of ${look.pictures} pictures looked at repeat the one before${often && !look.rests ? ', but none rest' : ''}`,
    `240 lines would take ${Math.round(look.lowRate / 1000)} kbit/s`,
    ...(grainy ? ['grainy'] : []),
  ];
  const done = skipRepeats ? 'only what changes is encoded, every step of it' : 'every picture is encoded';
  const kind = KINDS[kindOf(video.interlaced, look)];
  const subpel = !skipRepeats || look.lowRate >= SUBPEL_FROM;
  return { skipRepeats, subpel, grainy, reason: `${kind} (${seen.join(', ')}): ${done}` };
}

/** Grain lets nothing repeat: where pictures do, fine writing is what is dear in a cut. */
function isGrainy({ grain, lowRate }: ContentLook, skipRepeats: boolean): boolean {
  return grain >= GRAINY_FROM && lowRate >= QUIET_BELOW && !skipRepeats;
}

function kindOf(interlaced: boolean, { repeatShare, rests, lowRate }: ContentLook): Kind {
  if (rests && repeatShare >= SLIDES_FROM_SHARE) return 'slides';
  if (rests && repeatShare >= SKIP_FROM_SHARE) return 'screen';
  if (interlaced) return 'tape';
  if (lowRate < QUIET_BELOW) return 'page-with-teacher';
  return lowRate < LIVELY_FROM ? 'person' : 'class';
}
