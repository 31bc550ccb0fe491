/** What is wrong with a curriculum file or a line of it. `{…}` are filled in. */
export const curriculum = {
  'no-lines': '{file}：没有内容。',
  'not-text': '{file}：不是文本文件。请在 Excel 或 WPS 里“另存为”CSV 再上传。',
  'too-large': '{file}：文件太大，最多 {most}。请分成几个文件。',
  'too-many-lines': '{file}：行数太多，一个文件最多 {most} 行。请分成几个文件。',
  'no-columns': '{file} 第 {line} 行：表头里没有“学段”和“学科”两列。请用模板的表头。',
  'unknown-column': '{file} 第 {line} 行：表头里的“{value}”不是模板里的列，请改名或删去。',
  'repeated-column': '{file} 第 {line} 行：表头里“{value}”这一列重复了。',
  'cell-without-column': '{file} 第 {line} 行：“{value}”所在的列没有表头。',
  'short-line': '{file} 第 {line} 行：只有 {cells} 列，表头有 {wanted} 列。没有内容的列也要留着分隔符。',
  'unit-gap': '{file} 第 {line} 行：“{value}”的上一级单元是空的。',
  'broken-quotes': '{file} 第 {line} 行：从这一行起有一个英文双引号没有配对。',
  'not-json': '{file} 第 {line} 行：不是一行完整的 JSON。',
  'empty-field': '{file} 第 {line} 行：“{field}”是空的。',
  'long-field': '{file} 第 {line} 行：“{field}”太长，最多 {most} 个字。',
  'bad-field': '{file} 第 {line} 行：“{field}”的写法不对。',
  'unknown-field': '{file} 第 {line} 行：没有“{field}”这一项。',
  'unknown-stage': '{file} 第 {line} 行：没有“{value}”这个学段。',
  'unknown-subject': '{file} 第 {line} 行：没有“{value}”这个学科。',
  'unknown-grade': '{file} 第 {line} 行：没有“{value}”这个年级。',
  'unusable-name': '{file} 第 {line} 行：“{value}”里没有文字，不能作名称。',
  'repeated-topic': '{file} 第 {line} 行：“{value}”与第 {other} 行重复。',
  'repeated-unit': '{file} 第 {line} 行：这本书里已有同名而编号不同的单元“{value}”。',
  'book-without-volume': '{file} 第 {line} 行：写了书名“{value}”，但没有写册次。',
  'other-book': '{file} 第 {line} 行：书名“{value}”与前面写的“{other}”不一致。',
} as const;

export type CurriculumWords = Record<keyof typeof curriculum, string>;
