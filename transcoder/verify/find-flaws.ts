import type { Rendition } from '../media-version.ts';
import { segmentLength } from '../plan/segment-layout.ts';
import type { TranscodePlan } from '../plan/transcode-plan.ts';

/** Rounding of EXTINF, which ffmpeg writes with six digits. */
const ROUNDING_SECONDS = 0.002;

/**
 * What is wrong with the lists of renditions, in words; empty when nothing is. Every segment must have
 * bytes, all but the last exactly the length planned for its place, and all renditions the same boundaries.
 */
export function findFlaws(renditions: readonly Rendition[], plan: TranscodePlan): string[] {
  const flaws: string[] = [];
  const first = renditions[0];
  if (renditions.length !== plan.renditions.length || !first) {
    return [`${renditions.length} renditions instead of ${plan.renditions.length}`];
  }
  for (const { playlist, segments } of renditions) {
    if (segments.length !== first.segments.length) {
      flaws.push(`${playlist} has ${segments.length} segments, ${first.playlist} ${first.segments.length}`);
    }
    for (const [index, segment] of segments.entries()) {
      if (segment.bytes === 0) flaws.push(`${playlist}: ${segment.file} is empty`);
      const last = index === segments.length - 1;
      if (!last && Math.abs(segment.durationSeconds - segmentLength(plan, index)) > ROUNDING_SECONDS) {
        flaws.push(`${playlist}: ${segment.file} lasts ${segment.durationSeconds} s`);
      }
      const reference = first.segments[index];
      if (reference && Math.abs(reference.durationSeconds - segment.durationSeconds) > ROUNDING_SECONDS) {
        flaws.push(`${playlist}: ${segment.file} ends elsewhere than in ${first.playlist}`);
      }
    }
  }
  return flaws;
}
