export const signIn = {
  title: '登录',
  lead: '政务部门工作人员凭本人账户登录;一人一号,不得转借。',
  username: '用户名',
  password: '密码',
  submit: '登录',
  demoTitle: '演示账户',
  demoText: '演示环境提供下列虚构账户,点按即可登录。按办理顺序先列一件共享申请会经过的部门。',
  demoStory: '示例:市住建局申请市民政局的低保对象信息',
  demoAll: '其他部门({{count}})',
} as const;
