import type { Playback } from '../../server/contract/lessons.ts';

/** Everything that can be asked of a player, by a button, a key, a gesture or another part of the page. */
export type PlayerRequest =
  | { do: 'play' }
  | { do: 'pause' }
  | { do: 'toggle' }
  /** Seconds. */
  | { do: 'seek'; to: number }
  /** 0 to 1 of the whole. */
  | { do: 'seek-share'; share: number }
  | { do: 'skip'; by: number }
  | { do: 'set-rate'; rate: number }
  | { do: 'step-rate'; by: 1 | -1 }
  | { do: 'set-level'; level: number | 'auto' }
  | { do: 'set-sound-only'; on: boolean }
  | { do: 'set-volume'; volume: number }
  | { do: 'step-volume'; by: number }
  | { do: 'toggle-mute' }
  | { do: 'set-caption'; language: string | null }
  | { do: 'toggle-captions' }
  | { do: 'toggle-fullscreen' }
  /** Another version of the video; null: how long it lasts is not known yet. */
  | { do: 'use-playback'; playback: Playback; durationSeconds: number | null }
  | { do: 'dismiss-notice' };
