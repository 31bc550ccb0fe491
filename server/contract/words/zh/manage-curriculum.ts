/** Bringing in a curriculum: what a dry run and an import say, on the page and in `npm run curriculum`. */
export const manageCurriculum = {
  nothing: '与现有的教材目录完全一致，没有要改动的。',
  added: '新增',
  renamed: '改名或改编号',
  moved: '换位置',
  back: '恢复使用',
  takenOver: '老师自填的，转为正式',
  retired: '停用',
  kept: '不变',
  lessonsAtRetired: '停用处的课',
  lessonsHere: '这里有 {lessons} 节课，课会留下',
  perhapsSameName: '文件里另有同名的“{name}”',
  perhapsSameNumber: '文件里同一位置是“{name}”；如果只是改名，请在那一行的“原名”里写上旧名称，课就会跟着走',
  more: '…… 另有 {count} 项',

  commandFailed: '教材目录没有更新',
  commandFiles: '请写明文件：{example}',
  commandUnreadable: '读不到 {path}，请检查文件名。（{reason}）',
  commandScope: '--scope 只能是 named-books（只替换文件里的书）或 everything（以文件为全部目录）',
  commandRefused: '文件里有 {count} 处要改正，什么都没有改动：',
  commandDryRun: '只是预演，什么都没有改动。去掉 --dry-run 就会照此更新。',
  commandDone: '教材目录已更新。',
} as const;
