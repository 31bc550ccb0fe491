/** One small picture of the storyboard: where it lies in its sprite, and when it holds (seconds). */
export interface Tile {
  from: number;
  to: number;
  /** Address of the sprite. */
  src: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

/**
 * Tiles of a WebVTT file whose cues are `sprite#xywh=x,y,w,h` (Media Fragments 1.0, 4.2.2), by time.
 * `base` is the file's own address. Cues that are anything else are left out.
 */
export function parseStoryboard(vtt: string, base: string): Tile[] {
  const tiles: Tile[] = [];
  for (const block of vtt.replace(/\r\n?/g, '\n').split(/\n{2,}/)) {
    const lines = block.split('\n');
    const timing = lines.findIndex((line) => line.includes('-->'));
    const times = lines[timing]?.split('-->').map((part) => parseTime(part.trim().split(/\s/)[0] ?? ''));
    const target = /^(.+)#xywh=(?:pixel:)?(\d+),(\d+),(\d+),(\d+)$/.exec(lines[timing + 1]?.trim() ?? '');
    if (!times || !target) continue;
    const [from, to] = times;
    if (from === undefined || to === undefined || Number.isNaN(from + to)) continue;
    const [x = 0, y = 0, width = 0, height = 0] = target.slice(2).map(Number);
    tiles.push({ from, to, src: new URL(target[1] ?? '', base).href, x, y, width, height });
  }
  return tiles.sort((a, b) => a.from - b.from);
}

/** The tile that holds at a time: the last one that has begun. */
export function tileAt(tiles: readonly Tile[], seconds: number): Tile | undefined {
  let found = tiles[0];
  for (const tile of tiles) {
    if (tile.from > seconds) break;
    found = tile;
  }
  return found;
}

/** `00:01:05.000` or `01:05.000` in seconds; NaN for anything else. */
function parseTime(text: string): number {
  const parts = /^(?:(\d+):)?(\d{2}):(\d{2}(?:\.\d+)?)$/.exec(text);
  if (!parts) return Number.NaN;
  return Number(parts[1] ?? 0) * 3600 + Number(parts[2]) * 60 + Number(parts[3]);
}
