import { z } from 'zod';
import type { EarlySightRow } from '../db/early-sights.ts';
import { fromJson } from '../db/json-column.ts';

/** What is there of a video that is being made: how many segments, of which encoding, and how long each. */
export type EarlySight = Pick<EarlySightRow, 'opening_segments' | 'segments' | 'segment_lengths'>;

/** Where its files are in the media store. */
export const earlyPrefix = (id: string) => `early/${id.slice(0, 2)}/${id}`;

export const earlyPlaylistName = 'index.m3u8';

/** The encodings that an early sight goes through, in this order; folders of its files. */
export type EarlyEncoding = 'opening' | 'whole';

/** Counted through from the first, also where another encoding goes on. */
export const earlySegmentFile = (of: EarlyEncoding, index: number) =>
  `${of}/${String(index).padStart(5, '0')}.m4s`;
export const earlyInitFile = (of: EarlyEncoding) => `${of}/init.mp4`;

/** None lasts longer, whatever the whole is cut like; while a playlist grows this must stay (RFC 8216 6.2.1). */
const TARGET_SECONDS = 12;

const lengthsSchema = z.array(z.number().positive());

/** What each of its segments lasts, in seconds. */
export function readSegmentLengths({ segment_lengths }: Pick<EarlySight, 'segment_lengths'>): number[] {
  return fromJson(lengthsSchema, segment_lengths);
}

/**
 * A media playlist that grows (RFC 8216 4.3.3.5): segments are only ever added. Where it goes from the opening's to the
 * whole's, another encoder begins: a discontinuity.
 */
export function writeEarlyPlaylist(sight: EarlySight): string {
  const lines = [
    ...['#EXTM3U', '#EXT-X-VERSION:7', `#EXT-X-TARGETDURATION:${TARGET_SECONDS}`],
    ...['#EXT-X-MEDIA-SEQUENCE:0', '#EXT-X-PLAYLIST-TYPE:EVENT', '#EXT-X-INDEPENDENT-SEGMENTS'],
    // From the beginning, though it is not over yet: players would go near the end (4.3.5.2).
    '#EXT-X-START:TIME-OFFSET=0,PRECISE=YES',
  ];
  for (const [index, seconds] of readSegmentLengths(sight).entries()) {
    const of = encodingOf(sight, index);
    if (index === 0 || of !== encodingOf(sight, index - 1)) {
      if (index > 0) lines.push('#EXT-X-DISCONTINUITY');
      lines.push(`#EXT-X-MAP:URI="${earlyInitFile(of)}"`);
    }
    lines.push(`#EXTINF:${seconds.toFixed(6)},`, earlySegmentFile(of, index));
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

function encodingOf(sight: Pick<EarlySight, 'opening_segments'>, index: number): EarlyEncoding {
  return index < sight.opening_segments ? 'opening' : 'whole';
}
