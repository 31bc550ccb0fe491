/** What is wrong with a line of a curriculum file. `{…}` are filled in. */
export const curriculum = {
  'not-json': '{file} 第 {line} 行：不是一行完整的 JSON。',
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
