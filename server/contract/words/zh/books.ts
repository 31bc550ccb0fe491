export const books = {
  title: '教材',
  intro: '翻到手边的课本，找到那一课。',
  empty: '还没有教材目录',
  emptyText: '教材目录导入后会出现在这里，现在可以直接搜索。',
  emptyAction: '去搜索',
  path: '位置',
  coverage: '{topics} 个课题，{covered} 个已有课',
  gap: '还没有课',
  unitLessons: '整个单元',
  search: '在这册教材里找',
  stages: '学段',
} as const;
