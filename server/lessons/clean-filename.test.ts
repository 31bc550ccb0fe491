import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cleanFilename } from './clean-filename.ts';

const cases: [given: string, kept: string][] = [
  ['教学设计.docx', '教学设计.docx'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\课件\\第3课.pptx', '第3课.pptx'],
  ['e\u0301cole.pdf', 'école.pdf'],
  ['第\u0000一\n课\u202e.pdf', '第一课.pdf'],
  ['   练习 \t 一 .txt ', '练习 一.txt'],
  ['.pdf', 'file.pdf'],
  ['', 'file'],
  [`${'长'.repeat(200)}.pdf`, `${'长'.repeat(146)}.pdf`],
  [`${'𠮷'.repeat(200)}.pdf`, `${'𠮷'.repeat(146)}.pdf`],
];

describe("a file's name", () => {
  for (const [given, kept] of cases) {
    it(`${JSON.stringify(given.slice(0, 30))} is kept as ${JSON.stringify(kept.slice(0, 30))}`, () => {
      assert.equal(cleanFilename(given), kept);
    });
  }
});
