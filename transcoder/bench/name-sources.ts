import { basename, extname } from 'node:path';

/**
 * What files are called in tables and options: their names without an extension, with it where that would be the name of
 * another one or is `taken`. Pure.
 */
export function nameSources(
  paths: readonly string[],
  taken: readonly string[],
): [name: string, path: string][] {
  const stems = paths.map((path) => basename(path, extname(path)));
  const isAlone = (stem: string) => [...taken, ...stems].filter((one) => one === stem).length === 1;
  return paths.map((path, index) => {
    const stem = stems[index]!;
    return [isAlone(stem) ? stem : basename(path), path];
  });
}
