import { VerificationError } from '../errors.ts';
import { remuxLimits } from '../sandbox/limits.ts';
import { requireOrdinaryEnd } from '../sandbox/require-ordinary-end.ts';
import type { Sandbox } from '../sandbox.ts';

/** How large the WAV of so many seconds is, a little more rather than less. */
export function wavBytes(seconds: number): number {
  return Math.ceil(seconds * SAMPLES_PER_SECOND * 2) + 4096;
}

const SAMPLES_PER_SECOND = 16_000;

export interface WavRequest {
  /** Sound that we encoded ourselves, as MP4. */
  source: string;
  durationSeconds: number;
  /** Existing folder that the WAV is left in. */
  outputFolder: string;
  /** Its name there. */
  file: string;
  sandbox: Sandbox;
  signal: AbortSignal;
}

/** Decodes sound to what programs that recognise speech take: WAV of one channel, 16 kHz, 16 bits. */
export async function makeWav(request: WavRequest): Promise<void> {
  const result = await request.sandbox.run(
    {
      program: 'ffmpeg',
      arguments: (paths) => [
        ...['-nostdin', '-hide_banner', '-v', 'error', '-protocol_whitelist', 'file'],
        ...['-format_whitelist', 'mov', '-vn', '-i', `file:${paths.input('media')}`],
        ...['-map', '0:a:0', '-ac', '1', '-ar', String(SAMPLES_PER_SECOND)],
        ...['-c:a', 'pcm_s16le', request.file],
      ],
    },
    {
      inputs: { media: request.source },
      outputFolder: request.outputFolder,
      limits: remuxLimits(request.durationSeconds),
      signal: request.signal,
    },
  );
  requireOrdinaryEnd(result, `making ${request.file}`);
  if (result.ending.code !== 0)
    throw new VerificationError(`${request.file} could not be made: ${result.stderr}`);
}
