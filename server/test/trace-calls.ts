import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** The thread that runs JavaScript and SQLite, or the one that does everything else with files. */
export type Thread = 'main' | 'pool';

/** Variables with which a process has one pool thread, so that its calls come in one order. */
export const oneFileThread = { UV_THREADPOOL_SIZE: '1' };

export const notTraced =
  'strace is not there or may not attach to a process (apt-get install strace; in a container --cap-add SYS_PTRACE): the crash points were NOT tested';

/** Whether strace can be attached to a process of ours. */
export function canTrace(): boolean {
  const { status, stderr } = spawnSync('strace', ['-e', 'trace=none', 'true'], { encoding: 'utf8' });
  return status === 0 && !/not permitted/.test(stderr);
}

export interface Tracer {
  /** Lets the process go on without it. */
  detach(): Promise<void>;
}

/** Kills a process with SIGKILL as one of its threads is about to make a system call for the `k`th time from now. */
export async function killAtCall(pid: number, thread: Thread, call: string, k: number): Promise<Tracer> {
  const tid = threadOf(pid, thread);
  return attach([
    ...['-o', '/dev/null', '-e', `trace=${call}`, '-e', `inject=${call}:signal=SIGKILL:when=${k}`],
    ...['-p', String(tid)],
  ]);
}

/** What a disk does: it is broken, it is full, it takes none of the bytes of a write this time. */
export const diskErrors = ['EIO', 'ENOSPC', 'short'] as const;
export type DiskError = (typeof diskErrors)[number];

/**
 * Lets a system call of one thread fail for the `k`th time from now, once; `output` then holds it
 * (`wasMadeToFail`).
 */
export async function failAtCall(
  pid: number,
  { thread, call, k, error }: { thread: Thread; call: string; k: number; error: DiskError },
  output: string,
): Promise<Tracer> {
  const inject = `inject=${call}:${error === 'short' ? 'retval=0' : `error=${error}`}:when=${k}`;
  return attach(['-o', output, '-e', `trace=${call}`, '-e', inject, '-p', String(threadOf(pid, thread))]);
}

export const wasMadeToFail = (trace: string) => trace.includes('(INJECTED)');

const durable = ['fsync', 'fdatasync', 'rename', 'renameat', 'renameat2'];
const said = ['write', 'writev', 'sendto', 'sendmsg'];
const heard = ['read'];

/** Writes down, one call a line with the paths of its files, what a process makes durable and says. */
export async function traceDurableCalls(pid: number, output: string): Promise<Tracer> {
  const traced = `trace=${[...durable, ...said, ...heard].join()}`;
  const threads = (['main', 'pool'] as const).flatMap((thread) => ['-p', String(threadOf(pid, thread))]);
  return attach(['-y', '-s', '100', '-o', output, '-e', traced, ...threads]);
}

async function attach(options: string[]): Promise<Tracer> {
  const strace: ChildProcess = spawn('strace', options, { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = once(strace, 'exit');
  let heard = '';
  const attached = new Promise<void>((resolve) => {
    strace.stderr?.setEncoding('utf8').on('data', (text: string) => {
      heard += text;
      if (heard.includes('attached')) resolve();
    });
  });
  await Promise.race([attached, ended]);
  if (!heard.includes('attached')) throw new Error(`strace: ${heard}`);
  return {
    async detach() {
      strace.kill('SIGINT');
      await ended;
    },
  };
}

function threadOf(pid: number, thread: Thread): number {
  if (thread === 'main') return pid;
  const tasks = readdirSync(`/proc/${pid}/task`).map(Number);
  const name = (tid: number) => readFileSync(`/proc/${pid}/task/${tid}/comm`, 'utf8').trim();
  const pool = tasks.filter((tid) => name(tid) === 'libuv-worker');
  if (pool.length !== 1) throw new Error(`process ${pid} has ${pool.length} threads for files, not one`);
  return pool[0] as number;
}

/** What a traced call was. */
export type DurableCall =
  | { call: 'sync'; path: string }
  | { call: 'rename'; from: string; to: string }
  | { call: 'commit' }
  /** An S3 store has said that it has this. */
  | { call: 'stored'; path: string }
  | { call: 'answer'; status: number };

/** The durable calls of a trace in the order in which they ended. */
export function readDurableCalls(trace: string): DurableCall[] {
  const calls: DurableCall[] = [];
  const begun = new Map<string, string>();
  /** What was sent to be stored, by its connection. */
  const asked = new Map<string, string>();
  for (const line of trace.split('\n')) {
    const [, tid = '', text = ''] = /^(\d+)\s+(.*)$/.exec(line) ?? [];
    if (text.endsWith('<unfinished ...>')) {
      begun.set(tid, text.replace(/<unfinished \.\.\.>$/, ''));
      continue;
    }
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(text);
    const whole = resumed ? `${begun.get(tid) ?? ''}${resumed[1]}` : text;
    const call = readCall(whole, asked);
    if (call) calls.push(call);
  }
  return calls;
}

function readCall(text: string, asked: Map<string, string>): DurableCall | undefined {
  const [, asking, path] = /^(?:write|writev)\(\d+<([^>]*)>.*?"PUT ([^ "?]+)/.exec(text) ?? [];
  if (asking !== undefined && path !== undefined) asked.set(asking, path);
  const [, hearing = ''] = /^read\(\d+<([^>]*)>, "HTTP\/1\.1 200/.exec(text) ?? [];
  const stored = asked.get(hearing);
  if (stored !== undefined) {
    asked.delete(hearing);
    return { call: 'stored', path: stored };
  }
  const synced = /^f(?:data)?sync\(\d+<([^>]*)>.*\)\s+= 0/.exec(text)?.[1];
  if (synced?.endsWith('.sqlite-wal')) return { call: 'commit' };
  if (synced !== undefined) return { call: 'sync', path: synced };
  const [, from, to] = /^rename(?:at2?)?\([^"]*"([^"]+)", [^"]*"([^"]+)".*= 0/.exec(text) ?? [];
  if (from !== undefined && to !== undefined) return { call: 'rename', from, to };
  // PostgreSQL's simple query message: Q, its length, the statement.
  if (/^(?:write|sendto|writev|sendmsg)\(.*"Q\\0\\0\\0\\[^"]*commit/i.test(text)) return { call: 'commit' };
  const status = /^(?:write|writev|sendto|sendmsg)\(.*"HTTP\/1\.1 (\d{3})/.exec(text)?.[1];
  return status === undefined ? undefined : { call: 'answer', status: Number(status) };
}

/**
 * What is wrong with the order in which something became durable below `folder`: its bytes, its name, the folder of
 * its name, the commit that refers to it, and then only the answer (where one is asked for).
 */
export function findDisorder(
  calls: readonly DurableCall[],
  folder: string,
  answer?: number,
): string | undefined {
  const renamed = calls.findIndex((one) => one.call === 'rename' && one.to.startsWith(folder));
  const rename = calls[renamed];
  if (rename?.call !== 'rename') return `nothing was renamed to ${folder}`;
  const isSync = (path: string) => (one: DurableCall) => one.call === 'sync' && one.path === path;
  if (calls.findIndex(isSync(rename.from)) === -1 || calls.findIndex(isSync(rename.from)) > renamed)
    return `${rename.from} was renamed before it was on disk`;
  const named = calls.findIndex((one, at) => at > renamed && isSync(dirname(rename.to))(one));
  if (named === -1) return `the folder of ${rename.to} was never put on disk`;
  const committed = calls.findIndex((one, at) => at > named && one.call === 'commit');
  if (committed === -1) return `nothing was committed after ${rename.to} was on disk`;
  if (answer === undefined) return undefined;
  const answered = calls.findIndex((one) => one.call === 'answer' && one.status === answer);
  return answered > committed
    ? undefined
    : `${answer} was answered at ${answered}, the commit is ${committed}`;
}

/**
 * The same of an S3 store: all that has `part` in its name there, and only then the commit that refers to it, and the
 * answer.
 */
export function findStoreDisorder(
  calls: readonly DurableCall[],
  part: string,
  answer?: number,
): string | undefined {
  const stored = calls.findLastIndex((one) => one.call === 'stored' && one.path.includes(part));
  if (stored === -1) return `nothing of ${part} was stored`;
  const committed = calls.findIndex((one, at) => at > stored && one.call === 'commit');
  if (committed === -1) return `nothing was committed after ${part} was stored`;
  if (answer === undefined) return undefined;
  const answered = calls.findIndex((one) => one.call === 'answer' && one.status === answer);
  return answered > committed
    ? undefined
    : `${answer} was answered at ${answered}, the commit is ${committed}`;
}
