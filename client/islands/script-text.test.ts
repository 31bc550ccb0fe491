import assert from 'node:assert/strict';
import { test } from 'node:test';
import { escapeScript, toScriptText } from './script-text.ts';

test('props cannot end their script element and come back as they were', () => {
  const props = { title: '</script><script>alert(1)</script><!--', line: 'a\u2028b\u2029c' };
  const text = toScriptText(props);
  assert.doesNotMatch(text, /<|\u2028|\u2029/);
  assert.deepEqual(JSON.parse(text), props);
});

test('JSON text keeps its meaning', () => {
  assert.deepEqual(JSON.parse(escapeScript('{"name":"<b>&</b>"}')), { name: '<b>&</b>' });
});
