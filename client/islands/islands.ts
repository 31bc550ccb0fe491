import type { ComponentType } from 'preact';

/**
 * Every island by its name, with how the browser gets its code. A new one is a line here, a line in
 * island-sources.ts and an `<Island name component props>` on its page. Island code imports types of the
 * contract only: its words come with its props, and no zod goes to browsers.
 */
export const islands = {
  player: () => import('../player/player.tsx').then(({ Player }) => Player),
} satisfies Record<string, () => Promise<ComponentType<never>>>;

export type IslandName = keyof typeof islands;
