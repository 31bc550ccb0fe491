import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Binds every thread that a process has to one processor (util-linux). */
export function pin(pid: number, processor: number): void {
  execFileSync('taskset', ['--all-tasks', '--cpu-list', '--pid', String(processor), String(pid)]);
}

/** Words that start a program bound to one processor. */
export const pinned = (processor: number): [string, string[]] => [
  'taskset',
  ['--cpu-list', String(processor)],
];

/** Clock ticks in a second that /proc counts in: 100 on every Linux that Node runs on (proc(5), sysconf). */
const ticksPerSecond = 100;

/** Seconds of processor time a process has used, in user and kernel mode, without its children (proc(5)). */
export function processorSeconds(pid: number): number {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name in brackets may hold anything; fields are counted from behind it.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** Bytes of memory that a process holds now. */
export function residentBytes(pid: number): number {
  const kib = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kib ?? 0) * 1024;
}
