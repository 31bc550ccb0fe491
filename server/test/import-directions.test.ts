import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, it } from 'node:test';

/** One import, its files named from the root of the repository; packages keep their name. */
interface Import {
  from: string;
  to: string;
  /** Nothing of it is there at run time. */
  typesOnly: boolean;
}

const root = join(import.meta.dirname, '../..');
const files = globSync('{client,server,search,transcoder}/**/*.{ts,tsx}', { cwd: root }).sort();
const sources = new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]));
const isForTests = (file: string) => /\.test\.tsx?$|-contract\.ts$|\/(test|bench|e2e)\//.test(file);
const product = files.filter((file) => !isForTests(file));
const isEntry = (file: string) =>
  /^(server\/main|transcoder\/(main|cli)|server\/operations\/commands\/[\w-]+)\.ts$/.test(file);

/** Long tests that are commands: they lead to tests of any room. */
const isSoak = (file: string) => /^server\/operations\/commands\/soak-/.test(file);

const statement =
  /^(?:import|export)\s+(type\s+)?(?:([\w$*{][^'"`;]*?)\s+from\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm;

function importsOf(file: string): Import[] {
  return [...(sources.get(file) ?? '').matchAll(statement)].map(([, type, names, target, dynamic]) => {
    const to = target ?? dynamic ?? '';
    return {
      from: file,
      to: to.startsWith('.') ? relative(root, join(root, file, '..', to)) : to,
      typesOnly: type !== undefined || (names !== undefined && hasOnlyTypes(names)),
    };
  });
}

/** `{ type A, type B }` */
function hasOnlyTypes(names: string): boolean {
  const listed = /^\{(.*)\}$/s.exec(names.trim())?.[1]?.split(',');
  const given = listed?.map((name) => name.trim()).filter((name) => name !== '') ?? [];
  return given.length > 0 && given.every((name) => name.startsWith('type '));
}

const imports = product.flatMap(importsOf);
const isOurs = (to: string) => /^(client|server|search|transcoder)\//.test(to);
const roomOf = (file: string) => file.slice(0, file.indexOf('/'));
const isWorker = (file: string) => file === 'transcoder/main.ts' || file.startsWith('transcoder/worker/');

function assertNone(wrong: Import[]): void {
  assert.deepEqual(
    wrong.map(({ from, to }) => `${from} → ${to}`),
    [],
  );
}

/** Everything that is there at run time when `entry` is loaded. */
function runtimeImportsFrom(entry: string): Import[] {
  const seen = new Set([entry]);
  const found: Import[] = [];
  for (const file of seen) {
    for (const one of importsOf(file).filter(({ typesOnly }) => !typesOnly)) {
      found.push(one);
      if (sources.has(one.to)) seen.add(one.to);
    }
  }
  return found;
}

describe('imports', () => {
  it('are all of files that are there', () => {
    assert.ok(imports.length > 1000, `only ${imports.length} imports were found`);
    assertNone(imports.filter(({ to }) => isOurs(to) && /\.tsx?$/.test(to) && !sources.has(to)));
  });

  it('of the client lead to the contract, and elsewhere in the server to types at most', () => {
    const leaving = imports.filter(({ from, to }) => roomOf(from) === 'client' && isOurs(to));
    assertNone(
      leaving.filter(
        ({ to, typesOnly }) =>
          !to.startsWith('client/') &&
          !to.startsWith('server/contract/') &&
          // What it is built to be, as the server sees it.
          !(typesOnly && to === 'server/pages/renderer.ts'),
      ),
    );
  });

  it('of what browsers load hold words and terms, never zod', () => {
    const loaded = runtimeImportsFrom('client/islands/main.ts');
    assert.ok(loaded.some(({ to }) => to.startsWith('server/contract/words/')));
    assertNone(
      loaded.filter(
        ({ to }) =>
          to === 'zod' || (to.startsWith('server/') && !/^server\/contract\/(words|terms)\//.test(to)),
      ),
    );
  });

  it('of the server lead to search at most', () => {
    assertNone(
      imports.filter(
        ({ from, to }) => roomOf(from) === 'server' && /^(client|transcoder)\//.test(to) && !isSoak(from),
      ),
    );
  });

  it('of the worker lead to the server; the rest of the transcoder and the search know nothing of ours', () => {
    const allowed =
      /^server\/(config|context|env|clock|logger|problem-log|advise|keep-compiled|version)\.ts$|^server\/(jobs|db|media-store|lessons)\//;
    assertNone(
      imports.filter(
        ({ from, to }) => isWorker(from) && isOurs(to) && !to.startsWith('transcoder/') && !allowed.test(to),
      ),
    );
    assertNone(
      imports.filter(({ from, to }) => {
        const room = roomOf(from);
        const keepsToItself = room === 'search' || (room === 'transcoder' && !isWorker(from));
        return keepsToItself && isOurs(to) && roomOf(to) !== room;
      }),
    );
    assertNone(
      imports.filter(({ from, to }) => roomOf(from) === 'transcoder' && !isWorker(from) && isWorker(to)),
    );
  });

  it('of databases stand in server/db and in the embedded engine of the search', () => {
    const databases = new Set(['kysely', 'node:sqlite', 'pg']);
    assertNone(
      imports.filter(
        ({ from, to }) => databases.has(to) && !/^(server\/db|search\/engines\/embedded)\//.test(from),
      ),
    );
  });

  it('never come from tests', () => {
    assertNone(imports.filter(({ from, to }) => isOurs(to) && isForTests(to) && !isSoak(from)));
  });
});

describe('process.env', () => {
  it('is read by entry files alone', () => {
    const readers = product.filter((file) =>
      /\bprocess\s*\.\s*env\b|\bprocess\.loadEnvFile/.test(sources.get(file) ?? ''),
    );
    assert.ok(readers.includes('server/main.ts'));
    assert.deepEqual(
      readers.filter((file) => !isEntry(file)),
      [],
    );
  });
});

describe('SQL', () => {
  it('stands in server/db and in the embedded engine of the search', () => {
    const statements =
      /`[^`]*\b(select\s[^`]*\sfrom|insert\s+into|delete\s+from|update\s+\w+\s+set|create\s+table)\b|\bsql`|\.(selectFrom|insertInto|updateTable|deleteFrom)\(/i;
    const writers = product.filter((file) => statements.test(sources.get(file) ?? ''));
    assert.ok(writers.includes('server/db/lessons.ts'));
    assert.deepEqual(
      writers.filter((file) => !/^(server\/db|search\/engines\/embedded)\//.test(file)),
      [],
    );
  });
});
