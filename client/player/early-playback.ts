import type { Lesson, Playback } from '../../server/contract/lessons.ts';

/** Which video addresses are of: `/play/<version>/…`. They are signed anew with every answer. */
export function versionOf(playback: Playback | undefined): string | undefined {
  return (playback?.hls ?? playback?.mp4 ?? playback?.early)?.split('/')[2];
}

/** Whether an address is of a video that is still being made: it grows, and then is no more. */
export function isEarly(address: string): boolean {
  return /^\/play\/[^/]+\/early\./.test(address);
}

/**
 * What its maker wants to see of a lesson: while a video is being made as much as there is of it, though another one
 * may still play for everybody else.
 */
export function playbackForMaker({
  media,
  playback,
}: Pick<Lesson, 'media' | 'playback'>): Playback | undefined {
  if (media.state === 'processing' && playback?.early) return { captions: [], early: playback.early };
  return playback;
}

/** Milliseconds after which to ask again for a lesson whose video is being made: oftener until something plays. */
export function pauseForMaker({ media, playback }: Pick<Lesson, 'media' | 'playback'>): number {
  const moves = media.state === 'queued' || media.state === 'processing';
  return moves && !playback?.early ? 1000 : 2500;
}
