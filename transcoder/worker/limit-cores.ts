import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { TranscoderUnavailableError } from '../errors.ts';

/**
 * Keeps this process and all that it starts from now on to so many of the cores it may use, and answers how many
 * these are; undefined leaves it all of them. Throws `TranscoderUnavailableError` where there is no `taskset`.
 */
export async function limitCores(count: number | undefined): Promise<number> {
  const status = await readFile('/proc/self/status', 'utf8');
  const allowed = parseCores(/^Cpus_allowed_list:\s*(\S+)/m.exec(status)?.[1] ?? '0');
  if (count === undefined || count >= allowed.length) return allowed.length;
  const cores = chooseCores(allowed, count);
  try {
    await promisify(execFile)('taskset', ['-acp', cores.join(','), String(process.pid)], { timeout: 5000 });
  } catch (cause) {
    throw new TranscoderUnavailableError(
      'sandbox-missing',
      'taskset does not work on this machine: apt install util-linux, or unset TRANSCODER_CORES',
      { cause },
    );
  }
  return cores.length;
}

/** The list of proc(5): `0-3,6`. */
export function parseCores(list: string): number[] {
  return list.split(',').flatMap((range) => {
    const [first = Number.NaN, last = first] = range.split('-').map(Number);
    return first <= last ? Array.from({ length: last - first + 1 }, (_, index) => first + index) : [];
  });
}

/** The last ones: what else runs on a machine, interrupts above all, tends to the first. */
export function chooseCores(allowed: readonly number[], count: number): number[] {
  return allowed.slice(-count);
}
