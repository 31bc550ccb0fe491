import type { MediaManifest, StoredStream } from '../lessons/media-manifest.ts';
import { type Cue, endCuesAt } from '../lessons/parse-captions.ts';
import { freeSeconds, type PlaybackScope } from './playback.ts';

/** What an address below a signed prefix stands for. */
export type PlayFile =
  | { kind: 'file'; path: string }
  /** A media playlist that ends after the free minute. */
  | { kind: 'cut-playlist'; path: string; segments: number }
  | { kind: 'captions'; language: string }
  /** Captions of which only those in the free minute are shown. */
  | { kind: 'cut-captions'; language: string };

/**
 * Which files of a version a scope opens; null for everything else. The first minute opens the master
 * playlist, media playlists and captions cut after it, the segments that begin within it, and the pictures a page
 * shows; never a file of the whole and never the storyboard, which shows the rest.
 */
export function findPlayFile(manifest: MediaManifest, scope: PlaybackScope, path: string): PlayFile | null {
  const captions = /^captions\/([A-Za-z0-9-]{2,20})\.vtt$/.exec(path)?.[1];
  if (captions) return { kind: scope === 'full' ? 'captions' : 'cut-captions', language: captions };
  if (path === 'master.m3u8' || manifest.covers.some((cover) => cover.file === path))
    return { kind: 'file', path };
  const { renditions, audio, mp4, minute, storyboard } = manifest;
  if (path === minute?.file || path === audio?.minute?.file) return { kind: 'file', path };
  const streams: StoredStream[] = audio ? [...renditions, audio] : renditions;
  const stream = streams.find((one) => path.startsWith(folderOf(one.playlist)));
  if (stream) return findStreamFile(stream, scope, path);
  if (scope !== 'full') return null;
  const whole = [mp4.file, audio?.plain.file, storyboard?.image, storyboard?.vtt];
  return whole.includes(path) ? { kind: 'file', path } : null;
}

function findStreamFile(stream: StoredStream, scope: PlaybackScope, path: string): PlayFile | null {
  const name = path.slice(folderOf(stream.playlist).length);
  if (path === stream.playlist) {
    const free = stream.freeSegments.length;
    return scope === 'full' ? { kind: 'file', path } : { kind: 'cut-playlist', path, segments: free };
  }
  if (name === 'init.mp4') return { kind: 'file', path };
  // Of the whole any segment may be asked for: the store knows which there are.
  const open = scope === 'full' ? /^[\w-]+\.m4s$/.test(name) : stream.freeSegments.includes(name);
  return open ? { kind: 'file', path } : null;
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

/** The captions of the free minute. */
export const cutCues = (cues: readonly Cue[]): Cue[] => endCuesAt(cues, freeSeconds);

const folderOf = (path: string) => path.slice(0, path.lastIndexOf('/') + 1);
