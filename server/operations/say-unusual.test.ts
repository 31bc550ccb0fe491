import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pino } from 'pino';
import { startSqliteFolder } from '../db/test/each-database.ts';
import { startServer } from '../test/start-server.ts';
import { findUnusual, sayUnusual } from './say-unusual.ts';

const http = { port: 8080, host: '127.0.0.1', publicUrl: undefined as string | undefined, trustProxy: 0 };
const fine = { holds: ['data' as const], freeBytes: 1, level: 'fine' as const };
type Arguments = Parameters<typeof findUnusual>;

const cases: [string, Partial<Arguments[0]>, number, Arguments[2], RegExp[], string[]?][] = [
  ['a school’s server as it should be', {}, 0, [fine], []],
  ['all addresses without https', { http: { ...http, host: '0.0.0.0' } }, 0, [fine], [/PUBLIC_URL=https/]],
  [
    'https in front',
    { http: { ...http, host: '0.0.0.0', publicUrl: 'https://qianke.example' } },
    0,
    [fine],
    [],
  ],
  ['an address of http', { http: { ...http, host: '::', publicUrl: 'http://a' } }, 0, [fine], [/PUBLIC_URL/]],
  ['this machine alone', { http: { ...http, host: '::1' } }, 0, [fine], []],
  ['no sandbox', { sandbox: 'none' }, 0, [fine], [/Install bubblewrap/]],
  ['a clock that is ahead', {}, 61_000, [fine], [/chrony/]],
  ['a clock that is behind', {}, -61_000, [fine], [/chrony/]],
  ['a clock that is nearly right', {}, 4000, [fine], []],
  ['a PostgreSQL without fsync', {}, 0, [fine], [/postgresql.conf/], ['fsync']],
  [
    'a full disk and one that fills',
    {},
    0,
    [
      { ...fine, level: 'low' },
      { ...fine, level: 'full' },
    ],
    [/nearly full/, /uploads are refused/],
  ],
];

describe('what is said at the start', () => {
  for (const [name, config, clockOffMs, disks, expected, undurable = []] of cases)
    it(name, () => {
      const found = findUnusual({ http, sandbox: 'bubblewrap', ...config }, clockOffMs, disks, undurable);
      assert.equal(found.length, expected.length);
      for (const [index, { text }] of found.entries()) assert.match(text, expected[index]!);
    });
});

it('a database that does not answer at the start is said, and ends nothing', async (t) => {
  const databases = startSqliteFolder();
  t.after(() => databases.stop());
  const { context, close } = await startServer(await databases.newDatabase());
  await close();
  const said: string[] = [];
  const log = pino({}, { write: (line: string) => void said.push(line) });
  await sayUnusual({ ...context, log });
  assert.match(said.join(''), /whether the database and the disks answer/);
});
