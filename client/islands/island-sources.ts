import type { IslandName } from './islands.ts';

/** Where each island's code stands, as the browser build's manifest names it: pages load it ahead. */
export const islandSources: Readonly<Record<IslandName, string>> = {
  player: 'player/player.tsx',
};

export function isIslandName(name: string | undefined): name is IslandName {
  return name !== undefined && name in islandSources;
}
