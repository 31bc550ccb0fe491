import { VerificationError } from '../errors.ts';
import type { EncodedStream } from '../media-version.ts';
import { SHORT_LIMITS } from '../sandbox/limits.ts';
import { requireOrdinaryEnd } from '../sandbox/require-ordinary-end.ts';
import type { Sandbox } from '../sandbox.ts';

/**
 * Opens a segment of each stream with one ffmpeg, and answers their tracks in words, one stream after the other:
 * `h264 1280×720`, `aac mono`. Throws VerificationError for what does not open.
 */
export async function openStreams(
  streams: readonly Pick<EncodedStream, 'playlist' | 'segments'>[],
  run: { outputFolder: string; sandbox: Sandbox; signal: AbortSignal },
): Promise<string[]> {
  const inputs = streams.map(({ playlist, segments }) => {
    const folder = playlist.split('/')[0]!;
    // The last segment tells most: it stands on init.mp4 like all, and was written when everything was over.
    return `concat:${folder}/init.mp4|${folder}/${segments.at(-1)!.file}`;
  });
  const result = await run.sandbox.run(
    {
      program: 'ffmpeg',
      arguments: () => [
        ...['-nostdin', '-hide_banner', '-v', 'error'],
        ...inputs.flatMap((input) => [
          ...['-protocol_whitelist', 'file,concat', '-format_whitelist', 'mov', '-i', input],
        ]),
        ...inputs.flatMap((_, index) => ['-map', String(index)]),
        ...['-c', 'copy', '-f', 'framecrc', 'pipe:1'],
      ],
    },
    { outputFolder: run.outputFolder, limits: SHORT_LIMITS, signal: run.signal },
  );
  requireOrdinaryEnd(result, 'opening segments');
  if (result.ending.code !== 0) {
    throw new VerificationError(`segments do not open: ${result.stderr.trim()}`);
  }
  return readTracks(result.stdout);
}

/** Of what `framecrc` says before the packets. Exported for its cases. */
export function readTracks(text: string): string[] {
  const said = (name: string) =>
    new Map(
      [...text.matchAll(new RegExp(`^#${name} (\\d+): (.+)$`, 'gm'))].map(([, track, value]) => [
        track,
        value,
      ]),
    );
  const [sizes, layouts] = [said('dimensions'), said('channel_layout_name')];
  return [...said('codec_id')].map(([track, codec]) =>
    [codec, sizes.get(track)?.replace('x', '×') ?? layouts.get(track)].join(' ').trim(),
  );
}
