import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AttachmentKind } from '../../../server/contract/lessons.ts';
import { kindsThatTake } from '../../../server/contract/terms/attachment-limits.ts';
import { guessKind } from './guess-kind.ts';

const MiB = 1024 ** 2;

describe('a file’s kind is guessed', () => {
  const cases: [string, AttachmentKind, number?][] = [
    ['分数的初步认识.pptx', 'slides'],
    ['分数的初步认识.PPT', 'slides'],
    ['分数课件.pdf', 'slides'],
    ['教学设计.docx', 'design'],
    ['第3课 教案.pdf', 'design'],
    ['单元整体设计.jpg', 'design'],
    ['分数的初步认识.docx', 'design'],
    // No lesson plan may be a presentation.
    ['教学设计.pptx', 'slides'],
    ['教案.zip', 'other'],
    ['学习任务单.docx', 'tasks'],
    ['任务单设计.pdf', 'tasks'],
    ['导学案.doc', 'tasks'],
    ['学习任务单.pptx', 'tasks'],
    ['课后作业.docx', 'exercises'],
    ['作业设计.docx', 'exercises'],
    ['单元测试.xlsx', 'exercises'],
    ['听力.mp3', 'exercises'],
    ['练习.zip', 'exercises'],
    ['Homework 3.pdf', 'exercises'],
    ['Lesson plan.docx', 'design'],
    ['Fractions slides.pdf', 'slides'],
    ['扫描件.pdf', 'other'],
    ['IMG_2031.jpg', 'other'],
    ['素材.zip', 'other'],
    ['音频.mp3', 'other'],
    // Kinds have sizes of their own.
    ['教案.docx', 'other', 60 * MiB],
    ['练习.pdf', 'other', 120 * MiB],
    ['课件.pptx', 'slides', 150 * MiB],
    // Nothing takes it: the server says so.
    ['教案.exe', 'other'],
    ['设计', 'other'],
  ];
  for (const [filename, kind, bytes = MiB] of cases) {
    it(`${filename}, ${bytes / MiB} MiB, is ${kind}`, () => {
      assert.equal(guessKind({ filename, bytes }, 200 * MiB), kind);
    });
  }

  it('as one that takes it, wherever there is one', () => {
    for (const [filename, , bytes = MiB] of cases) {
      const possible = kindsThatTake({ filename, bytes }, 200 * MiB);
      const guessed = guessKind({ filename, bytes }, 200 * MiB);
      assert.ok(possible.length === 0 || possible.includes(guessed), filename);
    }
  });
});
