import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { StoppedLibrary } from './audit-library.ts';

const folder = join(import.meta.dirname, '../operations/commands');

/** `npm run backup` and its like on a library, in a process of its own. */
export function startCommand(
  name: 'backup' | 'restore' | 'verify' | 'curriculum',
  { dataFolder, database, environment }: StoppedLibrary,
  args: readonly string[],
): ChildProcess {
  return spawn(process.execPath, [join(folder, `${name}.ts`), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      ...environment,
      DATA_DIR: dataFolder,
      DATABASE_URL: database.kind === 'postgres' ? database.url : '',
    },
  });
}

export interface CommandEnd {
  code: number | null;
  output: string;
  /** What `--json` printed last; null without it. */
  json: unknown;
  seconds: number;
}

/** Runs one to its end. */
export async function runOperatorCommand(
  name: Parameters<typeof startCommand>[0],
  library: StoppedLibrary,
  args: readonly string[],
): Promise<CommandEnd> {
  const begun = performance.now();
  const child = startCommand(name, library, [...args, '--json']);
  if (!child.stdout || !child.stderr) throw new Error('the command has no output');
  const [[code], said, errors] = await Promise.all([
    once(child, 'close'),
    text(child.stdout),
    text(child.stderr),
  ]);
  const last = said.trimEnd().split('\n').at(-1) ?? '';
  const json: unknown = last.startsWith('{') ? JSON.parse(last) : null;
  return { code, output: said + errors, json, seconds: (performance.now() - begun) / 1000 };
}
