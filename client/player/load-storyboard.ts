import { parseStoryboard, type Tile } from './storyboard.ts';

export interface Storyboard {
  tiles: readonly Tile[];
  /** Size of every sprite in pixels, by address. */
  sheets: ReadonlyMap<string, { width: number; height: number }>;
}

/** The storyboard with its pictures, ready to be shown. Throws when it does not come. */
export async function loadStoryboard(address: string): Promise<Storyboard> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`storyboard: ${response.status}`);
  const tiles = parseStoryboard(await response.text(), response.url);
  const addresses = [...new Set(tiles.map((tile) => tile.src))];
  const sheets = await Promise.all(addresses.map(async (src) => [src, await measurePicture(src)] as const));
  return { tiles, sheets: new Map(sheets) };
}

function measurePicture(src: string): Promise<{ width: number; height: number }> {
  return new Promise((resolve, reject) => {
    const picture = new Image();
    picture.onload = () => resolve({ width: picture.naturalWidth, height: picture.naturalHeight });
    picture.onerror = () => reject(new Error('a sprite of the storyboard did not come'));
    picture.src = src;
  });
}
