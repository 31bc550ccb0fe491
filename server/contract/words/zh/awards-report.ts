/** The spreadsheet of the report on awards. */
export const awardsReport = {
  title: '{year} 年优课统计',
  allProgrammes: '全部项目',
  level: '级别',
  awarded: '优课数（节）',
  total: '总数（节）',
  share: '占比',
  source: '优课数按课去重统计；总数由管理员录入。',
} as const;
