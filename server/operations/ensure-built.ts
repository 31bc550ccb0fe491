import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Builds what browsers load and the renderer, where they are missing. Throws when that fails. */
export async function ensureBuilt(): Promise<void> {
  const outputs = ['dist/client/.vite/manifest.json', 'dist/render/render.js'];
  if (outputs.every((output) => existsSync(`${root}${output}`))) return;
  console.log('首次启动，正在生成网页文件……');
  const vite = `${root}node_modules/vite/bin/vite.js`;
  for (const flags of [[], ['--ssr']]) {
    const built = spawnSync(process.execPath, [vite, 'build', ...flags], { cwd: root, encoding: 'utf8' });
    if (built.status !== 0) throw new Error(`vite build: ${built.stderr || built.stdout || built.error}`);
  }
}
