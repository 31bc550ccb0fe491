import { readdir, realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { workFolder } from '../../media-store/store-key.ts';
import { OperatorError } from '../operator-error.ts';
import { mediaStoreTarget, ownerName } from './backup-target.ts';

/**
 * Throws `OperatorError` where backups must not be written: in the data folder, but for its own `backups`, and in a
 * folder that holds anything else. A backup removes what no backup names, and sweeps its work.
 */
export async function requireFitTarget(target: string, dataFolder: string): Promise<void> {
  if (target === mediaStoreTarget) return;
  const [place, data] = await Promise.all([findRealPath(target), findRealPath(dataFolder)]);
  const own = join(data, 'backups');
  if (isWithin(place, data) && !isWithin(place, own)) {
    throw new OperatorError(
      `备份不能写进数据文件夹：${target} ${place === data ? '就是' : '在'} DATA_DIR（${dataFolder}）${place === data ? '' : '里面'}。请用 --to 或 BACKUP_DIR 换一个文件夹，最好在另一块磁盘上，例如 /mnt/backup/qianke；不写则用 ${join(dataFolder, 'backups')}。`,
    );
  }
  const names = await listNames(place);
  if (names.includes(ownerName)) return;
  const foreign: string[] = [];
  for (const name of names) if (!(await isHarmless(place, name))) foreign.push(name);
  if (foreign.length === 0) return;
  throw new OperatorError(
    `${target} 里已有别的文件（${foreign.slice(0, 3).join('、')}${foreign.length > 3 ? ' ……' : ''}），备份会清理它所在的文件夹，可能删掉它们。请用 --to 或 BACKUP_DIR 换一个空文件夹，例如 ${join(target, 'qianke-backup')}。`,
  );
}

/** What file systems, network storage and desktops put into an empty folder. */
const ofTheSystem = /^([.@#$].*|lost\+found|System Volume Information)$/;
/** Kept by SQLite libraries before upgrades, in `backups` of the data folder. */
const keptCopy = /^before-.*\.sqlite$/;

async function isHarmless(place: string, name: string): Promise<boolean> {
  if (ofTheSystem.test(name) || keptCopy.test(name)) return true;
  // Ours, of a first backup that was cut off before it had put its name there.
  return name === workFolder && (await listNames(join(place, name))).every((one) => /^owner-\w+$/.test(one));
}

/** Of what is there, links followed; the rest of the path as it is. */
async function findRealPath(path: string): Promise<string> {
  const whole = resolve(path);
  try {
    return await realpath(whole);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if ((code !== 'ENOENT' && code !== 'ENOTDIR') || whole === dirname(whole)) throw error;
    return join(await findRealPath(dirname(whole)), basename(whole));
  }
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** None of a folder that is not there yet. */
async function listNames(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
