import type { AttachmentKind } from '../../../server/contract/lessons.ts';
import { extensionOf, kindsThatTake } from '../../../server/contract/terms/attachment-limits.ts';

/** What teachers call their files, the plainest words first: 作业设计 is homework, 学习任务单设计 a task sheet. */
const signs: readonly (readonly [AttachmentKind, RegExp])[] = [
  ['tasks', /任务单|学习单|导学案|导学单|学案|预习单|task|worksheet/i],
  ['exercises', /练习|作业|习题|试题|试卷|测试|测验|评测|检测|听力|exercise|homework|quiz|\btest/i],
  ['slides', /课件|幻灯|演示文稿|ppt|slides/i],
  ['design', /教案|教学设计|设计|备课|教学方案|lesson ?plan|design/i],
];

/** What a file is most often where its name says nothing. */
const usual: Readonly<Record<string, AttachmentKind | undefined>> = {
  ppt: 'slides',
  pptx: 'slides',
  doc: 'design',
  docx: 'design',
};

/** The kind that a file most likely is of, by its name and its type, of those that take it. */
export function guessKind(file: { filename: string; bytes: number }, libraryBytes: number): AttachmentKind {
  const possible = kindsThatTake(file, libraryBytes);
  const takes = (kind: AttachmentKind | undefined) => kind !== undefined && possible.includes(kind);
  const bare = file.filename.replace(/\.[A-Za-z0-9]+$/, '');
  const signed = signs.find(([kind, sign]) => sign.test(bare) && takes(kind))?.[0];
  const ordinary = usual[extensionOf(file.filename)];
  if (signed) return signed;
  return ordinary !== undefined && takes(ordinary) ? ordinary : 'other';
}
