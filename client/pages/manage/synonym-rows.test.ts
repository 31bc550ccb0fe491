import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromRows, toRows, wordsOf } from './synonym-rows.ts';

test('words are parted by commas of any kind, and blanks within one stay', () => {
  assert.deepEqual(wordsOf(' 番茄、西红柿，洋柿子; love apple,, '), [
    '番茄',
    '西红柿',
    '洋柿子',
    'love apple',
  ]);
});

test('words are parted by blanks too, but for those within English', () => {
  assert.deepEqual(wordsOf('番茄 西红柿　洋柿子'), ['番茄', '西红柿', '洋柿子']);
  assert.deepEqual(wordsOf('奥运会 Olympic Games、Olympics'), ['奥运会', 'Olympic Games', 'Olympics']);
  assert.deepEqual(wordsOf('picture book 绘本'), ['picture book', '绘本']);
});

test('rows become groups and come back; empty ones are none', () => {
  const groups = [
    { words: ['番茄', '西红柿'], oneWay: false },
    { words: ['图形', '三角形'], oneWay: true },
  ];
  const rows = toRows(groups);
  const blank = { key: 9, text: ' 、 ', oneWay: false };
  assert.deepEqual(fromRows([rows[0] ?? blank, blank, rows[1] ?? blank]), { groups, rows });
});
