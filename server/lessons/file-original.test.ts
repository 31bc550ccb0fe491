import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { titleFromFilename } from './file-original.ts';

describe('the title of a draft', () => {
  const cases: [filename: string, title: string][] = [
    ['分数的初步认识.mp4', '分数的初步认识'],
    ['C:\\录像\\第3课_静夜思.MOV', '第3课 静夜思'],
    ['a/b/Unit 3  My school.mkv', 'Unit 3 My school'],
    ['1.大青树下的小学①.mp4', '1.大青树下的小学①'],
    ['.mp4', '未命名的课'],
    ['', '未命名的课'],
    [`${'长'.repeat(200)}.mp4`, '长'.repeat(120)],
  ];
  for (const [filename, title] of cases) {
    it(`of ${JSON.stringify(filename.slice(0, 30))}`, () => assert.equal(titleFromFilename(filename), title));
  }
});
