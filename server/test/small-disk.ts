import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmdirSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const notMounted =
  'a file system of limited size cannot be mounted here (root, and in a container --cap-add SYS_ADMIN): the full disk was NOT tested';

/** A file system in memory that is full when it is told to be. */
export interface SmallDisk {
  /** Takes away all the room there is; what is there stays. */
  fill(): void;
  /** As much room as at first. */
  free(): void;
  unmount(): void;
}

/** More than the program keeps free for itself before it begins anything. */
const roomy = 3 * 1024 ** 3;

export function canMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'qianke-mount-'));
  try {
    mountSmallDisk(folder).unmount();
    return true;
  } catch {
    return false;
  } finally {
    rmdirSync(folder);
  }
}

/** Mounts one on a folder. Throws where that is not allowed. */
export function mountSmallDisk(folder: string): SmallDisk {
  run('mount', '-t', 'tmpfs', '-o', `size=${roomy},mode=0755`, 'qianke-small-disk', folder);
  const resize = (bytes: number) => run('mount', '-o', `remount,size=${bytes}`, folder);
  return {
    fill() {
      const { blocks, bfree, bsize } = statfsSync(folder);
      resize(Math.max(1, blocks - bfree) * bsize);
    },
    free: () => resize(roomy),
    unmount: () => run('umount', '--lazy', folder),
  };
}

function run(program: string, ...options: string[]): void {
  const { status, stderr, error } = spawnSync(program, options, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${options.join(' ')}: ${stderr || error}`);
}
