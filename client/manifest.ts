import { islandSources } from './islands/island-sources.ts';
import type { IslandName } from './islands/islands.ts';
import type { PageDocument } from './pages/page-document.ts';

/** What Vite writes beside the browser build, as far as it is read here. */
export type ClientManifest = Readonly<Record<string, { file: string; imports?: readonly string[] }>>;

/** What a page has on it that decides what it loads. */
export interface PageNeeds {
  kind: PageDocument['kind'];
  islands: readonly IslandName[];
}

/** Addresses of what a page loads. */
export interface PageAssets {
  icon: string;
  styles: string[];
  /** Null: a page without islands runs no script. */
  script: string | null;
  /** Code of the islands on the page, so that it comes with the entry and not after it. */
  preload: string[];
}

const entry = 'islands/main.ts';

/** Which files a page needs. Throws when the build lacks one. */
export function planAssets(manifest: ClientManifest, { kind, islands }: PageNeeds): PageAssets {
  const find = (name: string) => {
    const found = manifest[name];
    if (!found) throw new Error(`the client's build has no ${name}: build it again`);
    return found;
  };
  const address = (name: string) => `/${find(name).file}`;
  const withImports = (name: string): string[] => [name, ...(find(name).imports ?? []).flatMap(withImports)];

  const sources = islands.length === 0 ? [] : [entry, ...islands.map((name) => islandSources[name])];
  const code = new Set(sources.flatMap(withImports));
  code.delete(entry);
  const styles = ['styles/site.css'];
  if (kind === 'desk') styles.push('styles/desk.css');
  // By the code and not by what is shown: a player may come when its video is ready, on a page that had none.
  if (code.has(islandSources.player)) styles.push('styles/player.css');
  return {
    icon: address('icon.svg'),
    styles: styles.map(address),
    script: islands.length === 0 ? null : address(entry),
    preload: [...code].map(address),
  };
}
