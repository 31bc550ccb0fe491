/** Small words used on many screens. `{…}` are filled in. */
export const common = {
  lessons: '{count} 节课',
  oneLesson: '1 节课',
  noLessons: '还没有课',
  all: '全部',
  close: '关闭',
  cancel: '取消',
  save: '保存',
  back: '返回',
  optional: '选填',
  required: '必填',
  networkProblem: '网络不通，请检查后再试。',
  unreadableAnswer: '服务器的回答无法读取，请稍后再试。',
} as const;
