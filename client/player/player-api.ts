import type { PlayerRequest } from './player-request.ts';

/** What other parts of a page may know of and ask of a player: handed out by `onReady`, once. */
export interface PlayerApi {
  /** Where the video is now, in seconds; 0 before it was started. */
  time(): number;
  ask(request: PlayerRequest): void;
}

/** A moment of the video that somebody said something about: shown on the bar, a press goes there. */
export interface PlayerMark {
  /** Seconds. */
  at: number;
  text: string;
}
