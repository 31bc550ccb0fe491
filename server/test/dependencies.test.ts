import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { z } from 'zod';

/** What is installed, looked at without asking anybody; `npm run audit:dependencies` asks the registry. */

const root = join(import.meta.dirname, '../..');
const read = (file: string): unknown => JSON.parse(readFileSync(join(root, file), 'utf8'));

const Locked = z.object({
  version: z.string().optional(),
  integrity: z.string().optional(),
  resolved: z.string().optional(),
  dev: z.boolean().optional(),
  optional: z.boolean().optional(),
  hasInstallScript: z.boolean().optional(),
});
const Manifest = z.object({
  name: z.string(),
  version: z.string(),
  license: z.string().optional(),
  /** As packages of the early days wrote it. */
  licenses: z.array(z.object({ type: z.string() })).optional(),
  scripts: z.record(z.string(), z.string()).optional(),
});

const { packages } = z.object({ packages: z.record(z.string(), Locked) }).parse(read('package-lock.json'));
const locked = Object.entries(packages).filter(([path]) => path !== '');
const installed = globSync('node_modules/**/package.json', {
  cwd: root,
  exclude: (path) => path.endsWith('.cache'),
})
  .map((file) => file.replace(/\/package\.json$/, ''))
  .filter((path) => path in packages)
  .map((path) => ({
    path,
    dev: packages[path]?.dev === true,
    ...Manifest.parse(read(`${path}/package.json`)),
  }));

/** Below these, holes are known. */
const least: Record<string, string> = {
  // Fourteen advisories since 2025, the last of them fixed in 2.4.0.
  multer: '2.4.0',
  // SQL injection by JSON paths: CVE-2026-32763, -33468, -44635.
  kysely: '0.28.17',
  // CVE-2025-13466: a body of many parameters holds the process up.
  'body-parser': '2.2.1',
  // CVE-2025-15284: lists in a query beyond their limit.
  qs: '6.14.1',
  // CVE-2024-45296: expressions that take for ever.
  'path-to-regexp': '8.0.0',
  // CVE-2023-4863, in the libwebp it brings.
  sharp: '0.32.6',
};

/** Those that may go with a program under Apache-2.0. */
const licences = new Set([
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  '0BSD',
  'MPL-2.0',
  'Unlicense',
  'CC0-1.0',
  'BlueOak-1.0.0',
  'Python-2.0',
]);
/** libvips comes as a library of its own, which LGPL-3.0 allows to be used so. */
const libraries = /^@img\/sharp/;

/** `MIT`, `(MIT OR CC0-1.0)`, `Apache-2.0 AND LGPL-3.0-or-later`: one of every OR, all of every AND. */
function isAllowed(name: string, expression: string): boolean {
  const one = (licence: string) =>
    licences.has(licence) || (licence === 'LGPL-3.0-or-later' && libraries.test(name));
  return expression
    .replace(/[()]/g, '')
    .split(' AND ')
    .every((choice) => choice.split(' OR ').some(one));
}

function isAtLeast(version: string, wanted: string): boolean {
  const [ours, theirs] = [version, wanted].map((text) => text.split(/[.-]/).slice(0, 3).map(Number));
  for (let at = 0; at < 3; at++) {
    const difference = (ours?.[at] ?? 0) - (theirs?.[at] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

describe('what the program is made of', () => {
  it('is there: nearly two hundred packages, most of them for production', () => {
    assert.ok(installed.filter(({ dev }) => !dev).length > 100, `${installed.length} packages were found`);
  });

  it('is named with exact versions', () => {
    const manifest = z
      .object({
        dependencies: z.record(z.string(), z.string()),
        devDependencies: z.record(z.string(), z.string()),
        optionalDependencies: z.record(z.string(), z.string()),
      })
      .parse(read('package.json'));
    const loose = Object.values(manifest)
      .flatMap((list) => Object.entries(list))
      .filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version));
    assert.deepEqual(loose, []);
  });

  it('is locked by the hash of every package, whichever registry it comes from', () => {
    // The linter’s builds for other machines, which nothing of ours runs.
    const unlocked = locked.filter(([, { integrity, dev, optional }]) => !integrity && !(dev && optional));
    assert.deepEqual(unlocked, []);
    for (const { path } of installed) assert.match(packages[path]?.integrity ?? '', /^sha512-/, path);
    assert.deepEqual(
      locked.filter(([, { resolved }]) => resolved !== undefined),
      [],
    );
  });

  it('has the versions in which known holes are closed', () => {
    for (const [name, wanted] of Object.entries(least)) {
      const found = installed.filter((one) => one.name === name);
      assert.ok(found.length > 0, `${name} is not installed`);
      for (const { path, version } of found) {
        assert.ok(isAtLeast(version, wanted), `${path} is ${version}; ${wanted} is needed`);
      }
    }
  });

  it('runs on a Node whose SQLite does not damage a database that two processes write', () => {
    assert.ok(isAtLeast(process.versions.sqlite ?? '0', '3.51.3'), process.versions.sqlite);
  });

  it('runs nothing while it is installed', () => {
    assert.deepEqual(
      locked.filter(([, { hasInstallScript }]) => hasInstallScript),
      [],
    );
    const scripts = ['preinstall', 'install', 'postinstall'];
    const running = installed.filter((one) => scripts.some((script) => one.scripts?.[script]));
    assert.deepEqual(
      running.map(({ path }) => path),
      [],
    );
  });

  it('may be given away with it', () => {
    const doubtful = installed
      .filter(({ dev }) => !dev)
      .map(({ name, license, licenses: old }) => ({
        name,
        licence: license ?? old?.map(({ type }) => type).join(' OR ') ?? 'none named',
      }))
      .filter(({ name, licence }) => !isAllowed(name, licence));
    assert.deepEqual(doubtful, []);
  });
});
