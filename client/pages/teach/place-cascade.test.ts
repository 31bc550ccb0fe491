import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  chooseOn,
  deepestChosen,
  isPlaced,
  levelKind,
  type NodeChoice,
  parentsToLoad,
  placeToSend,
  startCascade,
  withChildren,
} from './place-cascade.ts';

const node = (id: string, kind: string, name: string, hasChildren = true): NodeChoice => ({
  id,
  kind,
  name,
  label: null,
  hasChildren,
});
const stages = [node('p', 'stage', '小学'), node('j', 'stage', '初中')];
const subjects = [node('p-math', 'subject', '数学'), node('p-cn', 'subject', '语文')];
const path = [stages[0]!, subjects[0]!];

test('a fresh lesson is asked for its stage only', () => {
  const cascade = startCascade(stages, []);
  assert.deepEqual(cascade, [{ parent: null, items: stages, chosen: null }]);
  assert.equal(isPlaced(cascade), false);
  assert.deepEqual(placeToSend(cascade, null), {});
});

test('choosing brings the next level once its choices are there', () => {
  const chosen = chooseOn(startCascade(stages, []), 0, 'p');
  assert.deepEqual(parentsToLoad(chosen), ['p']);
  const next = withChildren(chosen, 'p', subjects);
  assert.equal(next.length, 2);
  assert.equal(levelKind(next[1]!), 'subject');
});

test('choices that come late, for something no longer chosen, are dropped', () => {
  const chosen = chooseOn(startCascade(stages, []), 0, 'j');
  assert.equal(withChildren(chosen, 'p', subjects).length, 1);
});

test('what is chosen stays, also where it is not offered any more', () => {
  const cascade = withChildren(startCascade(stages, path), 'p', [subjects[1]!]);
  assert.equal(deepestChosen(cascade)?.id, 'p-math');
  assert.equal(cascade[1]?.items.length, 2);
});

test('a node without children ends the choice', () => {
  const chosen = chooseOn(startCascade(stages, path), 1, 'p-math');
  assert.equal(withChildren(chosen, 'p-math', []).length, 2);
});

test('another choice above takes back everything below', () => {
  const changed = chooseOn(startCascade(stages, path), 0, 'j');
  assert.equal(changed.length, 1);
  assert.equal(deepestChosen(changed)?.id, 'j');
});

test('a lesson that stands somewhere shows its path before the choices have come', () => {
  const cascade = startCascade(stages, path);
  assert.deepEqual(
    cascade.map((level) => level.chosen),
    ['p', 'p-math'],
  );
  const loaded = withChildren(cascade, 'p', subjects);
  assert.equal(loaded[1]?.items.length, 2);
  assert.equal(deepestChosen(loaded)?.id, 'p-math');
  assert.ok(isPlaced(loaded));
});

test('the node is sent, or the names with what was typed in place of unit and topic', () => {
  const cascade = startCascade(stages, [...path, node('u', 'unit', '分数')]);
  assert.deepEqual(placeToSend(cascade, null), { node: 'u' });
  assert.deepEqual(placeToSend(cascade, { unit: ' ', topic: '' }), { node: 'u' });
  assert.deepEqual(placeToSend(cascade, { unit: '', topic: '认识几分之一' }), {
    stage: '小学',
    subject: '数学',
    unit: '分数',
    topic: '认识几分之一',
  });
  assert.deepEqual(placeToSend(cascade, { unit: '校本单元', topic: '' }), {
    stage: '小学',
    subject: '数学',
    unit: '校本单元',
  });
});

test('levels of mixed kinds are the next level', () => {
  const mixed = { parent: 'v', items: [node('a', 'unit', 'A'), node('b', 'topic', 'B')], chosen: null };
  assert.equal(levelKind(mixed), 'node');
  const oneOwn = { ...mixed, items: [...mixed.items, { ...mixed.items[0]!, id: 'another' }] };
  assert.equal(levelKind(oneOwn), mixed.items[0]!.kind, 'most of them decide');
});
