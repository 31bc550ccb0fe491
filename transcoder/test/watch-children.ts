import { readdirSync, readFileSync } from 'node:fs';

export interface ChildrenWatch extends Disposable {
  /** The most memory that one sandbox with everything in it has held, bytes. */
  readonly worstBytes: number;
  /** The most that all of them have held at once, bytes. */
  readonly worstTogetherBytes: number;
  /**
   * Processor time of all of them, ended ones too, in seconds. bubblewrap does not wait for what it starts, so the
   * kernel's own sum lacks it; what a process did in its last instants, unseen, is missing here.
   */
  readonly cpuSeconds: number;
}

const EVERY_MS = 25;

/** Adds up, forty times a second, the resident memory of each child of this process with all below it. */
export function watchChildren(): ChildrenWatch {
  let worstBytes = 0;
  let worstTogetherBytes = 0;
  const cpuOf = new Map<number, number>();
  const timer = setInterval(() => {
    let together = 0;
    for (const child of childrenOf(process.pid)) {
      let held = 0;
      for (const pid of [child, ...descendantsOf(child)]) {
        held += residentBytes(pid);
        cpuOf.set(pid, cpuSeconds(pid) ?? cpuOf.get(pid) ?? 0);
      }
      worstBytes = Math.max(worstBytes, held);
      together += held;
    }
    worstTogetherBytes = Math.max(worstTogetherBytes, together);
  }, EVERY_MS);
  return {
    get worstBytes() {
      return worstBytes;
    },
    get worstTogetherBytes() {
      return worstTogetherBytes;
    },
    get cpuSeconds() {
      return [...cpuOf.values()].reduce((sum, seconds) => sum + seconds, 0);
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

function residentBytes(pid: number): number {
  return Number(/^VmRSS:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) * 1024;
}

/** Of one process, in user and kernel mode (proc(5), ticks of 10 ms); undefined where it is gone. */
function cpuSeconds(pid: number): number | undefined {
  const text = read(`/proc/${pid}/stat`);
  if (text === '') return undefined;
  // The name in brackets may hold anything; fields are counted from behind it.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Processes below one, as far as they are below it now. */
export function descendantsOf(pid: number): number[] {
  return childrenOf(pid).flatMap((child) => [child, ...descendantsOf(child)]);
}

/**
 * Those its main thread started: no program here starts others from another thread. Asking each of the forty threads of
 * an ffmpeg, forty times a second, took the time of its encoders.
 */
function childrenOf(pid: number): number[] {
  return read(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number);
}

/** Empty where the process is gone. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
