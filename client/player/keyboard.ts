import type { PlayerRequest } from './player-request.ts';

/** The key that was pressed, and on what. */
export interface KeyPress {
  key: string;
  /** Ctrl, Alt or Meta is held: that is the browser's. */
  modified: boolean;
  /** The control that has the focus; `other` is the player itself or the video. */
  on: 'button' | 'seek' | 'slider' | 'choice' | 'other';
}

/** Speeds to choose from. */
export const rates = [0.5, 0.75, 1, 1.25, 1.5, 2] as const;

const letters: Record<string, PlayerRequest> = {
  k: { do: 'toggle' },
  j: { do: 'skip', by: -10 },
  l: { do: 'skip', by: 10 },
  f: { do: 'toggle-fullscreen' },
  m: { do: 'toggle-mute' },
  c: { do: 'toggle-captions' },
  '<': { do: 'step-rate', by: -1 },
  '>': { do: 'step-rate', by: 1 },
};

/**
 * What a key asks of the player while it has the focus; null leaves the key to the control or the page.
 * Single keys work nowhere else (WCAG 2.1.4).
 */
export function requestForKey({ key, modified, on }: KeyPress): PlayerRequest | null {
  if (modified) return null;
  const letter = letters[key.toLowerCase()];
  if (letter) return letter;
  if (/^[0-9]$/.test(key)) return { do: 'seek-share', share: Number(key) / 10 };
  switch (key) {
    case ' ':
      return on === 'button' || on === 'choice' ? null : { do: 'toggle' };
    case 'ArrowLeft':
    case 'ArrowRight':
      if (on === 'slider' || on === 'choice') return null;
      return { do: 'skip', by: key === 'ArrowRight' ? 5 : -5 };
    case 'ArrowUp':
    case 'ArrowDown':
      if (on === 'slider' || on === 'choice') return null;
      if (on === 'seek') return { do: 'skip', by: key === 'ArrowUp' ? 5 : -5 };
      return { do: 'step-volume', by: key === 'ArrowUp' ? 0.1 : -0.1 };
    case 'PageUp':
    case 'PageDown':
      return on === 'seek' ? { do: 'skip', by: key === 'PageUp' ? 60 : -60 } : null;
    case 'Home':
      return on === 'seek' ? { do: 'seek', to: 0 } : null;
    case 'End':
      return on === 'seek' ? { do: 'seek-share', share: 1 } : null;
    default:
      return null;
  }
}

/** The next speed up or down from the one that holds. */
export function stepRate(rate: number, by: 1 | -1): number {
  const next = by > 0 ? rates.find((r) => r > rate) : [...rates].reverse().find((r) => r < rate);
  return next ?? rate;
}
