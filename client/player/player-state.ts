import type { Playback } from '../../server/contract/lessons.ts';
import type { Level } from './engine.ts';

export type PlayerPhase =
  /** Nothing was asked for yet, nothing is loaded. */
  | 'idle'
  /** Play was pressed, the first picture is on its way. */
  | 'starting'
  | 'playing'
  | 'paused'
  | 'ended'
  /** The free beginning is over. */
  | 'limited'
  | 'failed';

/** Something worth a line over the video for a while. */
export type PlayerNotice =
  | { kind: 'resumed'; at: number }
  /** All of the video is there, also where somebody was before. */
  | { kind: 'whole'; at: number }
  | { kind: 'fallback' }
  | { kind: 'offline' };

/** Everything the controls show; times in seconds. */
export interface PlayerState {
  /** The addresses that hold now, and how much of the video is free. */
  playback: Playback;
  phase: PlayerPhase;
  /** The picture stands still because nothing has come in. */
  waiting: boolean;
  time: number;
  duration: number | null;
  buffered: readonly (readonly [from: number, to: number])[];
  rate: number;
  volume: number;
  muted: boolean;
  levels: readonly Level[];
  level: number | 'auto';
  /** The level on the screen. */
  shownLevel: number | null;
  /** The sound alone plays, without a picture. */
  soundOnly: boolean;
  caption: string | null;
  fullscreen: boolean;
  notice: PlayerNotice | null;
}

export function initialState(duration: number | null, playback: Playback): PlayerState {
  return {
    playback,
    phase: 'idle',
    waiting: false,
    time: 0,
    duration,
    buffered: [],
    rate: 1,
    volume: 1,
    muted: false,
    levels: [],
    level: 'auto',
    shownLevel: null,
    soundOnly: false,
    caption: null,
    fullscreen: false,
    notice: null,
  };
}

/** Where a seek may go: inside the video, and before the end of what is free. */
export function clampTime(seconds: number, duration: number | null, limit: number | undefined): number {
  const end = Math.min(duration ?? Number.POSITIVE_INFINITY, limit ?? Number.POSITIVE_INFINITY);
  return Math.max(0, Math.min(seconds, end));
}

/** Where playing begins of a place to go on from: the start where nothing is left from there, as of a video that is shorter now. */
export function chooseStart(place: number, duration: number | null, limit: number | undefined): number {
  return place < clampTime(Number.POSITIVE_INFINITY, duration, limit) - 1 ? Math.max(0, place) : 0;
}

/** `720p`, or the bit rate of a level without a picture; empty where its playlist stands alone and tells neither. */
export function levelName({ height, bitrate }: Level): string {
  if (height > 0) return `${height}p`;
  return bitrate > 0 ? `${Math.round(bitrate / 1000)}k` : '';
}
