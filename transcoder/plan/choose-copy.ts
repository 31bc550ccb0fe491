import type { MediaProbe } from '../probe/media-probe.ts';
import type { PictureTrack } from '../probe/read-picture-track.ts';
import type { Rung } from './choose-renditions.ts';
import { cutAtKeyframes } from './cut-at-keyframes.ts';
import { type SegmentLayout, segmentLength, segmentStart } from './segment-layout.ts';
import type { CopyPlan, TranscodePlan } from './transcode-plan.ts';

/** What a copy would stand in the place of. */
export interface Copyable {
  /** The highest. */
  rung: Rung;
  /** There are others below it, which fit thinner lines. */
  hasLower: boolean;
  /** What encoding the highest is expected to take, bit/s; null where nobody looked. */
  expectedRate: number | null;
  /** That was tried at its size, not guessed from a small one. */
  tried: boolean;
  frameRate: number;
  /** The last picture is held while the sound goes on. */
  holds: boolean;
  layout: SegmentLayout;
}

export type CopyChoice =
  | { copied: CopyPlan; layout: SegmentLayout; reason: string }
  /** Without a reason where nobody would expect a copy. */
  | { copied: null; reason: string | null };

/** Kinds of file whose time stamps are meant as they stand. */
const CONTAINERS = ['mov', 'matroska'];
/** What browsers and phones decode, in hardware mostly (RFC 6381 avc1.42 to avc1.64). */
const PROFILES = ['Constrained Baseline', 'Baseline', 'Main', 'High'];
const MOST_LEVEL = 42;
const MOST_FRAME_RATE = 30.5;
/** More bytes than this, against our own encoding, cost each viewer more than they save once. */
const DEARER = 1.5;
/**
 * Keyframes of x264, left to itself, are ten seconds apart, and so is then the beginning of each rendition in one piece:
 * on a line of 400 kbit/s a player waits two seconds for it instead of one half. Beyond this length that must be made up
 * for by fewer bytes of all.
 */
const LONG_START_SECONDS = 6;
/**
 * What takes less or more than so many times what was guessed needs no trial. A guess was seven times too high for a page
 * that is scrolled, whose lines vanish when it is made small, and at most half of what some recordings take.
 */
const GUESS = { least: 0.1, most: 4 };
/** A player gets through pictures that come in another order, by so much, at most. */
const MOST_DELAY_SECONDS = 0.5;
/** Keyframes without end: each would be a file while it is cut. */
const SHORTEST_GROUP_SECONDS = 0.3;

const NO = { copied: null, reason: null } as const;

/**
 * What headers alone keep from being copied, in words; null where it is worth reading all packets. Undefined where
 * nobody would expect a copy: nothing need be said. Pure.
 */
export function findCopyObstacle(probe: MediaProbe, highest: Copyable): string | null | undefined {
  const { video, container } = probe;
  const { rung } = highest;
  const { profile, level, pixelFormat } = video.coding;
  if (video.codec !== 'h264' || !highest.hasLower || highest.expectedRate === null) return undefined;
  if (rung.width !== video.codedWidth || rung.height !== video.codedHeight) return undefined;
  if (video.rotation !== 0 || video.sampleAspect !== 1 || video.interlaced) return undefined;
  if (video.frameRate > MOST_FRAME_RATE || video.highDynamicRange) return undefined;
  const sound = probe.audio ? 320_000 : 0;
  const whole = (probe.bytes * 8) / probe.durationSeconds;
  const most = Math.min(rung.maxRate, GUESS.most * highest.expectedRate);
  if ((video.bitRate ?? whole - sound) > most) return tooDear(video.bitRate ?? whole, highest);
  if (pixelFormat !== 'yuv420p') return `its pictures are ${pixelFormat}`;
  if (!PROFILES.includes(profile) || level > MOST_LEVEL)
    return `not every player decodes ${profile} ${level / 10}`;
  if (!CONTAINERS.includes(container)) return `times in ${container} are not exact`;
  if (highest.holds) return 'the last picture has to be held';
  return null;
}

/** Decides whether the highest rendition is the source's own picture, and where segments then begin. Pure. */
export function chooseCopy(probe: MediaProbe, track: PictureTrack | null, highest: Copyable): CopyChoice {
  const obstacle = findCopyObstacle(probe, highest);
  if (obstacle === undefined || highest.expectedRate === null) return NO;
  const encoded = (why: string): CopyChoice => ({ copied: null, reason: `encoded again: ${why}` });
  if (obstacle !== null) return encoded(obstacle);
  if (!track) return encoded('its packets cannot be read');
  if (track.flaw !== null) return encoded(track.flaw);

  const { groups, endSeconds, delaySeconds } = track;
  const { rung, frameRate } = highest;
  if (Math.abs(endSeconds - probe.durationSeconds) > 0.25)
    return encoded('its packets end elsewhere than it says');
  if (delaySeconds > MOST_DELAY_SECONDS) return encoded('its pictures come too far out of order');
  if (endSeconds / groups.length < SHORTEST_GROUP_SECONDS)
    return encoded('nearly all of its pictures are keyframes');
  const rate = rateOf(track);
  if (rate > Math.min(rung.maxRate, DEARER * highest.expectedRate)) return encoded(tooDear(rate, highest));

  const keyframes = groups.filter(({ closed }) => closed).map(({ seconds }) => seconds);
  const layout = cutAtKeyframes(keyframes, endSeconds, highest.layout, frameRate);
  if (!layout)
    return encoded(
      `segments cannot begin with its keyframes, up to ${longestGap(keyframes, endSeconds)} s apart`,
    );
  const startSeconds = Math.min(endSeconds, segmentLength(layout, 0));
  if (startSeconds > LONG_START_SECONDS && rate > highest.expectedRate)
    return encoded(
      `a player would begin with ${shown(startSeconds)} s at once, and that for no fewer bytes: ${tooDear(rate, highest)}`,
    );
  const segments = gatherSegments(track, layout, frameRate);
  const peak = Math.max(...segments.map(({ bytes, seconds }) => (8 * bytes) / Math.max(1, seconds)));
  if (peak > rung.maxRate) return encoded(`up to ${kilobits(peak)}, more than a steady line carries`);

  const { profile, level } = probe.video.coding;
  const where = layout.starts
    ? `segments begin with its keyframes, up to ${shown(Math.max(...segments.map(({ seconds }) => seconds)))} s apart, ` +
      `a player with the first ${shown(startSeconds)} s`
    : 'its keyframes stand where segments begin';
  return {
    copied: { groups: segments.map(({ groups }) => groups), delaySeconds },
    layout,
    reason:
      `${rung.width}×${rung.height} is the source's own picture, not encoded again: H.264 ${profile} ${(level / 10).toFixed(1)}, ` +
      `${kilobits(rate)} where encoding would take ${expectedOf(highest)}; ${where}`,
  };
}

/**
 * Whether what encoding is expected to take decides about a copy, and was only guessed so far that it has to be tried.
 * Pure.
 */
export function isTrialWanted(probe: MediaProbe, track: PictureTrack | null, highest: Copyable): boolean {
  if (!track || highest.expectedRate === null) return false;
  const rate = rateOf(track);
  const guessed = rate / highest.expectedRate;
  if (guessed < GUESS.least || guessed > GUESS.most) return false;
  // Whatever it is found to take, everything else must allow a copy.
  const expectedRate = Math.max(rate, highest.expectedRate);
  return chooseCopy(probe, track, { ...highest, expectedRate }).copied !== null;
}

/** Whether a rendition is the source's own picture. */
export const copies = ({ renditions }: Pick<TranscodePlan, 'renditions'>): boolean =>
  renditions.some(({ copied }) => copied);

/** The same with everything encoded, and why; itself where nothing was to be copied. */
export function withoutCopy(plan: TranscodePlan, why: string): TranscodePlan {
  if (!copies(plan)) return plan;
  const reasons = plan.reasons.map((reason) =>
    reason.about === 'copy' ? { ...reason, text: `encoded again after all: ${why}` } : reason,
  );
  return {
    ...plan,
    reasons,
    warnings: [...plan.warnings, 'copy-unfit'],
    renditions: plan.renditions.map(({ copied: _, ...rendition }) => rendition),
  };
}

interface Segment {
  seconds: number;
  bytes: number;
  groups: number;
}

/** How many groups each segment is made of. */
function gatherSegments(
  { groups, endSeconds }: PictureTrack,
  layout: SegmentLayout,
  frameRate: number,
): Segment[] {
  const segments: Segment[] = [];
  for (const [index, group] of groups.entries()) {
    const start = segmentStart(layout, segments.length);
    const begins =
      index === 0 || (group.closed && frameOf(group.seconds, frameRate) === frameOf(start, frameRate));
    if (begins) segments.push({ seconds: 0, bytes: 0, groups: 0 });
    const segment = segments.at(-1)!;
    segment.seconds += (groups[index + 1]?.seconds ?? endSeconds) - group.seconds;
    segment.bytes += group.bytes;
    segment.groups += 1;
  }
  return segments;
}

const frameOf = (seconds: number, frameRate: number) => Math.round(seconds * frameRate);

/** bit/s. */
function rateOf({ groups, endSeconds }: PictureTrack): number {
  return (8 * groups.reduce((sum, { bytes }) => sum + bytes, 0)) / endSeconds;
}

function tooDear(rate: number, highest: Copyable): string {
  return `${kilobits(rate)}, where encoding takes ${expectedOf(highest)}`;
}

function expectedOf({ expectedRate, tried }: Copyable): string {
  return `some ${kilobits(expectedRate ?? 0)}${tried ? ', as tried' : ''}`;
}

function longestGap(keyframes: readonly number[], endSeconds: number): string {
  const gaps = keyframes.map((seconds, index) => (keyframes[index + 1] ?? endSeconds) - seconds);
  return shown(Math.max(0, ...gaps));
}

const shown = (seconds: number) => seconds.toFixed(1);
const kilobits = (rate: number) => `${Math.round(rate / 1000)} kbit/s`;
