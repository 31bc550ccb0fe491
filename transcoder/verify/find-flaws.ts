import type { Rendition } from '../media-version.ts';
import { copySlack } from '../package/join-groups.ts';
import { segmentLength } from '../plan/segment-layout.ts';
import type { TranscodePlan } from '../plan/transcode-plan.ts';

/** Rounding of EXTINF, which ffmpeg writes with six digits. */
const ROUNDING_SECONDS = 0.002;

/** A copy ends with the source's last picture, what is encoded with a whole frame and the end of the sound. */
const COPY_ENDS_WITHIN = 0.3;

/**
 * What is wrong with the lists of renditions, in words; empty when nothing is. Every segment must have
 * bytes, all but the last exactly the length planned for its place, and all renditions the same boundaries; those of a
 * copy may lie up to half a frame beside.
 */
export function findFlaws(renditions: readonly Rendition[], plan: TranscodePlan): string[] {
  const flaws: string[] = [];
  const first = renditions[plan.renditions.findIndex(({ copied }) => !copied)];
  if (renditions.length !== plan.renditions.length || !first) {
    return [`${renditions.length} renditions instead of ${plan.renditions.length}`];
  }
  for (const [at, { playlist, segments }] of renditions.entries()) {
    const copied = plan.renditions[at]?.copied !== undefined;
    if (segments.length !== first.segments.length) {
      flaws.push(`${playlist} has ${segments.length} segments, ${first.playlist} ${first.segments.length}`);
    }
    for (const [index, segment] of segments.entries()) {
      const slack = copied ? copySlack(index, plan.picture.frameRate) : ROUNDING_SECONDS;
      if (segment.bytes === 0) flaws.push(`${playlist}: ${segment.file} is empty`);
      const last = index === segments.length - 1;
      if (!last && Math.abs(segment.durationSeconds - segmentLength(plan, index)) > slack) {
        flaws.push(`${playlist}: ${segment.file} lasts ${segment.durationSeconds} s`);
      }
      const reference = first.segments[index];
      const beside = copied && last ? COPY_ENDS_WITHIN : slack;
      if (reference && Math.abs(reference.durationSeconds - segment.durationSeconds) > beside) {
        flaws.push(`${playlist}: ${segment.file} ends elsewhere than in ${first.playlist}`);
      }
    }
  }
  return flaws;
}
