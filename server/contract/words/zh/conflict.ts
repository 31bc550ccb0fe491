/** Two pages on which the same was edited. */
export const conflict = {
  title: '这里的内容刚在另一个页面或设备上保存过',
  titleFinal: '已经在另一个页面或设备上提交',
  body: '您填写的还在本页，没有存上。两边有这些不同：',
  mine: '本页：',
  theirs: '那边：',
  untouched: '您没有改过这一项，覆盖时保留那边的。',
  same: '两边现在的内容一样，没有丢失什么。',
  empty: '（空）',
  takeTheirs: '载入那边保存的',
  keepMine: '用我填写的覆盖',
  look: '看看有什么不同',
} as const;
