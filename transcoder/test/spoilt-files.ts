import { readFile, writeFile } from 'node:fs/promises';
import { createChance } from './chance.ts';
import type { HostileFile } from './hostile-file.ts';
import { MUTATIONS, mutate } from './mutate.ts';

/** So many files, each a spoilt copy of one of the clips; the same ones for the same seed. */
export function spoilClips(
  clips: readonly { name: string; path: string }[],
  count: number,
  seed: number,
): HostileFile[] {
  const chance = createChance(seed);
  return Array.from({ length: count }, (_, number) => {
    const [one, other] = [clips[number % clips.length]!, chance.pick(clips)];
    const kind = MUTATIONS[Math.floor(number / clips.length) % MUTATIONS.length]!;
    const own = createChance(seed + number);
    return {
      name: `${number} ${one.name} ${kind}`,
      make: async (path) =>
        writeFile(path, mutate(await readFile(one.path), await readFile(other.path), kind, own)),
    };
  });
}
