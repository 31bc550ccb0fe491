import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type KeyPress, requestForKey, stepRate } from './keyboard.ts';

const press = (key: string, on: KeyPress['on'] = 'other', modified = false) =>
  requestForKey({ key, on, modified });

test('keys ask for what players have taught people', () => {
  assert.deepEqual(press(' '), { do: 'toggle' });
  assert.deepEqual(press('K'), { do: 'toggle' });
  assert.deepEqual(press('j'), { do: 'skip', by: -10 });
  assert.deepEqual(press('ArrowRight'), { do: 'skip', by: 5 });
  assert.deepEqual(press('ArrowDown'), { do: 'step-volume', by: -0.1 });
  assert.deepEqual(press('7'), { do: 'seek-share', share: 0.7 });
  assert.deepEqual(press('>'), { do: 'step-rate', by: 1 });
  assert.equal(press('q'), null);
});

test('a control keeps the keys that are its own', () => {
  assert.equal(press(' ', 'button'), null);
  assert.equal(press('ArrowUp', 'slider'), null);
  assert.equal(press('ArrowRight', 'choice'), null);
  assert.deepEqual(press('k', 'button'), { do: 'toggle' });
});

test('on the seek bar every arrow seeks, and so do page and end keys', () => {
  assert.deepEqual(press('ArrowUp', 'seek'), { do: 'skip', by: 5 });
  assert.deepEqual(press('PageDown', 'seek'), { do: 'skip', by: -60 });
  assert.deepEqual(press('End', 'seek'), { do: 'seek-share', share: 1 });
  assert.equal(press('End'), null);
});

test('keys with Ctrl, Alt or Meta are the browser’s', () => {
  assert.equal(press('f', 'other', true), null);
});

test('speed steps stay within what can be chosen', () => {
  assert.equal(stepRate(1, 1), 1.25);
  assert.equal(stepRate(1, -1), 0.75);
  assert.equal(stepRate(2, 1), 2);
  assert.equal(stepRate(0.5, -1), 0.5);
  assert.equal(stepRate(1.1, -1), 1);
});
