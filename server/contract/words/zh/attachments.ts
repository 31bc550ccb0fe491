/** Why an attachment is not passed on: what is wrong with the file, and what to do. */
export const attachmentReasons = {
  damaged: '文件已损坏或不完整。请在电脑上打开确认，另存一份后再上传。',
  mislabelled: '文件内容与扩展名不符。请用原来的软件打开，另存为正确的格式后再上传。',
  encrypted: '文件设有密码或权限限制，无法检查，学生也打不开。请去掉密码，或另存、打印为新的文件后再上传。',
  macros: '文件里有宏（程序）。请另存为不含宏的 docx、pptx 或 xlsx 后再上传。',
  'active-content': '文件里有打开时会自动运行的内容（脚本、控件、Flash 等）。请删除，或打印为 PDF 后再上传。',
  'embedded-program': '文件里夹带了程序、脚本或快捷方式。请删除后重新打包或保存，再上传。',
  'embedded-file': '文件里嵌有其他文件。请取出来单独上传，或打印为 PDF 后再上传。',
  'external-content': '文件打开时会连接其他电脑或运行其他程序（外部模板、链接的对象）。请断开链接后再上传。',
  'unsafe-names': '压缩包里有不安全的路径或链接。请重新打包后再上传。',
  'too-much': '压缩包里的文件太多，或解开后太大。请拆成几份上传。',
  nested: '压缩包里还套着无法检查的压缩包。请解开后重新打包成一个普通的 ZIP，或分开上传。',
  'picture-too-large': '图片尺寸太大（最多 4000 万像素）。请缩小后再上传。',
  limit: '检查这个文件超出了时间或内存限制。请精简后再上传，或打印为 PDF。',
  failed: '检查时服务器出错。请删除后再上传一次；若仍不行，请联系管理员。',
} as const;
