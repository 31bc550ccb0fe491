import { stat } from 'node:fs/promises';
import { MediaRejectedError, type RejectionCode } from '../errors.ts';
import { remuxLimits, SHORT_LIMITS } from '../sandbox/limits.ts';
import { requireOrdinaryEnd } from '../sandbox/require-ordinary-end.ts';
import type { ProcessResult, Sandbox } from '../sandbox.ts';
import { GUARD_ARGUMENTS, MAX_DURATION_SECONDS, MAX_PIXELS } from './allowlists.ts';
import type { MediaProbe } from './media-probe.ts';
import { type MeasuredEnds, needsMeasuring, parseFfprobe, readFfprobe } from './read-ffprobe.ts';
import { beginsLikeMp4, readStart, recogniseStill } from './recognise-start.ts';

/** Reads what a file is, in the sandbox. Throws MediaRejectedError for what cannot become a lesson. */
export async function probeMedia(source: string, sandbox: Sandbox, signal: AbortSignal): Promise<MediaProbe> {
  if ((await stat(source)).size === 0) throw new MediaRejectedError('unreadable', 'the file is empty');
  const start = await readStart(source);
  const still = recogniseStill(start);
  if (still) throw new MediaRejectedError('no-video', `it is a still picture (${still})`);

  const result = await sandbox.run(
    {
      program: 'ffprobe',
      arguments: (paths) => [
        ...['-hide_banner', '-v', 'error', ...GUARD_ARGUMENTS],
        ...['-of', 'json', '-show_format', '-show_streams'],
        ...['-i', `file:${paths.input('media')}`],
      ],
    },
    { inputs: { media: source }, limits: SHORT_LIMITS, signal },
  );
  requireOrdinaryEnd(result, 'reading the headers');
  if (result.ending.code !== 0) throw explainRefusal(result, start);
  const output = parseFfprobe(result.stdout);
  if (!needsMeasuring(output)) return readFfprobe(output);
  return readFfprobe(output, await measureEnds(source, sandbox, signal));
}

const REFUSALS: readonly { words: string; code: RejectionCode; detail: string }[] = [
  { words: 'not on whitelist', code: 'unsupported', detail: 'a kind of file that is not taken' },
  {
    words: 'exceeds specified max pixel',
    code: 'too-large',
    detail: `more than ${MAX_PIXELS} picture elements`,
  },
  { words: 'Cannot allocate memory', code: 'limit', detail: 'reading the headers took too much memory' },
];

function explainRefusal(result: ProcessResult, start: Uint8Array): MediaRejectedError {
  // A name alone makes ffprobe look for an index in anything: only what begins like an MP4 has lost one.
  if (result.stderr.includes('moov atom not found') && beginsLikeMp4(start)) {
    return new MediaRejectedError('truncated', 'an MP4 without its index, which is written last');
  }
  const known = REFUSALS.find(({ words }) => result.stderr.includes(words));
  return known
    ? new MediaRejectedError(known.code, known.detail)
    : new MediaRejectedError('unreadable', 'ffprobe finds nothing it can read');
}

/** Reads every packet (without decoding) for the last time stamp of each stream, as browsers' recordings need. */
async function measureEnds(source: string, sandbox: Sandbox, signal: AbortSignal): Promise<MeasuredEnds> {
  const ends = new Map<number, number>();
  let rest = '';
  const result = await sandbox.run(
    {
      program: 'ffprobe',
      arguments: (paths) => [
        ...['-hide_banner', '-v', 'error', ...GUARD_ARGUMENTS],
        ...['-of', 'csv=p=0', '-show_entries', 'packet=stream_index,pts_time,duration_time'],
        ...['-i', `file:${paths.input('media')}`],
      ],
    },
    {
      inputs: { media: source },
      limits: remuxLimits(MAX_DURATION_SECONDS),
      signal,
      onStdout: (text) => {
        const lines = (rest + text).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) {
          const [stream, time, lasting] = line.split(',').map(Number);
          if (stream === undefined || time === undefined || !Number.isFinite(time)) continue;
          const end = time + (Number.isFinite(lasting) ? lasting! : 0);
          if (end > (ends.get(stream) ?? 0)) ends.set(stream, end);
        }
      },
    },
  );
  requireOrdinaryEnd(result, 'measuring its length');
  return ends;
}
