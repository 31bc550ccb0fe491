/** One encoded size of the video. */
export interface Level {
  /** Lines of the picture; 0 for sound alone. */
  height: number;
  /** bit/s */
  bitrate: number;
}

/**
 * What brings the video to the element. Engines differ in how; the player knows only this. Everything
 * else (play, pause, seek, volume) is asked of the media element itself.
 */
export interface PlayerEngine {
  /** Begins to fetch; the element can be asked to play from then on. */
  load(): void;
  /** From the smallest to the largest; empty where they cannot be chosen. */
  readonly levels: readonly Level[];
  /** By index in `levels`; takes effect with the next segment. */
  setLevel(level: number | 'auto'): void;
  /** Measured speed of the line in bit/s; null where nobody measures. */
  estimate(): number | null;
  destroy(): void;
}

/** What an engine reports. */
export interface EngineEvents {
  onLevels(levels: readonly Level[]): void;
  /** The level that is on the screen now. */
  onLevel(level: number): void;
  /** The line is down, or up again; loading goes on by itself. */
  onOffline(offline: boolean): void;
  /** The server refuses the addresses: they have run out. */
  onRefused(): void;
  /** This engine cannot go on with this video. */
  onFatal(error: Error): void;
}
