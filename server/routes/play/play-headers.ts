/** A cache has to ask again after half a minute, so that a withdrawn lesson is closed within one. */
export const cacheControl = 'public, max-age=30, must-revalidate';

const contentTypes: Record<string, string> = {
  m3u8: 'application/vnd.apple.mpegurl',
  m4s: 'video/iso.segment',
  mp4: 'video/mp4',
  m4a: 'audio/mp4',
  vtt: 'text/vtt; charset=utf-8',
  webp: 'image/webp',
};

/** By the end of its name. */
export function typeOf(path: string): string {
  return contentTypes[path.slice(path.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
}
