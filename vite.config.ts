import { readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { type BuildEnvironmentOptions, defineConfig, type Plugin } from 'vite';
import { islandSources } from './client/islands/island-sources.ts';
import { builtFromFile, hashClientSources } from './server/operations/client-sources.ts';

/**
 * Two builds of one client: `vite build` makes what browsers load (`dist/client`, every name hashed, with
 * its manifest), `vite build --ssr` the renderer that the server imports (`dist/render/render.js`).
 */
export default defineConfig(({ isSsrBuild }) => ({
  root: 'client',
  publicDir: false,
  appType: 'custom',
  logLevel: 'warn',
  // The transform is oxc's own; it needs nothing but to know whose JSX this is.
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: isSsrBuild ? rendererBuild : browserBuild,
  plugins: isSsrBuild ? [noteSources()] : [emitIcon(), compressAssets(), noteSources()],
}));

/** Named here, each keeps its own place in the manifest also when another island holds it. */
const islandEntries = Object.fromEntries(
  Object.entries(islandSources).map(([name, source]) => [`island-${name}`, `client/${source}`]),
);

const browserBuild: BuildEnvironmentOptions = {
  outDir: '../dist/client',
  emptyOutDir: true,
  manifest: true,
  // WeChat's web view and the browsers of school machines; older ones get the page without scripts.
  target: ['chrome86', 'safari14'],
  cssTarget: ['chrome86', 'safari14'],
  // Nothing inline, so that the content policy needs no exception.
  assetsInlineLimit: 0,
  modulePreload: { polyfill: false },
  rolldownOptions: {
    // Compressing takes longer than building; that is no news.
    checks: { pluginTimings: false },
    input: {
      islands: 'client/islands/main.ts',
      ...islandEntries,
      site: 'client/styles/site.css',
      desk: 'client/styles/desk.css',
      player: 'client/styles/player.css',
    },
  },
};

const rendererBuild: BuildEnvironmentOptions = {
  ssr: true,
  outDir: '../dist/render',
  emptyOutDir: true,
  target: 'node24',
  rolldownOptions: { input: { render: 'client/render.tsx' } },
};

/** The icon in the tab, hashed like everything else. */
function emitIcon(): Plugin {
  return {
    name: 'emit-icon',
    buildStart() {
      this.emitFile({
        type: 'asset',
        name: 'icon.svg',
        originalFileName: 'icon.svg',
        source: readFileSync(new URL('client/icon.svg', import.meta.url)),
      });
    },
  };
}

/** Notes what was built from which sources, so that a start after `git pull` builds anew. */
function noteSources(): Plugin {
  let file = '';
  let hash: string | null = null;
  return {
    name: 'note-sources',
    configResolved(config) {
      file = resolve(config.root, config.build.outDir, builtFromFile);
    },
    // Before they are read: what is edited meanwhile is built again.
    async buildStart() {
      hash = await hashClientSources();
    },
    async writeBundle() {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, String(hash));
    },
  };
}

/** Writes `.br` and `.gz` beside every asset once, so that serving one costs no processor time. */
function compressAssets(): Plugin {
  const toBrotli = promisify(brotliCompress);
  const toGzip = promisify(gzip);
  let folder = '';
  return {
    name: 'compress-assets',
    configResolved(config) {
      folder = resolve(config.root, config.build.outDir, 'assets');
    },
    async closeBundle() {
      const names = (await readdir(folder)).filter((name) => /\.(js|css|svg)$/.test(name));
      await Promise.all(
        names.map(async (name) => {
          const path = join(folder, name);
          const bytes = await readFile(path);
          const size = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
          await Promise.all([
            writeFile(`${path}.br`, await toBrotli(bytes, { params: size })),
            writeFile(`${path}.gz`, await toGzip(bytes, { level: 9 })),
          ]);
        }),
      );
    },
  };
}
