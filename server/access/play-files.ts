import type { MediaManifest } from '../lessons/media-manifest.ts';
import { freeSeconds, type PlaybackScope } from './playback.ts';

/** What an address below a signed prefix stands for. */
export type PlayFile =
  | { kind: 'file'; path: string }
  /** A media playlist that ends after the free minute. */
  | { kind: 'cut-playlist'; path: string; segments: number }
  | { kind: 'captions'; language: string };

/**
 * Which files of a version a scope opens; null for everything else. The first minute opens the master
 * playlist, media playlists cut after it, the segments that begin within it, and the pictures a page
 * shows; never the whole MP4 and never the storyboard, which shows the rest.
 */
export function findPlayFile(manifest: MediaManifest, scope: PlaybackScope, path: string): PlayFile | null {
  const captions = /^captions\/([A-Za-z0-9-]{2,20})\.vtt$/.exec(path)?.[1];
  if (captions) return { kind: 'captions', language: captions };
  if (path === 'master.m3u8' || manifest.covers.some((cover) => cover.file === path))
    return { kind: 'file', path };
  if (path === manifest.minute?.file) return { kind: 'file', path };
  const rendition = manifest.renditions.find((one) => path.startsWith(folderOf(one.playlist)));
  if (rendition) return findRenditionFile(rendition, scope, path);
  if (scope !== 'full') return null;
  const whole = [manifest.mp4.file, manifest.storyboard?.image, manifest.storyboard?.vtt];
  return whole.includes(path) ? { kind: 'file', path } : null;
}

function findRenditionFile(
  rendition: MediaManifest['renditions'][number],
  scope: PlaybackScope,
  path: string,
): PlayFile | null {
  const name = path.slice(folderOf(rendition.playlist).length);
  const open = scope === 'full' ? rendition.segments.length : segmentsWithin(rendition.segments, freeSeconds);
  if (path === rendition.playlist) {
    return scope === 'full' ? { kind: 'file', path } : { kind: 'cut-playlist', path, segments: open };
  }
  if (name === 'init.mp4') return { kind: 'file', path };
  const index = rendition.segments.findIndex((segment) => baseName(segment.file) === name);
  return index >= 0 && index < open ? { kind: 'file', path } : null;
}

/** How many segments begin before `seconds` have played. */
export function segmentsWithin(segments: readonly { durationSeconds: number }[], seconds: number): number {
  let start = 0;
  const first = segments.findIndex((segment) => {
    // Boundaries are whole seconds but for rounding of the time base.
    if (start >= seconds - 0.05) return true;
    start += segment.durationSeconds;
    return false;
  });
  return first === -1 ? segments.length : first;
}

/** A media playlist (RFC 8216) with only its first segments, closed. */
export function cutPlaylist(playlist: string, segments: number): string {
  const kept: string[] = [];
  let count = 0;
  for (const line of playlist.split(/\r?\n/)) {
    if (line.startsWith('#EXT-X-ENDLIST')) break;
    if (line.startsWith('#EXTINF') && count === segments) break;
    kept.push(line);
    if (line !== '' && !line.startsWith('#')) count += 1;
  }
  return `${kept.join('\n').trimEnd()}\n#EXT-X-ENDLIST\n`;
}

const folderOf = (path: string) => path.slice(0, path.lastIndexOf('/') + 1);
const baseName = (path: string) => path.slice(path.lastIndexOf('/') + 1);
