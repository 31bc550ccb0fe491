export const signIn = {
  title: '登录',
  intro: '教师、评审专家和管理员在这里登录。学生不用登录。',
  name: '用户名',
  password: '密码',
  code: '动态验证码',
  codeHint: '打开手机上的身份验证器，填写 6 位数字。也可以填一个恢复码。',
  codeHelp: '手机丢了，恢复码也没有？请找管理员重设两步验证。',
  submit: '登录',
  help: '忘记用户名或密码？请找本校或教育局的管理员重新发一个链接。',
} as const;
