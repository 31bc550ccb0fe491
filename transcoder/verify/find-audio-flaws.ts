import type { EncodedStream } from '../media-version.ts';
import type { SegmentLayout } from '../plan/segment-layout.ts';

/** One frame of AAC at 44,100 Hz lasts 23 ms, and segments end between frames. */
const FRAME_SECONDS = 0.03;

/** What is wrong with the list of the sound alone, in words; empty when nothing is. */
export function findAudioFlaws(
  { playlist, segments }: Pick<EncodedStream, 'playlist' | 'segments'>,
  { segmentSeconds }: Pick<SegmentLayout, 'segmentSeconds'>,
): string[] {
  const flaws: string[] = [];
  let end = 0;
  for (const [index, { file, bytes, durationSeconds }] of segments.entries()) {
    if (bytes === 0) flaws.push(`${playlist}: ${file} is empty`);
    end += durationSeconds;
    const last = index === segments.length - 1;
    if (!last && Math.abs(end - (index + 1) * segmentSeconds) > FRAME_SECONDS) {
      flaws.push(`${playlist}: ${file} ends at ${end.toFixed(3)} s`);
    }
  }
  return flaws;
}
