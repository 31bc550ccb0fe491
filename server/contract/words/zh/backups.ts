/** Backups on the operator's page. */
export const backups = {
  title: '备份',
  lastAt: '最近一次',
  size: '大小',
  sizeValue: '{bytes}，{files} 项视频和附件；其中新复制 {copied}',
  place: '位置',
  placeMediaStore: '媒体存储',
  whole: '完整',
  wholeYes: '是',
  wholeNo: '缺 {count} 个已损坏的文件，请运行 npm run verify',
  automatic: '自动备份',
  automaticOff:
    '没有开启。把 BACKUP_DIR 设成另一块磁盘上的文件夹，重新启动后就每小时自动备份；要改在固定的时间，再加 BACKUP_AT=02:30（BACKUP_AT=off 表示不自动备份）。',
  automaticHourly: '每小时一次',
  automaticAt: '每天 {times}',
  running: '正在备份……',
  failed: '{at} 的备份没有成功：{error}',
  interrupted: '程序被中断',
  sameDisk: '备份和数据在同一块磁盘上，磁盘坏了两者都会丢失。请把 BACKUP_DIR 设到另一块磁盘。',
} as const;
