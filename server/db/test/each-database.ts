import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe } from 'node:test';
import { Client } from 'pg';
import { migrate } from '../migrate.ts';
import { type Database, type DatabaseConfig, type DatabaseKind, openDatabase } from '../open-database.ts';

/**
 * Runs a suite on SQLite and on a real PostgreSQL. `fresh()` gives an empty, migrated database that is
 * closed and thrown away after the suite.
 */
export function describeOnEachDatabase(
  name: string,
  suite: (fresh: () => Promise<Database>, kind: DatabaseKind, config: () => Promise<DatabaseConfig>) => void,
): void {
  for (const kind of ['sqlite', 'postgres'] as const) {
    describe(`${name} (${kind})`, () => {
      const opened: Database[] = [];
      const server = kind === 'sqlite' ? startSqliteFolder() : startPostgres();
      before(() => server.start());
      after(async () => {
        for (const database of opened) await database.close();
        await server.stop();
      });
      const fresh = async () => {
        const database = openDatabase(await server.newDatabase());
        opened.push(database);
        await migrate(database);
        return database;
      };
      suite(fresh, kind, () => server.newDatabase());
    });
  }
}

export interface DatabaseServer {
  start(): Promise<void>;
  /** An empty database of its own; several processes may open it. */
  newDatabase(): Promise<DatabaseConfig>;
  stop(): Promise<void>;
}

export function startSqliteFolder(): DatabaseServer {
  const folder = mkdtempSync(join(tmpdir(), 'qianke-sqlite-'));
  let count = 0;
  return {
    start: async () => {},
    newDatabase: async () => ({ kind: 'sqlite', file: join(folder, `${++count}.sqlite`) }),
    stop: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

/**
 * A PostgreSQL of its own on a socket in a temporary folder, run as the user `postgres` when we are
 * root (it refuses root). `fsync=off`: these databases need not survive a power cut.
 */
export function startPostgres(): DatabaseServer {
  const folder = mkdtempSync(join(tmpdir(), 'qianke-postgres-'));
  let server: ChildProcess | undefined;
  let count = 0;
  const url = (name: string) => `postgresql://postgres@localhost/${name}?host=${encodeURIComponent(folder)}`;
  return {
    async start() {
      const bin = findPostgresBin();
      const user = unprivilegedUser();
      if (user) chownSync(folder, user.uid, user.gid);
      const data = join(folder, 'data');
      const made = spawnSync(
        join(bin, 'initdb'),
        ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'],
        { ...user, cwd: folder, encoding: 'utf8' },
      );
      if (made.status !== 0) throw new Error(`initdb: ${made.stderr || made.error}`);
      const options = [
        '-c',
        'listen_addresses=',
        '-c',
        'fsync=off',
        '-c',
        `unix_socket_directories=${folder}`,
      ];
      server = spawn(join(bin, 'postgres'), ['-D', data, ...options], {
        ...user,
        cwd: folder,
        stdio: 'ignore',
      });
      await waitUntilReady(url('postgres'));
    },
    async newDatabase() {
      const name = `t${++count}_${randomBytes(3).toString('hex')}`;
      const client = new Client({ connectionString: url('postgres') });
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      return { kind: 'postgres', url: url(name), maxConnections: 5 };
    },
    async stop() {
      if (server && server.exitCode === null) {
        const gone = new Promise((resolve) => server?.once('exit', resolve));
        // SIGINT: PostgreSQL's fast shutdown.
        server.kill('SIGINT');
        await gone;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function findPostgresBin(): string {
  const versions = readdirSync('/usr/lib/postgresql').sort((a, b) => Number(b) - Number(a));
  if (versions.length === 0) throw new Error('PostgreSQL is not installed: apt-get install postgresql');
  return `/usr/lib/postgresql/${versions[0]}/bin`;
}

function unprivilegedUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout);
  return { uid: id('-u'), gid: id('-g') };
}

async function waitUntilReady(connectionString: string): Promise<void> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const client = new Client({ connectionString });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (cause) {
      if (Date.now() > deadline) throw new Error('PostgreSQL did not start', { cause });
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
