import { NewerDatabaseError } from '../db/migrate.ts';
import { NetworkFileSystemError } from '../db/require-local-disk.ts';
import { EnvironmentError } from '../env.ts';
import { MediaStoreUnavailableError, type UnavailableReason } from '../media-store/media-store.ts';
import { OperatorError } from './operator-error.ts';

const databaseHints: Partial<Record<string, string>> = {
  ECONNREFUSED: 'PostgreSQL 没有启动，或端口不对',
  ENOTFOUND: '找不到这台服务器，请检查主机名',
  EAI_AGAIN: '找不到这台服务器，请检查主机名和网络',
  ETIMEDOUT: '服务器没有应答，请检查地址和防火墙',
  '28P01': '用户名或密码不对',
  '28000': '这个用户不允许登录',
  '3D000': '没有这个数据库，请先用 createdb 建立',
};

const storeHints: Record<UnavailableReason, string> = {
  unreachable: '连不上，请检查它是否在运行、这台机器能否连到它',
  refused: '不接受密钥，请检查 AWS_ACCESS_KEY_ID、AWS_SECRET_ACCESS_KEY 和它们的权限',
  'no-bucket': '没有这个桶，请新建这个桶，或检查 MEDIA_STORE',
  clock: '这台机器的时间不对，请校准时间',
  full: '已满，请在那里腾出空间或提高配额',
};

const folderProblems: Partial<Record<string, string>> = {
  ENOENT: '不存在',
  EEXIST: '已有同名的文件',
  ENOTDIR: '不是文件夹',
  EROFS: '所在的磁盘是只读的',
  EACCES: '没有权限，它应属于运行程序的用户（chown -R 用户 文件夹）',
  EPERM: '没有权限，它应属于运行程序的用户（chown -R 用户 文件夹）',
  ENOSPC: '磁盘满了',
};

/** By primary result code (https://www.sqlite.org/rescode.html). */
const sqliteProblems: Partial<Record<number, string>> = {
  5: '数据库一直被另一个程序占用。请确认没有别的程序打开它，再试一次',
  8: '数据库不能写入。请检查 DATA_DIR 是否属于运行程序的用户、磁盘是否只读',
  10: '读写数据库时磁盘出错。请检查磁盘（dmesg、smartctl）；需要时用 npm run restore 恢复备份',
  11: '数据库文件已损坏。请用 npm run restore 把备份恢复到一个空的 DATA_DIR，并检查磁盘（dmesg、smartctl）',
  13: '磁盘满了，数据库写不进去。请清理磁盘后再试',
  14: '数据库打不开。请检查 DATA_DIR 是否存在、是否属于运行程序的用户',
  26: 'DATA_DIR 里的 qianke.sqlite 不是数据库文件。请检查 DATA_DIR；文件坏了时，用 npm run restore 恢复备份',
};

/** What went wrong in a command, in one line that says what to do; `what` is said of failures that nobody foresaw. */
export function explainFailure(error: unknown, what: string): string {
  if (error instanceof OperatorError) return error.message;
  if (error instanceof EnvironmentError) return `设置有误，请修改后再启动：\n${error.message}`;
  if (error instanceof NewerDatabaseError)
    return `数据库已由更新的版本使用过（${error.migration}），这个版本不能打开它。请改用更新的版本。`;
  if (error instanceof NetworkFileSystemError)
    return `${error.folder} 在网络文件系统（${error.kind}）上，SQLite 数据库放在那里会损坏。请把 DATA_DIR 换到本机磁盘；需要多台机器时请改用 PostgreSQL（DATABASE_URL）。`;
  if (error instanceof MediaStoreUnavailableError)
    return `媒体存储不能用：${storeHints[error.reason]}。（${error.message}）`;
  if (!(error instanceof Error)) return `${what}：${String(error)}`;
  const {
    code = '',
    port,
    address,
    path,
  } = error as NodeJS.ErrnoException & { port?: number; address?: string };
  if (code === 'EADDRINUSE')
    return `端口 ${port} 已被占用。请关闭占用它的程序，或换一个端口：PORT=8081 npm start`;
  if (code === 'EACCES' && port)
    return `没有权限使用端口 ${port}。请换一个 1024 以上的端口：PORT=8080 npm start`;
  if (code === 'EADDRNOTAVAIL') return `这台机器没有地址 ${address}，请检查 HOST。`;
  if (code.startsWith('ERR_PARSE_ARGS')) return `命令的参数不对：${error.message}`;
  const hint = databaseHints[code];
  if (hint) return `连接不上数据库：${hint}。请检查 DATABASE_URL。（${error.message}）`;
  const problem = folderProblems[code];
  if (problem && path)
    return `不能使用 ${path}：${problem}（${code}）。请检查：数据文件夹由 DATA_DIR 决定，备份的位置由 --to 或 BACKUP_DIR 决定。`;
  const { errcode } = error as { errcode?: number };
  const sqliteProblem = sqliteProblems[(errcode ?? 0) & 0xff];
  if (sqliteProblem) return `${sqliteProblem}。（${error.message}）`;
  return `${what}：${error.stack ?? error.message}`;
}
