import { stat } from 'node:fs/promises';
import { MediaRejectedError, type RejectionCode } from '../errors.ts';
import { remuxLimits, SHORT_LIMITS } from '../sandbox/limits.ts';
import { requireOrdinaryEnd } from '../sandbox/require-ordinary-end.ts';
import type { ProcessResult, Sandbox } from '../sandbox.ts';
import { GUARD_ARGUMENTS, MAX_DURATION_SECONDS, MAX_PIXELS } from './allowlists.ts';
import { findEncryption } from './find-encryption.ts';
import { createEndsMeter, type EndsMeter } from './measure-ends.ts';
import type { MediaProbe } from './media-probe.ts';
import { clockMayJump, isWithoutSize, needsMeasuring, parseFfprobe, readFfprobe } from './read-ffprobe.ts';
import { beginsLikeMp4, readEdges, recogniseStart } from './recognise-start.ts';

/** What is here of a file does not tell what has to be known of it. */
export class NeedsWholeFileError extends Error {
  override readonly name = 'NeedsWholeFileError';
}

/**
 * Reads what a file is, in the sandbox. Throws MediaRejectedError for what cannot become a lesson, and of one of which
 * not all is here (`partial`) NeedsWholeFileError where its headers do not say how long it lasts.
 */
export async function probeMedia(
  source: string,
  sandbox: Sandbox,
  signal: AbortSignal,
  { partial = false }: { partial?: boolean } = {},
): Promise<MediaProbe> {
  if ((await stat(source)).size === 0) throw new MediaRejectedError('empty', 'the file is empty');
  const { start, end } = await readEdges(source);
  const other = recogniseStart(start);
  if (other) throw new MediaRejectedError(other.code, `it begins like ${other.name}`);
  const lock = findEncryption(start, end);
  if (lock) throw new MediaRejectedError('encrypted', lock);

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
  // A picture that a decoder would not open for its size has none in what ffprobe prints.
  if (isWithoutSize(output) && result.stderr.includes(TOO_LARGE)) throw explainRefusal(result, start);
  if (!needsMeasuring(output)) return readFfprobe(output);
  if (partial) throw new NeedsWholeFileError('its length is only known when all of it is read');
  const ends = createEndsMeter(clockMayJump(output));
  await measureEnds(ends, source, sandbox, signal);
  return readFfprobe(output, ends.read());
}

const TOO_LARGE = 'exceeds specified max pixel';

const REFUSALS: readonly { words: string; code: RejectionCode; detail: string }[] = [
  { words: 'not on whitelist', code: 'unsupported', detail: 'a kind of file that is not taken' },
  {
    words: TOO_LARGE,
    code: 'too-large',
    detail: `more than ${MAX_PIXELS} picture elements`,
  },
  { words: 'Cannot allocate memory', code: 'limit', detail: 'reading the headers took too much memory' },
];

function explainRefusal(result: ProcessResult, start: Uint8Array): MediaRejectedError {
  // A name alone makes ffprobe look for an index in anything: only what begins like an MP4 has lost one.
  if (result.stderr.includes('moov atom not found') && beginsLikeMp4(start)) {
    return new MediaRejectedError('unfinished', 'an MP4 without its index, which is written last');
  }
  const known = REFUSALS.find(({ words }) => result.stderr.includes(words));
  return known
    ? new MediaRejectedError(known.code, known.detail)
    : new MediaRejectedError('unreadable', 'ffprobe finds nothing it can read');
}

/** Reads every packet (without decoding) for where each stream ends, as browsers' recordings and tapes need. */
async function measureEnds(
  ends: EndsMeter,
  source: string,
  sandbox: Sandbox,
  signal: AbortSignal,
): Promise<void> {
  let rest = '';
  const result = await sandbox.run(
    {
      program: 'ffprobe',
      arguments: (paths) => [
        ...['-hide_banner', '-v', 'error', ...GUARD_ARGUMENTS],
        ...['-of', 'csv=p=0', '-show_entries', 'packet=stream_index,pts_time,dts_time,duration_time'],
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
        for (const line of lines) ends.add(line.split(',').map(Number));
      },
    },
  );
  requireOrdinaryEnd(result, 'measuring its length');
}
