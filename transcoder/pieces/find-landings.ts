import { z } from 'zod';
import { GUARD_ARGUMENTS } from '../probe/allowlists.ts';
import { SHORT_LIMITS } from '../sandbox/limits.ts';
import type { Sandbox } from '../sandbox.ts';

/** Where one arrives who goes to a time of a file. */
export interface Landing {
  /** From the file's first time stamp. */
  seconds: number;
  keyframe: boolean;
}

/** Further from nought than this, times of the file and of the lesson are not taken for the same. */
const MOST_START_SECONDS = 0.5;

const outputSchema = z.object({
  packets: z.array(z.object({ pts_time: z.string().optional(), flags: z.string() })),
  format: z.object({ start_time: z.string().optional() }),
});

/**
 * Goes to each of `places` (in seconds) of the picture track as the decoder will, and answers where it arrives;
 * nothing for all of them where that does not work: without an index, or with strange time stamps.
 */
export async function findLandings(
  source: string,
  streamIndex: number,
  places: readonly number[],
  sandbox: Sandbox,
  signal: AbortSignal,
): Promise<Landing[]> {
  const result = await sandbox.run(
    {
      program: 'ffprobe',
      arguments: (paths) => [
        ...['-hide_banner', '-v', 'error', ...GUARD_ARGUMENTS, '-of', 'json'],
        ...['-select_streams', String(streamIndex)],
        ...['-show_entries', 'packet=pts_time,flags:format=start_time'],
        ...['-read_intervals', places.map((seconds) => `${seconds}%+#1`).join(',')],
        ...['-i', `file:${paths.input('media')}`],
      ],
    },
    { inputs: { media: source }, limits: SHORT_LIMITS, signal },
  );
  if (result.ending.kind !== 'exited' || result.ending.code !== 0) return [];
  return readLandings(result.stdout, places.length);
}

/** From ffprobe's JSON: one packet for each place, or nothing. */
export function readLandings(text: string, places: number): Landing[] {
  const { packets, format } = outputSchema.parse(JSON.parse(text));
  const start = Number(format.start_time ?? 0);
  if (packets.length !== places || !(Math.abs(start) <= MOST_START_SECONDS)) return [];
  return packets.map(({ pts_time, flags }) => ({
    // What has no time is no place to begin.
    seconds: Number(pts_time ?? Number.POSITIVE_INFINITY) - start,
    keyframe: flags.startsWith('K'),
  }));
}
