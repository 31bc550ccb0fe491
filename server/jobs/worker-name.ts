import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/**
 * A process's name as holder of jobs: host and process id for people, then what makes it unlike every
 * other process of this and every other machine, for `isKnownDead`.
 */
export function workerName(pid = process.pid): string {
  const startedAt = readStart(pid);
  const name = `${hostname()} ${pid}`;
  return machine === null || startedAt === null || startedAt === 'ended'
    ? name
    : `${name} #${machine}.${startedAt}`;
}

/** True only for a name of this machine, since it was last switched on, whose process has ended. */
export function isKnownDead(worker: string): boolean {
  const [, pid, namedMachine, startedAt] = / (\d+) #([0-9a-f]{8})\.(\d+)$/.exec(worker) ?? [];
  if (pid === undefined || namedMachine !== machine) return false;
  if (!exists(Number(pid))) return true;
  const start = readStart(Number(pid));
  // Where `/proc` hides the processes of other users nothing is known.
  return start !== null && start !== startedAt;
}

/** This boot of this kernel, as seen from this process namespace; null where that cannot be read. */
const machine = readMachine();

function readMachine(): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8');
    const identity = boot + readlinkSync('/proc/self/ns/pid');
    return createHash('sha256').update(identity).digest('hex').slice(0, 8);
  } catch {
    return null;
  }
}

/** When a process started, in ticks since boot (proc(5), `starttime`), or that it has ended; null where none can be seen. */
function readStart(pid: number): string | 'ended' | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command in brackets may hold spaces; the state comes next, the start 19 fields after it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ended = fields[0] === 'Z' || fields[0] === 'X';
    return ended ? 'ended' : (fields[19] ?? null);
  } catch {
    return null;
  }
}

/** Also where `/proc` hides the processes of other users. */
function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
