import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CurriculumError } from './curriculum-error.ts';
import { mostLines, parseCurriculum } from './parse-curriculum.ts';
import { mostFileBytes, toCurriculumFile } from './read-curriculum-file.ts';

const table = '学段,学科,版本,年级,册次,单元,课题\n小学,数学,人教版,三年级,上册,第一单元 测量,千米的认识\n';
/** The same table as Excel writes it in China: GB18030, of which these are the bytes of GBK. */
const inGb18030 = Buffer.from(
  'd1a7b6ce2cd1a7bfc62cb0e6b1be2cc4eabcb62cb2e1b4ce2cb5a5d4aa2cbfcecce20a' +
    'd0a1d1a72ccafdd1a72cc8cbbdccb0e62cc8fdc4eabcb62cc9cfb2e12cb5dad2bbb5a5d4aa20b2e2c1bf2cc7a7c3d7b5c4c8cfcab60a',
  'hex',
);
const path = 'primary/math/pep/g3/v1/u-测量/t-千米的认识';

const written: [string, Uint8Array][] = [
  ['UTF-8', Buffer.from(table)],
  ['UTF-8 with its mark', Buffer.from(`\uFEFF${table}`)],
  ['UTF-16 with its mark', Buffer.from(`\uFEFF${table}`, 'utf16le')],
  ['GB18030', inGb18030],
  ['lines that end as on Windows', Buffer.from(table.replaceAll('\n', '\r\n'))],
  ['lines that end as on an old Mac', Buffer.from(table.replaceAll('\n', '\r'))],
  ['semicolons', Buffer.from(table.replaceAll(',', ';'))],
  ['tabs', Buffer.from(table.replaceAll(',', '\t'))],
  ['commas of full width', Buffer.from(table.replaceAll(',', '，'))],
  ['quotes around every cell', Buffer.from(table.replaceAll(/[^,\n]+/gu, '"$&"'))],
  ['a line broken inside a cell', Buffer.from(table.replace('第一单元 测量', '"第一单元\n测量"'))],
  ['empty lines and columns around', Buffer.from(`,,,,,,,\n${table.replaceAll('\n', ',\n\n')},,,\n`)],
  ['columns in English', Buffer.from(table.replace('学段,学科', 'Stage,subject'))],
  ['an apostrophe before what looks like a formula', Buffer.from(table.replace('千米', "'－千米"))],
];

describe('a curriculum as CSV', () => {
  for (const [name, bytes] of written) {
    it(`is read with ${name}`, () => {
      const last = parseCurriculum([toCurriculumFile('目录.csv', bytes)]).at(-1);
      assert.equal(last?.path.replace('－', ''), path);
      assert.equal(last?.parentId && last.unit, 'u-测量');
    });
  }

  it('nests units and names books, numbers and former names', () => {
    const text =
      '学段,学科,版本,册次,书名,单元,第二级单元,编号,课题,原名\n' +
      '高中,政治,统编版,必修4,必修4 哲学与文化,第一单元 探索世界,第一课 时代精神,1,哲学的基本问题,哲学基本问题\n';
    const last = parseCurriculum([{ name: '目录.csv', text }]).at(-1);
    assert.deepEqual(
      [last?.path, last?.label, last?.name],
      ['senior/politics/tongbian/required-4/u-探索世界/u-时代精神/t-哲学基本问题', '1', '哲学的基本问题'],
    );
  });

  it('counts a line of stray cells once, and all such lines, but lists the first hundreds', () => {
    const text = `学段,学科\n${`小学,数学${',x'.repeat(30)}\n`.repeat(1000)}`;
    assert.throws(
      () => parseCurriculum([{ name: '目录.csv', text }]),
      (error) =>
        error instanceof CurriculumError &&
        error.count === 1000 &&
        error.problems.length < 1000 &&
        error.problems[1]?.line === 3,
    );
  });

  const wrong: [string, string | Uint8Array, RegExp][] = [
    ['a workbook', Buffer.from('504b0304140000000000', 'hex'), /另存为/u],
    ['nothing', '', /没有内容/u],
    ['headings alone', '学段,学科\n', /没有内容/u],
    ['no headings', '小学,数学,人教版\n', /第 1 行：表头里没有/u],
    ['a column nobody knows', '学段,学科,备注\n小学,数学,x\n', /第 1 行：表头里的“备注”/u],
    ['a column twice', '学段,学科,科目\n', /第 1 行：表头里“科目”这一列重复/u],
    ['a cell under no heading', '学段,学科\n小学,数学,x\n', /第 2 行：“x”所在的列没有表头/u],
    ['no stage', '学段,学科\n小学,数学\n,数学\n', /第 3 行：“学段”是空的/u],
    ['a first line of a hundred thousand columns', `学段,学科${',x'.repeat(100_000)}\n`, /表头里的“x”/u],
    ['too many lines of an old Mac', `学段,学科\r${'小学,数学\r'.repeat(mostLines)}`, /行数太多/u],
    ['a stage that is none', '学段,学科\n大学,数学\n', /第 2 行：没有“大学”这个学段/u],
    ['a name too long', `学段,学科,课题\n小学,数学,${'长'.repeat(121)}\n`, /第 2 行：“课题”太长，最多 120/u],
    ['what no screen can show', '{"stage":"小学","subject":"数学","unit":"a\\u0000b"}', /写法不对/u],
    ['a unit without the one above', '学段,学科,单元,第二级单元\n小学,数学,,乙\n', /第 2 行：“乙”的上一级/u],
    ['a quote that never closes', '学段,学科\n小学,数学\n小学,"数学\n', /第 3 行：.*双引号/u],
    ['more lines than a file may have', `学段,学科\n${'小学,数学\n'.repeat(mostLines)}`, /行数太多/u],
    ['more bytes than a file may have', Buffer.alloc(mostFileBytes + 1, 'a'), /最多 5 MB/u],
  ];
  for (const [name, content, message] of wrong) {
    it(`is refused with ${name}`, () => {
      const bytes = typeof content === 'string' ? Buffer.from(content) : content;
      assert.throws(
        () =>
          parseCurriculum([
            toCurriculumFile(/^\{/u.test(String(content)) ? '目录.jsonl' : '目录.csv', bytes),
          ]),
        {
          name: 'CurriculumError',
          message,
        },
      );
    });
  }
});
