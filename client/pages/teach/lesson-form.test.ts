import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LessonChange } from '../../../server/contract/lessons.ts';
import { type LessonForm, mergeForms, toChange } from './lesson-form.ts';
import { chooseOn, type NodeChoice, startCascade } from './place-cascade.ts';

const stages: NodeChoice[] = ['小学', '初中'].map((name, index) => ({
  id: `stage-${index}`,
  kind: 'stage',
  name,
  label: null,
  hasChildren: true,
}));
const nowhere = startCascade(stages, []);
const primary = chooseOn(nowhere, 0, 'stage-0');

const before: LessonForm = {
  title: '分数',
  kind: 'micro',
  cascade: nowhere,
  free: null,
  summary: '',
  keywords: '分数',
  licence: 'cc-by',
  programme: '',
  year: '2026',
};

describe('a changed form', () => {
  const cases: [string, Partial<LessonForm>, LessonChange][] = [
    ['nothing where nothing was changed', {}, {}],
    ['nothing where only blanks were typed', { title: '分数 ', summary: ' ' }, {}],
    ['the title', { title: '认识分数' }, { title: '认识分数' }],
    ['no title where it was emptied', { title: ' ' }, {}],
    [
      'a summary and the keywords',
      { summary: '几分之一', keywords: '分数，一半' },
      { summary: '几分之一', keywords: ['分数', '一半'] },
    ],
    ['that there is no year', { year: '' }, { year: null }],
    ['the place', { cascade: primary }, { node: 'stage-0' }],
    [
      'the place by the names typed',
      { cascade: primary, free: { unit: '分数', topic: '' } },
      { stage: '小学', unit: '分数' },
    ],
    [
      'kind, licence and programme',
      { kind: 'recording', licence: 'cc-0', programme: 'qianke' },
      { kind: 'recording', licence: 'cc-0', programme: 'qianke' },
    ],
  ];
  for (const [what, change, sent] of cases) {
    it(`sends ${what}`, () => assert.deepEqual(toChange(before, { ...before, ...change }), sent));
  }

  it('keeps over what was saved elsewhere all that was changed here, and nothing else', () => {
    const theirs = { ...before, title: '认识分数', keywords: '', cascade: primary, year: '' };
    const mine = { ...before, summary: '几分之一', keywords: '一半' };
    const merged = mergeForms(before, mine, theirs);
    assert.deepEqual(merged, { ...theirs, summary: '几分之一', keywords: '一半' });
    assert.deepEqual(toChange(theirs, merged), { summary: '几分之一', keywords: ['一半'] });
    assert.deepEqual(mergeForms(before, before, theirs), theirs);
  });

  it('keeps a place as a whole', () => {
    const free = { unit: '分数', topic: '一半' };
    const merged = mergeForms(before, { ...before, cascade: primary, free }, before);
    assert.deepEqual([merged.cascade, merged.free], [primary, free]);
  });
});
