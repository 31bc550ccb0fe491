import type { EarlySightRow } from '../db/early-sights.ts';

/** What is there of a video that is being made: how many segments, of which encoding, and where they begin. */
export type EarlySight = Pick<
  EarlySightRow,
  'opening_segments' | 'segments' | 'first_segment_seconds' | 'segment_seconds' | 'lesson_seconds'
>;

/** Where its files are in the media store. */
export const earlyPrefix = (id: string) => `early/${id.slice(0, 2)}/${id}`;

export const earlyPlaylistName = 'index.m3u8';

/** The encodings that an early sight goes through, in this order; folders of its files. */
export type EarlyEncoding = 'opening' | 'whole';

export const earlySegmentFile = (of: EarlyEncoding, index: number) =>
  `${of}/${String(index).padStart(5, '0')}.m4s`;
export const earlyInitFile = (of: EarlyEncoding) => `${of}/init.mp4`;

/**
 * A media playlist that grows (RFC 8216 4.3.3.5): segments are only ever added. Where it goes from the opening's to the
 * whole's, another encoder begins: a discontinuity.
 */
export function writeEarlyPlaylist(sight: EarlySight): string {
  const lines = [
    ...['#EXTM3U', '#EXT-X-VERSION:7', `#EXT-X-TARGETDURATION:${Math.ceil(sight.segment_seconds)}`],
    ...['#EXT-X-MEDIA-SEQUENCE:0', '#EXT-X-PLAYLIST-TYPE:EVENT', '#EXT-X-INDEPENDENT-SEGMENTS'],
    // From the beginning, though it is not over yet: players would go near the end (4.3.5.2).
    '#EXT-X-START:TIME-OFFSET=0,PRECISE=YES',
  ];
  for (let index = 0; index < sight.segments; index += 1) {
    const of = encodingOf(sight, index);
    if (index === 0 || of !== encodingOf(sight, index - 1)) {
      if (index > 0) lines.push('#EXT-X-DISCONTINUITY');
      lines.push(`#EXT-X-MAP:URI="${earlyInitFile(of)}"`);
    }
    lines.push(`#EXTINF:${segmentSeconds(sight, index).toFixed(6)},`, earlySegmentFile(of, index));
  }
  return `${lines.join('\n')}\n`;
}

/** Whether a path below an early sight's address names a file that is there. */
export function isEarlyFile(sight: EarlySight, path: string): boolean {
  const [, of, name] = /^(opening|whole)\/(init\.mp4|\d{5}\.m4s)$/.exec(path) ?? [];
  if (!of || !name) return false;
  const openings = Math.min(sight.opening_segments, sight.segments);
  if (name === 'init.mp4') return of === 'opening' ? openings > 0 : sight.segments > openings;
  const index = Number.parseInt(name, 10);
  return index < sight.segments && encodingOf(sight, index) === of;
}

function encodingOf(sight: EarlySight, index: number): EarlyEncoding {
  return index < sight.opening_segments ? 'opening' : 'whole';
}

/** The second segment is shorter by the first: both together are as long as any other. */
function segmentSeconds(sight: EarlySight, index: number): number {
  const { first_segment_seconds: first, segment_seconds: all } = sight;
  if (first === all || index > 1) return all;
  return index === 0 ? first : all - first;
}
