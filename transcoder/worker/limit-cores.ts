import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { promisify } from 'node:util';
import { TranscoderUnavailableError } from '../errors.ts';

/**
 * Keeps this process and all that it starts from now on to so many of the cores it may use, others than those of other
 * workers (all that take theirs under the same name) as far as there are any, and answers how many these are; undefined
 * leaves it all of them. Throws `TranscoderUnavailableError` where there is no `taskset`.
 */
export async function limitCores(count: number | undefined, claims = 'qianke-transcoder'): Promise<number> {
  const status = await readFile('/proc/self/status', 'utf8');
  const allowed = parseCores(/^Cpus_allowed_list:\s*(\S+)/m.exec(status)?.[1] ?? '0');
  if (count === undefined || count >= allowed.length) return allowed.length;
  const cores = await chooseCores(allowed, count, (core) => claim(`${claims}-core-${core}`));
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

/**
 * The last ones that `claim` gets, since what else runs on a machine, interrupts above all, tends to the first; where
 * it gets too few, the last of the others, which are shared.
 */
export async function chooseCores(
  allowed: readonly number[],
  count: number,
  claim: (core: number) => Promise<boolean>,
): Promise<number[]> {
  const claimed: number[] = [];
  for (const core of allowed.toReversed()) {
    if (claimed.length < count && (await claim(core))) claimed.push(core);
  }
  const others = allowed.filter((core) => !claimed.includes(core));
  return [...claimed, ...others.slice(others.length - (count - claimed.length))].toSorted((a, b) => a - b);
}

/**
 * Takes a name for as long as this process lives; false where another has it. It is that of an abstract socket (unix(7)),
 * which two processes cannot have at a time and which goes with the process, however that ends.
 */
function claim(name: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer().unref();
    server.once('error', () => resolve(false));
    server.listen(`\0${name}`, () => resolve(true));
  });
}
