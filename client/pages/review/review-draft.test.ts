import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ReviewDraft } from '../../../server/contract/rounds.ts';
import {
  addRemark,
  deskKey,
  missingScores,
  refuseSubmit,
  removeRemark,
  score,
  toggleVeto,
  totalOf,
} from './review-draft.ts';

const dimension = (key: string, max: number) => ({ key, name: key, max, step: 0.5, hint: '' });
const rubric = {
  dimensions: [dimension('topic', 20), dimension('content', 25)],
  vetoes: [{ key: 'map', name: 'map' }],
};
const empty: ReviewDraft = { scores: {}, vetoes: [], comment: '', remarks: [] };

test('points are given, changed and taken back', () => {
  const one = score(empty, 'topic', 18);
  assert.equal(totalOf(rubric, one), 18);
  assert.equal(totalOf(rubric, score(one, 'topic', 16.5)), 16.5);
  assert.deepEqual(score(one, 'topic', null), empty);
  assert.deepEqual(
    missingScores(rubric, one).map(({ key }) => key),
    ['content'],
  );
});

test('a score of 0 is a score', () => {
  assert.equal(missingScores(rubric, score(empty, 'topic', 0)).length, 1);
});

test('remarks stand in the order of the video and empty ones are none', () => {
  const draft = addRemark(addRemark(empty, 250.7, ' 板书 '), 174, '导入');
  assert.deepEqual(draft.remarks, [
    { at: 174, text: '导入' },
    { at: 250, text: '板书' },
  ]);
  assert.equal(addRemark(draft, 3, '  '), draft);
  assert.deepEqual(removeRemark(draft, 0).remarks, [{ at: 250, text: '板书' }]);
});

test('handing in needs every score, and a reason for a veto', () => {
  assert.equal(refuseSubmit(rubric, empty)?.reason, 'scores');
  const scored = score(score(empty, 'topic', 18), 'content', 22);
  assert.equal(refuseSubmit(rubric, scored), null);
  const vetoed = toggleVeto(scored, 'map');
  assert.equal(refuseSubmit(rubric, vetoed)?.reason, 'veto');
  assert.equal(refuseSubmit(rubric, { ...vetoed, comment: '地图有误' }), null);
  assert.deepEqual(toggleVeto(vetoed, 'map'), scored);
});

test('keys score, remark and submit, but never where somebody types or in the player', () => {
  const press = (key: string, on: Parameters<typeof deskKey>[0]['on'], modified = false) =>
    deskKey({ key, on, modified })?.do ?? null;
  assert.deepEqual(
    ['3', 'r', 'e', '?', '？', 'Enter', 'x'].map((key) => press(key, 'page')),
    ['score', 'remark', 'exact', 'help', 'help', 'submit', null],
  );
  for (const on of ['text', 'player'] as const) {
    assert.deepEqual(
      ['3', 'r', ' ', 'Enter'].map((key) => press(key, on)),
      [null, null, null, null],
    );
  }
  assert.equal(press('Enter', 'control'), null);
  assert.equal(press('Enter', 'score'), 'submit');
  assert.equal(press(' ', 'score'), null);
  assert.equal(press('r', 'page', true), null);
});
