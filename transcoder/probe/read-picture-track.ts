import { remuxLimits } from '../sandbox/limits.ts';
import type { Sandbox } from '../sandbox.ts';
import { GUARD_ARGUMENTS } from './allowlists.ts';
import type { MediaProbe } from './media-probe.ts';

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

/** AV_PKT_FLAG_KEY: all flags of a packet of which `framecrc` names none. */
export const KEY_FLAG = 1;
/** AV_PKT_FLAG_DISCARD: it is read, but not shown. */
const DISCARD_FLAG = 4;

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
      const base = /^#tb 0: (\d+)\/(\d+)$/.exec(line);
      if (base) unit = Number(base[1]) / Number(base[2]);
      const [stream, ...fields] = line.split(',').map((field) => field.trim());
      const [dts, pts, duration, size] = fields.map(Number) as [number, number, number, number];
      if (stream === '1') closed.add(pts);
      if (stream === '2') parameters.add(`${fields[3]},${fields[4]}`);
      if (stream !== '0') return;
      const flags = Number(fields.find((field) => field.startsWith('F='))?.slice(2) ?? KEY_FLAG);
      if (flags & DISCARD_FLAG) spoil('parts of it are marked not to be shown');
      if (!(dts > decoded) || !(pts >= dts)) spoil('its time stamps are out of order');
      decoded = dts;
      if (flags & KEY_FLAG) groups.push({ shown: pts, bytes: 0, keyBytes: size });
      const group = groups.at(-1);
      if (!group) return spoil('it does not begin with a keyframe');
      group.bytes += size;
      if (groups.length === 1) delay = Math.max(delay, group.shown - dts);
      end = Math.max(end, pts + duration);
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
