/** Headings of the page that a failed request gets, by kind; what is wrong stands in problems.ts. */
export const problemPage = {
  notFound: '没有找到',
  forbidden: '不能进入',
  signIn: '请先登录',
  tooMany: '请稍等',
  invalid: '地址有误',
  broken: '出错了',
  signInAction: '去登录',
  home: '回到首页',
  search: '去搜索',
  number: '如需帮助，请告诉管理员这个编号：',
} as const;
