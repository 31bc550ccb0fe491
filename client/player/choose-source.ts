import type { Playback } from '../../server/contract/lessons.ts';

/** What this browser can do with video. */
export interface MediaAbilities {
  /** `ManagedMediaSource` is there: iPhones and Safari since 17.1. */
  managedMediaSource: boolean;
  mediaSource: boolean;
  /** `canPlayType` does not refuse HLS; "maybe" from other browsers than Safari is not to be trusted. */
  nativeHls: boolean;
}

/** A way to play: `hls` needs hls.js, the others are the element's own. */
export type MediaSourceChoice = { engine: 'hls' | 'native-hls' | 'mp4'; src: string };

type Addresses = Pick<Playback, 'hls' | 'mp4' | 'early'>;

/**
 * Ways to play, the best first; the next is tried when one fails. Safari plays HLS by itself, better and
 * for less battery; others do with hls.js where they have media sources; the plain MP4 is for the rest.
 */
export function listSources(playback: Addresses, abilities: MediaAbilities): MediaSourceChoice[] {
  const early = playback.early;
  const hls = playback.hls ?? (early && isPlaylist(early) ? early : undefined);
  const mp4 = playback.mp4 ?? (early && !isPlaylist(early) ? early : undefined);
  const choices: MediaSourceChoice[] = [];
  if (hls !== undefined) {
    if (abilities.managedMediaSource && abilities.nativeHls) choices.push({ engine: 'native-hls', src: hls });
    else if (abilities.mediaSource) choices.push({ engine: 'hls', src: hls });
    else if (abilities.nativeHls) choices.push({ engine: 'native-hls', src: hls });
  }
  if (mp4 !== undefined) choices.push({ engine: 'mp4', src: mp4 });
  return choices;
}

export function readAbilities(video: HTMLVideoElement): MediaAbilities {
  return {
    managedMediaSource: 'ManagedMediaSource' in window,
    mediaSource: 'MediaSource' in window,
    nativeHls: video.canPlayType('application/vnd.apple.mpegurl') !== '',
  };
}

function isPlaylist(address: string): boolean {
  return /\.m3u8(\?|$)/.test(address);
}
