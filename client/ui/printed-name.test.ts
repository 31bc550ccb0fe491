import assert from 'node:assert/strict';
import { test } from 'node:test';
import { printedName } from './printed-name.ts';

test('the printed number stands before the name once', () => {
  assert.equal(printedName({ name: '观察物体', label: '第一单元' }), '第一单元 观察物体');
  assert.equal(printedName({ name: '第一单元', label: '第一单元' }), '第一单元');
  assert.equal(printedName({ name: '观察物体', label: '' }), '观察物体');
  assert.equal(printedName({ name: '观察物体', label: null }), '观察物体');
});
