import { readdirSync, readFileSync } from 'node:fs';

export interface ChildrenWatch extends Disposable {
  /** The most memory that one sandbox with everything in it has held, bytes. */
  readonly worstBytes: number;
}

const EVERY_MS = 25;

/** Adds up, forty times a second, the resident memory of each child of this process with all below it. */
export function watchChildren(): ChildrenWatch {
  let worstBytes = 0;
  const timer = setInterval(() => {
    for (const child of childrenOf(process.pid)) worstBytes = Math.max(worstBytes, treeBytes(child));
  }, EVERY_MS);
  return {
    get worstBytes() {
      return worstBytes;
    },
    [Symbol.dispose]: () => clearInterval(timer),
  };
}

/** Command lines of processes, zombies too, that were started for a folder or stand below this one. */
export function findLeftBehind(folder: string): string[] {
  const below = new Set(descendantsOf(process.pid));
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((name) => below.has(Number(name)) || read(`/proc/${name}/cmdline`).includes(folder))
    .map((name) => read(`/proc/${name}/cmdline`).replaceAll('\0', ' ').slice(0, 200) || `zombie ${name}`);
}

function treeBytes(pid: number): number {
  const kilobytes = Number(/^VmRSS:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0);
  return childrenOf(pid).reduce((sum, child) => sum + treeBytes(child), kilobytes * 1024);
}

function descendantsOf(pid: number): number[] {
  return childrenOf(pid).flatMap((child) => [child, ...descendantsOf(child)]);
}

function childrenOf(pid: number): number[] {
  return list(`/proc/${pid}/task`).flatMap((thread) =>
    read(`/proc/${pid}/task/${thread}/children`).split(' ').filter(Boolean).map(Number),
  );
}

/** Empty where the process is gone. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function list(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}
