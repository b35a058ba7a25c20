/** Why a sheet of entries is not imported, and what to do. */
export const importReasonsZh = {
  may_not_import: '只有本部门的目录编制岗可以导入目录。',
  too_many_imports: '还有 {{max}} 份导入没有确认,请先确认或放弃。',
  import_not_found: '没有找到这次导入;只有上传的人可以查看。',
  import_checking: '文件还在检查,请稍候再确认。',
  import_refused: '这份文件不能导入,请修改后重新上传。',
  import_stored: '这次导入已经确认,生成的草稿可以在草稿中删除。',
  import_dropped: '这次导入已经放弃或过期,请重新上传。',
  import_nothing_good: '没有可以导入的条目:请按错误清单修改后重新上传。',
} as const;

export const importReasonsEn: Readonly<Record<keyof typeof importReasonsZh, string>> = {
  may_not_import: "Only the department's compilers may import entries.",
  too_many_imports: 'There are {{max}} imports that wait for your word: confirm or give them up first.',
  import_not_found: 'There is no such import, or somebody else has uploaded it.',
  import_checking: 'The file is still being checked: wait a moment.',
  import_refused: 'This file cannot be imported: mend it and upload it again.',
  import_stored: 'This import is confirmed: its drafts can be deleted among your drafts.',
  import_dropped: 'This import was given up or has expired: upload the file again.',
  import_nothing_good: 'There is no entry to import: mend the file by the list of errors and upload it again.',
};
