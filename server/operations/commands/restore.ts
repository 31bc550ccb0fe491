import { systemClock } from '../../clock.ts';
import { formatBytes } from '../../uploads/format-bytes.ts';
import { isReplacement, runRestore } from '../backup/run-restore.ts';
import { readOptions } from '../read-options.ts';
import { requireNode } from '../require-node.ts';
import { createTeller, runCommand } from '../run-command.ts';

// `npm run restore -- --from /mnt/backup --at NAME`: brings a backup back into an empty data folder and an empty
// database of either kind, as a copy, or with `--replaces-original` in the place of the library that was.
// `--json` ends with one line of JSON.
requireNode(process.versions.node);

await runCommand(process.env, '恢复失败', async (config, signal) => {
  const values = readOptions(
    'npm run restore -- --from /mnt/backup',
    {
      from: { type: 'string', about: '备份在哪个文件夹；不写则用 BACKUP_DIR' },
      at: { type: 'string', about: '恢复哪一份（文件夹里 snapshots 下的名字）；不写则是最新的' },
      'replaces-original': {
        ...{ type: 'boolean', default: false },
        about: '原来的库已经不在，由它取代；不写则恢复成一个副本',
      },
      'keep-media': { type: 'boolean', default: false, about: '媒体文件还在：留着，只补缺少的' },
      json: { type: 'boolean', default: false, about: '最后一行输出 JSON，供脚本使用' },
    },
    '把备份恢复到空的数据文件夹（DATA_DIR）和空的数据库。中断了再运行一次，会接着做。',
  );
  const sayTime = (at: string) => new Date(at).toLocaleString('zh-CN', { timeZone: config.timeZone });
  const from = values.from ?? config.backup.target;
  const say = createTeller();
  const chosen = { from, replacesOriginal: values['replaces-original'] };
  console.log(`正在检查 ${from} 里的备份 ……`);
  const report = await runRestore({
    ...{ config, clock: systemClock, ...chosen, at: values.at, keepMedia: values['keep-media'], signal },
    onBegin: ({ name, at, rows, files, bytes, goesOn }) => {
      console.log(
        `备份 ${name}：${sayTime(at)} 的状态，${rows} 行数据、${files} 项视频和附件（${formatBytes(bytes)}）。`,
      );
      console.log(`${goesOn ? '接着' : '正在'}恢复到 ${config.dataFolder} ……`);
      console.log(
        isReplacement(chosen)
          ? '按“取代原库”恢复：它接着用原库的编号和备份位置。请确认原来的库不再运行，否则两个库的备份会互相删除。'
          : '按“副本”恢复：它有自己的编号，不能备份到原库的备份位置。如果原来的库已经不在、由它取代，请现在按 Ctrl+C，加上 --replaces-original 再运行一次，会接着做。',
      );
    },
    onProgress: (done, all) => say(`已复制并核对 ${done} / ${all} 项视频和附件 ……`),
    onRows: (rows) => console.log(`视频和附件已齐。正在写入数据库：${rows} 行 ……`),
  });
  console.log(
    `恢复完成：回到 ${sayTime(report.at)} 的状态，${report.rows} 行数据、${report.files} 项视频和附件（${formatBytes(report.bytes)}），用时 ${report.seconds.toFixed(1)} 秒。`,
  );
  if (report.migrations.length > 0) console.log('备份来自旧版本，数据库已升级到当前版本。');
  if (report.damagedKeys.length > 0) {
    console.log(`备份时就已缺失或损坏、因此没有恢复的文件：${report.damagedKeys.length} 个`);
    for (const key of report.damagedKeys.slice(0, 20)) console.log(`  ${key}`);
  }
  console.log('所有人需要重新登录；没传完的视频需要重新上传；做到一半的视频处理会重新开始。');
  if (report.copy)
    console.log('这是一个副本，还没有自己的备份：请给它另一个备份位置（BACKUP_DIR），用原来的会被拒绝。');
  console.log('接下来：npm run verify 检查一遍，然后 npm start 启动（搜索索引会自动重建）。');
  if (config.meilisearch) console.log('启动后请运行一次 npm run reindex，让 Meilisearch 与恢复的数据一致。');
  if (values.json) console.log(JSON.stringify(report));
});
