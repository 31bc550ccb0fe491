import { VerificationError } from '../errors.ts';

export interface PlaylistSegment {
  file: string;
  durationSeconds: number;
}

const SEGMENT_NAME = /^\d{5}\.m4s$/;

/**
 * A media playlist as ffmpeg writes it for us. Strict: ours is complete (RFC 8216 4.3.3.4), has one
 * `init.mp4`, and names nothing but numbered segments of its own folder. Throws VerificationError.
 */
export function parsePlaylist(text: string): PlaylistSegment[] {
  const lines = text.split(/\r?\n/).filter((line) => line !== '');
  if (lines[0] !== '#EXTM3U') throw new VerificationError('a playlist does not begin with #EXTM3U');
  if (!lines.includes('#EXT-X-MAP:URI="init.mp4"'))
    throw new VerificationError('a playlist names no init.mp4');
  if (lines.at(-1) !== '#EXT-X-ENDLIST') throw new VerificationError('a playlist is not complete');
  const segments: PlaylistSegment[] = [];
  let durationSeconds: number | undefined;
  for (const line of lines) {
    if (line.startsWith('#EXTINF:')) durationSeconds = Number.parseFloat(line.slice('#EXTINF:'.length));
    if (line.startsWith('#')) continue;
    if (!SEGMENT_NAME.test(line)) throw new VerificationError('a playlist names a file that is no segment');
    if (durationSeconds === undefined || !(durationSeconds >= 0)) {
      throw new VerificationError(`segment ${line} has no duration`);
    }
    segments.push({ file: line, durationSeconds });
    durationSeconds = undefined;
  }
  return segments;
}
