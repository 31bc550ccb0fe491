import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CurriculumError } from './curriculum-error.ts';
import { parseCurriculum } from './parse-curriculum.ts';

const book = { stage: 'primary', subject: 'math', edition: 'pep', grade: 'g3', volume: 'v1' };

function parse(...rows: unknown[]) {
  const text = rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row))).join('\n');
  return parseCurriculum([{ name: 'test.jsonl', text }]);
}

function problemsOf(...rows: unknown[]): string[] {
  try {
    parse(...rows);
  } catch (error) {
    if (!(error instanceof CurriculumError)) throw error;
    return error.problems.map((problem) => `${problem.line} ${problem.code}`);
  }
  return [];
}

describe('parseCurriculum', () => {
  it('makes a path from the stage to the topic, parents first', () => {
    const nodes = parse({ ...book, unit: '第八单元 分数的初步认识', lesson: '几分之一', no: '1' });
    assert.deepEqual(
      nodes.map((node) => [node.kind, node.path, node.label, node.name]),
      [
        ['stage', 'primary', null, '小学'],
        ['subject', 'primary/math', null, '数学'],
        ['edition', 'primary/math/pep', null, '人教版'],
        ['grade', 'primary/math/pep/g3', null, '三年级'],
        ['volume', 'primary/math/pep/g3/v1', null, '上册'],
        ['unit', 'primary/math/pep/g3/v1/u-分数的初步认识', '第八单元', '分数的初步认识'],
        ['topic', 'primary/math/pep/g3/v1/u-分数的初步认识/t-几分之一', '1', '几分之一'],
      ],
    );
    const [, , , , , unit, topic] = nodes;
    assert.equal(topic?.parentId, unit?.id);
    assert.deepEqual(
      [topic?.stage, topic?.subject, topic?.edition, topic?.grade, topic?.volume, topic?.unit, topic?.topic],
      ['primary', 'math', 'pep', 'g3', 'v1', 'u-分数的初步认识', 't-几分之一'],
    );
  });

  it('takes Chinese names and old ones for slugs', () => {
    const [, subject, edition] = parse({
      stage: '小学（五·四学制）',
      subject: '品德与社会',
      edition: '部编版',
    });
    assert.equal(subject?.path, 'primary-54/morality-law');
    assert.equal(edition?.path, 'primary-54/morality-law/tongbian');
  });

  it('leaves out the grade of 必修 books and keeps the title they print', () => {
    const nodes = parse({
      stage: 'senior',
      subject: '生物',
      edition: 'pep',
      grade: '高一',
      volume: '必修1 分子与细胞',
    });
    assert.equal(nodes.at(-1)?.path, 'senior/biology/pep/required-1');
    assert.equal(nodes.at(-1)?.name, '必修1 分子与细胞');
  });

  it('nests units as deep as they are printed', () => {
    const unit = ['第一单元 探索世界与把握规律', '第一课 时代精神的精华'];
    const topic = parse({
      stage: 'senior',
      subject: 'politics',
      volume: 'required-4',
      unit,
      lesson: '哲学的基本问题',
    }).at(-1);
    assert.equal(topic?.unit, 'u-探索世界与把握规律/u-时代精神的精华');
    assert.ok(topic?.path.startsWith('senior/politics/required-4/u-'));
  });

  it('keeps identity when the order changes', () => {
    const first = { ...book, unit: '第一单元 测量', lesson: '千米的认识' };
    const before = parse(first, { ...book, unit: '第二单元 倍的认识', lesson: '倍的认识' });
    const after = parse(
      { ...book, unit: '第一单元 倍的认识', lesson: '倍的认识' },
      { ...first, unit: '第二单元 测量' },
    );
    assert.deepEqual(new Set(after.map((node) => node.id)), new Set(before.map((node) => node.id)));
    const sortOf = (nodes: typeof before) => nodes.find((node) => node.name === '测量')?.sort;
    assert.deepEqual([sortOf(before), sortOf(after)], [1, 2]);
  });

  it('keeps identity when a corrected name says its key', () => {
    const [wrong] = parse({ ...book, unit: '分数的初步认只' }).slice(-1);
    const [right] = parse({ ...book, unit: '分数的初步认识', key: '分数的初步认只' }).slice(-1);
    assert.equal(right?.id, wrong?.id);
    assert.equal(right?.name, '分数的初步认识');
  });

  it('takes a unit that later lines name once more as the same one', () => {
    const nodes = parse(
      { ...book, unit: '第一单元 测量', key: '长度' },
      { ...book, unit: '第一单元 测量', lesson: '毫米' },
    );
    assert.equal(nodes.at(-1)?.path, 'primary/math/pep/g3/v1/u-长度/t-毫米');
  });

  const wrong: [string, unknown[], string[]][] = [
    ['text that is no JSON', ['{"stage": '], ['1 not-json']],
    ['an unknown field', [{ ...book, chapter: 'x' }], ['1 unknown-field']],
    ['a missing field', [{ stage: 'primary' }], ['1 bad-field']],
    ['an empty name', [{ ...book, lesson: ' ' }], ['1 empty-field']],
    ['an unknown stage', [book, { ...book, stage: '大学' }], ['2 unknown-stage']],
    ['an unknown subject', [{ ...book, subject: '炼金' }], ['1 unknown-subject']],
    ['an unknown grade', [{ ...book, grade: '三角形' }], ['1 unknown-grade']],
    ['a name without letters', [{ ...book, unit: '☆☆' }], ['1 unusable-name']],
    [
      'a repeated topic',
      [
        { ...book, unit: '测量', lesson: '千米的认识' },
        { ...book, unit: '测量', lesson: '千米的认识 ' },
      ],
      ['2 repeated-topic'],
    ],
    [
      'a unit under two numbers',
      [
        { ...book, unit: '第一单元 测量' },
        { ...book, unit: '第二单元 测量' },
      ],
      ['2 repeated-unit'],
    ],
    [
      'a title without a volume',
      [{ stage: 'primary', subject: 'math', book: '数学' }],
      ['1 book-without-volume'],
    ],
    [
      'two titles of a book',
      [
        { ...book, book: '甲' },
        { ...book, book: '乙' },
      ],
      ['2 other-book'],
    ],
    ['several at once', ['{', { ...book, grade: 'x' }], ['1 not-json', '2 unknown-grade']],
  ];
  for (const [name, rows, expected] of wrong) {
    it(`refuses ${name} with its line`, () => assert.deepEqual(problemsOf(...rows), expected));
  }

  it('tells what is wrong in the order of the lines, and lines that are too short', () => {
    const head = '学段,学科,版本,年级,册次,单元,课题\n';
    const text = `${head}大学,数学,人教版,三年级,上册,甲,乙\n小学,数学,人教版\n小学,炼金,人教版,三年级,上册,甲,乙\n`;
    assert.throws(
      () => parseCurriculum([{ name: 'a.csv', text }]),
      ({ problems }: CurriculumError) => {
        const told = problems.map(({ line, code }) => `${line} ${code}`);
        assert.deepEqual(told, ['2 unknown-stage', '3 short-line', '4 unknown-subject']);
        return true;
      },
    );
  });

  it('takes lines without the columns at their end as Excel writes them, sixteen at a time', () => {
    const head = '学段,学科,版本,年级,册次,单元,课题\n';
    const written = (most: number, ending: string) =>
      Array.from({ length: most }, (_, at) => `小学,数学,人教版,三年级,上册,甲${at}${ending}\n`).join('');
    const nodes = parseCurriculum([
      { name: 'a.csv', text: `${head}${written(15, ',乙')}${written(20, '')}` },
    ]);
    assert.equal(nodes.filter(({ kind }) => kind === 'unit').length, 20);
    assert.throws(
      () => parseCurriculum([{ name: 'a.csv', text: `${head}${written(14, ',乙')}${written(1, '')}` }]),
      /只有 6 列/u,
    );
  });

  it('says what is wrong in Chinese, with file and line', () => {
    assert.throws(() => parse('', { ...book, stage: '大学' }), /test\.jsonl 第 2 行：没有“大学”这个学段/u);
  });
});
