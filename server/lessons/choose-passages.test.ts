import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { highlightEnd as end, highlightStart as start } from '../../search/query.ts';
import { choosePassages } from './choose-passages.ts';

const mark = (text: string) => `${start}${text}${end}`;
const lesson = {
  summary: '从折纸开始，认识几分之一。',
  keywords: ['通分', '约分'],
  nodes: [
    { id: 'n1', kind: 'stage', name: '小学', label: null },
    { id: 'n2', kind: 'subject', name: '数学', label: null },
    { id: 'n3', kind: 'unit', name: '分数的初步认识', label: '第八单元' },
  ],
};

describe('the passages of a hit', () => {
  it('are those with words that the title does not show', () => {
    const marked = {
      title: `${mark('认识')}几分之一`,
      nodePath: `小学 数学 第八单元 分数的初步${mark('认识')}`,
      keywords: `${mark('通分')}　约分`,
      summary: `从${mark('折纸')}开始，${mark('认识')}几分之一。`,
    };
    assert.deepEqual(choosePassages(marked, lesson), [
      { field: 'keywords', text: '通分、约分', ranges: [[0, 2]] },
      {
        field: 'summary',
        text: '从折纸开始，认识几分之一。',
        ranges: [
          [1, 3],
          [6, 8],
        ],
      },
    ]);
  });

  it('begin with the place, say each word once, and are two at most', () => {
    const marked = {
      nodePath: `小学 数学 第八单元 ${mark('分数')}的初步认识`,
      keywords: `${mark('通分')}　约分`,
      summary: `从${mark('折纸')}开始，认识几分之一。`,
    };
    assert.deepEqual(
      choosePassages(marked, lesson).map(({ field }) => field),
      ['place', 'keywords'],
    );
    assert.deepEqual(choosePassages({ title: `${mark('分数')}课`, nodePath: marked.nodePath }, lesson), []);
  });

  it('show of the place what lies in the book: subject and book stand on every result', () => {
    const nodePath = `小学 ${mark('数学')} 第八单元 ${mark('分数')}的初步认识`;
    assert.deepEqual(choosePassages({ nodePath }, lesson), [
      { field: 'place', text: '第八单元 分数的初步认识', ranges: [[5, 7]] },
    ]);
    assert.deepEqual(
      choosePassages({ nodePath: `小学 ${mark('数学')} 第八单元 分数的初步认识` }, lesson),
      [],
    );
  });

  it('are cut around the word, between characters', () => {
    const summary = `${'𬭎'.repeat(40)}折纸${'𬭎'.repeat(40)}`;
    const [passage] = choosePassages(
      { summary: summary.replace('折纸', mark('折纸')) },
      { ...lesson, summary },
    );
    const [range] = passage?.ranges ?? [];
    assert.equal(passage?.text.slice(...(range ?? [0, 0])), '折纸');
    assert.match(passage?.text ?? '', /^…𬭎+折纸𬭎+…$/u);
    assert.ok(passage?.text.isWellFormed());
  });

  it('are left out where the lesson says something else by now', () => {
    assert.deepEqual(choosePassages({ summary: `从${mark('剪纸')}开始` }, lesson), []);
  });
});
