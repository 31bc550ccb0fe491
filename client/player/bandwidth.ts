import type { DeviceMemory } from './device-memory.ts';

const key = 'qianke.bandwidth';
const range = { least: 50_000, most: 20_000_000 };

/** What is known of the line before the first segment, in bit/s. */
export interface LineGuess {
  estimate: number;
  /** Measured here before, so the first level may follow from it; otherwise the smallest comes first. */
  measured: boolean;
}

/** Last time's measure, careful by a fifth; else half of what the browser says (Mbit/s); else 300 kbit/s. */
export function guessBandwidth(memory: DeviceMemory, downlink: number | undefined): LineGuess {
  const stored = Number(memory.read(key));
  if (stored >= range.least) return { estimate: Math.min(stored, range.most) * 0.8, measured: true };
  const said = downlink === undefined ? 0 : downlink * 1_000_000 * 0.5;
  // Browsers round and cap this figure: it may lower the guess or raise it a little, not more.
  return { estimate: said > 0 ? Math.min(said, 1_500_000) : 300_000, measured: false };
}

export function rememberBandwidth(memory: DeviceMemory, estimate: number | null): void {
  if (estimate !== null && Number.isFinite(estimate)) memory.write(key, String(Math.round(estimate)));
}
