import { LOOK_LIMITS } from '../sandbox/limits.ts';
import type { Sandbox } from '../sandbox.ts';
import { GUARD_ARGUMENTS } from './allowlists.ts';

/** Where the first seconds of a file lie. */
export interface Beginning {
  /** They all lie before it. */
  endBytes: number;
  /** As far as packets were found; fewer than were asked for where the file, or what is here of it, ends. */
  seconds: number;
}

/**
 * Finds the packets of the first seconds of a file without decoding. Of one with an index they are found wherever they
 * lie, whether they are here or not; of others only as far as the file is. Null where nothing can be read.
 */
export async function findBeginning(
  source: string,
  seconds: number,
  sandbox: Sandbox,
  signal: AbortSignal,
): Promise<Beginning | null> {
  const result = await sandbox.run(
    {
      program: 'ffprobe',
      arguments: (paths) => [
        ...['-hide_banner', '-v', 'quiet', ...GUARD_ARGUMENTS, '-read_intervals', `%+${seconds}`],
        ...['-of', 'csv=p=0', '-show_entries', 'packet=pts_time,pos,size'],
        ...['-i', `file:${paths.input('media')}`],
      ],
    },
    { inputs: { media: source }, limits: LOOK_LIMITS, signal },
  );
  if (result.ending.kind !== 'exited' || result.ending.code !== 0) return null;
  return readPackets(result.stdout);
}

/** Out of lines of time, size and place. Pure. */
function readPackets(lines: string): Beginning | null {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  let endBytes = 0;
  for (const line of lines.split('\n')) {
    const [time, size, place] = line.split(',').map((field) => Number.parseFloat(field)) as [
      number,
      number,
      number,
    ];
    if (!Number.isFinite(time) || !Number.isFinite(size) || !Number.isFinite(place)) continue;
    first = Math.min(first, time);
    last = Math.max(last, time);
    endBytes = Math.max(endBytes, place + size);
  }
  return endBytes === 0 ? null : { endBytes, seconds: last - first };
}
