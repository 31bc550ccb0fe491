import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { builtFromFile, hashClientSources } from './client-sources.ts';
import { OperatorError } from './operator-error.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Builds what browsers load and the renderer, where they are missing or were built from other sources than
 * those that are here, as after `git pull`. Throws `OperatorError` when that fails.
 */
export async function ensureBuilt(): Promise<void> {
  const state = await findBuildState(root);
  if (state === 'current') return;
  console.log(
    state === 'missing' ? '首次启动，正在生成网页文件……' : '网页的源文件有变化，正在重新生成网页文件……',
  );
  const vite = `${root}node_modules/vite/bin/vite.js`;
  for (const flags of [[], ['--ssr']]) {
    const built = spawnSync(process.execPath, [vite, 'build', ...flags], { cwd: root, encoding: 'utf8' });
    if (built.status === 0) continue;
    throw new OperatorError(
      `网页文件没有生成成功。请用有权写入 ${root}dist 的用户运行 npm ci && npm run build，再启动。（${built.stderr || built.stdout || built.error}）`,
    );
  }
}

/** Of the program in the folder `from`: whether its client is built, and from the sources that are there. */
export async function findBuildState(from: string): Promise<'missing' | 'stale' | 'current'> {
  const folders = ['dist/client', 'dist/render'].map((folder) => join(from, folder));
  const outputs = ['dist/client/.vite/manifest.json', 'dist/render/render.js'];
  if (!outputs.every((output) => existsSync(join(from, output)))) return 'missing';
  const wanted = await hashClientSources(from);
  if (wanted === null) return 'current';
  const builtFrom = await Promise.all(
    folders.map((folder) => readFile(join(folder, builtFromFile), 'utf8').catch(noneYet)),
  );
  return builtFrom.every((hash) => hash === wanted) ? 'current' : 'stale';
}

/** Built by a version that did not note it. */
function noneYet(error: unknown): string {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
  throw error;
}
