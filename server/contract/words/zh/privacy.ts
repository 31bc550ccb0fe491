/** The privacy page. `{…}` are filled in. */
export const privacy = {
  title: '隐私说明',
  lead: '看课不需要账号，也不需要告诉我们您是谁。',
  studentsTitle: '学生和访客',
  studentsAccount: '学生没有账号。开放时段内看课不用登录，网页不放任何标识身份的 Cookie。',
  studentsLanguage: '只有您自己选择了语言，网页才会用一个 Cookie 记住这个选择。',
  studentsDevice: '播放进度、倍速和网速估计只保存在您自己的设备上，不会发给服务器；清除浏览器数据就会消失。',
  studentsOthers: '网页只连接本站，不使用广告、统计或其他第三方服务。',
  staffTitle: '教师、评审专家和管理员',
  staffAccount: '账号由学校或教育局建立，保存姓名、用户名、所在单位和角色；密码只保存无法还原的摘要。',
  staffSession:
    '登录后网页用一个 Cookie 保持登录，退出或到期即失效；另一个 Cookie 记住这台设备登录过，最多半年，别人乱试密码时本机不受影响。',
  staffWork: '上传的课、审核意见、评分和获奖记录会长期保存，作为教研工作的依据。',
  logsTitle: '服务器日志',
  logs: '日志只用于排除故障，不记录搜索内容。',
  rightsTitle: '您可以做什么',
  rights: '发现课里有您或孩子的形象、个人信息或其他不妥之处，可以要求更正或撤回。',
  contact: '请联系{organiser}：{address}。',
  contactOrganiser: '请联系{organiser}。',
  contactMissing: '请联系主办单位。',
} as const;
