import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { builtFromFile, hashClientSources } from './client-sources.ts';
import { findBuildState } from './ensure-built.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

it('the client that is built here says what it was built from', async () => {
  assert.equal(await findBuildState(root), 'current');
});

it('a client is stale once what it is built from has changed, and only then', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'qianke-built-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const write = async (path: string, text: string) => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  };
  for (const name of ['vite.config.ts', 'package-lock.json', 'client/render.tsx', 'client/pages/a.tsx'])
    await write(name, name);
  await write('server/contract/words/zh/a.ts', '课');
  assert.equal(await findBuildState(folder), 'missing');

  async function build(): Promise<void> {
    const hash = String(await hashClientSources(folder));
    await write('dist/client/.vite/manifest.json', '{}');
    await write('dist/render/render.js', '');
    for (const output of ['client', 'render']) await write(`dist/${output}/${builtFromFile}`, hash);
  }
  await build();
  assert.equal(await findBuildState(folder), 'current');
  for (const unused of ['client/e2e/a.ts', 'client/pages/a.test.ts', 'client/pictures/a.webp', 'server/a.ts'])
    await write(unused, 'of no page');
  assert.equal(await findBuildState(folder), 'current');

  for (const [change, path] of [
    [() => write('client/pages/a.tsx', 'another'), 'a page'],
    [() => write('client/pages/new.tsx', ''), 'a new file'],
    [() => rm(join(folder, 'client/pages/new.tsx')), 'a file that is gone'],
    [() => write('server/contract/words/zh/a.ts', '课程'), 'a word'],
    [() => write('package-lock.json', 'newer'), 'the version of a library'],
    [() => rm(join(folder, 'dist/render', builtFromFile)), 'a note of the build'],
  ] as const) {
    await change();
    assert.equal(await findBuildState(folder), 'stale', path);
    await build();
    assert.equal(await findBuildState(folder), 'current', path);
  }
  // The same sources elsewhere, as in another work tree.
  const copy = `${folder}-copy`;
  t.after(() => rm(copy, { recursive: true, force: true }));
  await cp(folder, copy, { recursive: true });
  assert.equal(await findBuildState(copy), 'current');
  await rm(join(folder, 'client'), { recursive: true });
  assert.equal(await findBuildState(folder), 'current', 'without sources');
});
