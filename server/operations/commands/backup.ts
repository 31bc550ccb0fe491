import { systemClock } from '../../clock.ts';
import { openMediaStore } from '../../media-store/open-media-store.ts';
import { formatBytes } from '../../uploads/format-bytes.ts';
import { isOnSameDisk, mediaStoreTarget, openBackupTarget } from '../backup/backup-target.ts';
import { requireFitTarget } from '../backup/require-fit-target.ts';
import { recordingFailure, runBackup } from '../backup/run-backup.ts';
import { openLibraryDatabase } from '../open-library-database.ts';
import { OperatorError } from '../operator-error.ts';
import { readOptions } from '../read-options.ts';
import { requireNode } from '../require-node.ts';
import { createTeller, runCommand } from '../run-command.ts';

// `npm run backup -- --to /mnt/backup --keep 14`: a whole backup while the library is in use; what the target
// has already is not copied again. `--json` ends with one line of JSON; exit code 1: made, but files were damaged.
requireNode(process.versions.node);

await runCommand(process.env, '备份失败', async (config, signal) => {
  // It holds what the database does: hashes of passwords, the secret of play addresses.
  process.umask(0o077);
  const values = readOptions(
    'npm run backup -- --to /mnt/backup',
    {
      to: { type: 'string', about: '备份到哪个文件夹，最好在另一块磁盘上；不写则用 BACKUP_DIR' },
      keep: { type: 'string', about: '保留几份；不写则用 BACKUP_KEEP（14）' },
      json: { type: 'boolean', default: false, about: '最后一行输出 JSON，供脚本使用' },
    },
    '备份整个资源库：数据库、原始视频和处理好的视频、附件。使用中也可以备份；已有的文件不再复制。',
  );
  const keep = values.keep === undefined ? config.backup.keep : Number(values.keep);
  if (!Number.isInteger(keep) || keep < 1)
    throw new OperatorError('--keep 应为 1 以上的整数，例如 --keep 14');
  const database = await openLibraryDatabase(config);
  try {
    const openStore = () => openMediaStore(config.mediaStore);
    const mediaStore = await openStore();
    const place = values.to ?? config.backup.target;
    const target = await recordingFailure({ database, clock: systemClock }, place, async () => {
      await requireFitTarget(place, config.dataFolder);
      return openBackupTarget(place, openStore);
    });
    const say = createTeller();
    console.log(`正在备份到：${target.name}`);
    const report = await runBackup(
      { config, database, clock: systemClock, mediaStore },
      {
        ...{ target, keep, signal },
        onSnapshot: (rows, files) =>
          console.log(`数据库已备份：${rows} 行。正在检查 ${files} 项视频和附件 ……`),
        onProgress: (done, all, copied) =>
          say(`已检查 ${done} / ${all} 项，复制了 ${formatBytes(copied)} ……`),
      },
    );
    console.log(
      `备份完成：${report.name}，${report.row_count} 行数据、${report.file_count} 项视频和附件，共 ${formatBytes(report.bytes)}；本次新复制 ${formatBytes(report.copied_bytes)}，用时 ${report.seconds.toFixed(1)} 秒。`,
    );
    if (report.removedBackups > 0)
      console.log(`按保留 ${keep} 份的设置，删除了 ${report.removedBackups} 份旧备份。`);
    console.log(
      '不在备份里的：搜索索引（恢复后自动重建），还没传完的视频（老师需重新上传），环境变量的设置。',
    );
    if (target.name === mediaStoreTarget || (await isOnSameDisk(target.name, config.dataFolder)))
      console.log(
        '注意：备份和数据在同一块磁盘上，磁盘坏了两者都会丢失。请用 --to 或 BACKUP_DIR 换到另一块磁盘。',
      );
    if (values.json) console.log(JSON.stringify(report));
    if (report.damagedKeys.length > 0) {
      console.error(`有 ${report.damagedKeys.length} 个文件缺失或已损坏，不在这份备份里：`);
      for (const key of report.damagedKeys.slice(0, 20)) console.error(`  ${key}`);
      console.error('请运行 npm run verify 查看每个文件该怎么办。');
      process.exitCode = 1;
    }
  } finally {
    await database.close();
  }
});
