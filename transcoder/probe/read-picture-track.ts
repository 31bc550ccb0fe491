import { remuxLimits } from '../sandbox/limits.ts';
import type { Sandbox } from '../sandbox.ts';
import { GUARD_ARGUMENTS } from './allowlists.ts';
import type { MediaProbe } from './media-probe.ts';
import { readPacket, readTimeBase } from './read-framecrc.ts';

/** How a coded picture track is made up, as far as it matters to whoever copies it. */
export interface PictureTrack {
  groups: PictureGroup[];
  /** Greatest wait between decoding a picture and showing it, at the beginning. */
  delaySeconds: number;
  /** Where its last picture ends, from the beginning of the lesson. */
  endSeconds: number;
  /** What keeps it from being copied, in words; null where nothing does. */
  flaw: string | null;
}

/** A keyframe, and what is coded until the next one. */
export interface PictureGroup {
  /** When its keyframe is shown, from the beginning of the lesson. */
  seconds: number;
  bytes: number;
  /** Of its keyframe alone. */
  keyBytes: number;
  /** Nothing in it needs a picture before it (it begins with an IDR picture). */
  closed: boolean;
}

/**
 * Reads the packets of a picture track of H.264 without decoding, which takes as long as reading the file. Null where
 * that does not work.
 */
export async function readPictureTrack(
  source: string,
  probe: MediaProbe,
  sandbox: Sandbox,
  signal: AbortSignal,
): Promise<PictureTrack | null> {
  const meter = createTrackMeter();
  let rest = '';
  const result = await sandbox.run(
    {
      program: 'ffmpeg',
      arguments: (paths) => [
        ...['-nostdin', '-hide_banner', '-v', 'error', ...GUARD_ARGUMENTS],
        ...['-i', `file:${paths.input('media')}`],
        ...Array.from({ length: 3 }, () => ['-map', `0:${probe.video.index}`]).flat(),
        // All packets, then what of them are IDR pictures, then parameters that stand among them.
        ...['-c', 'copy', '-bsf:v:1', 'filter_units=pass_types=5', '-bsf:v:2', 'filter_units=pass_types=7|8'],
        ...['-f', 'framecrc', 'pipe:1'],
      ],
    },
    {
      inputs: { media: source },
      limits: remuxLimits(probe.durationSeconds),
      signal,
      onStdout(text) {
        const lines = (rest + text).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) meter.add(line);
      },
    },
  );
  if (result.ending.kind !== 'exited' || result.ending.code !== 0) return null;
  return meter.read();
}

export interface TrackMeter {
  /** A line of `framecrc`. */
  add(line: string): void;
  /** Null where there was nothing, or no first picture that stands alone. */
  read(): PictureTrack | null;
}

/** Follows the packets of a track, of its IDR pictures, and of parameters among them; the order between the three is open. */
export function createTrackMeter(): TrackMeter {
  let unit = Number.NaN;
  let flaw: string | null = null;
  let decoded = Number.NEGATIVE_INFINITY;
  let end = 0;
  let delay = 0;
  const groups: { shown: number; bytes: number; keyBytes: number }[] = [];
  const closed = new Set<number>();
  const parameters = new Set<string>();
  const spoil = (words: string) => {
    flaw ??= words;
  };

  return {
    add(line) {
      const base = readTimeBase(line);
      if (base?.stream === 0) unit = base.seconds;
      const packet = readPacket(line);
      if (!packet) return;
      const { stream, decodedAt, shownAt, duration, bytes, checksum, keyframe, discarded } = packet;
      if (stream === 1) closed.add(shownAt);
      if (stream === 2) parameters.add(`${bytes},${checksum}`);
      if (stream !== 0) return;
      if (discarded) spoil('parts of it are marked not to be shown');
      if (!(decodedAt > decoded && shownAt >= decodedAt)) spoil('its time stamps are out of order');
      decoded = decodedAt;
      if (keyframe) groups.push({ shown: shownAt, bytes: 0, keyBytes: bytes });
      const group = groups.at(-1);
      if (!group) return spoil('it does not begin with a keyframe');
      group.bytes += bytes;
      if (groups.length === 1) delay = Math.max(delay, group.shown - decodedAt);
      end = Math.max(end, shownAt + duration);
    },
    read() {
      if (groups.length === 0 || !(unit > 0)) return null;
      // Said again before each keyframe they are the same, but for those that differ with it.
      if (parameters.size > 1) spoil('its parameters change on the way');
      return {
        groups: groups.map(({ shown, bytes, keyBytes }) => ({
          seconds: shown * unit,
          bytes,
          keyBytes,
          closed: closed.has(shown),
        })),
        delaySeconds: delay * unit,
        endSeconds: end * unit,
        flaw,
      };
    },
  };
}
