import type { Lesson, Playback } from '../../server/contract/lessons.ts';

/** Which video addresses are of: `/play/<version>/…`. They are signed anew with every answer. */
export function versionOf(playback: Playback | undefined): string | undefined {
  return (playback?.hls ?? playback?.mp4 ?? playback?.early)?.split('/')[2];
}

/** Whether an address is of a video that is still being made: it grows, and then is no more. */
export function isEarly(address: string): boolean {
  return /^\/play\/[^/]+\/early\./.test(address);
}

/** Whether there is nothing to play but what is encoded of a video that is still being made. */
export function playsEarly({ hls, mp4, early }: Playback): boolean {
  return early !== undefined && !hls && !mp4;
}

/** The lesson changes by itself: worth asking the server again. */
export function isMediaMoving({ media: { state } }: Pick<Lesson, 'media'>): boolean {
  return state === 'queued' || state === 'processing';
}

/**
 * What its maker wants to see of a lesson: while a video waits or is being made as much as there is of it, though
 * another one may still play for everybody else.
 */
export function playbackForMaker({
  media,
  playback,
}: Pick<Lesson, 'media' | 'playback'>): Playback | undefined {
  if (isMediaMoving({ media }) && playback?.early) return { captions: [], early: playback.early };
  return playback;
}

/** What to say beside what there is of it: `teach`. */
export function earlyWords({
  media,
  playback,
}: Pick<Lesson, 'media' | 'playback'>): 'previewReplacement' | 'previewOpening' | 'previewEarly' {
  if (playback?.hls || playback?.mp4) return 'previewReplacement';
  return media.state === 'queued' ? 'previewOpening' : 'previewEarly';
}

/** Milliseconds after which to ask again for a lesson whose video is being made: oftener until something plays. */
export function pauseForMaker({ media, playback }: Pick<Lesson, 'media' | 'playback'>): number {
  return isMediaMoving({ media }) && !playback?.early ? 1000 : 2500;
}
