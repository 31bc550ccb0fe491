import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseStoryboard, tileAt } from './storyboard.ts';

const base = 'http://library.example/play/token/storyboard.vtt';
const vtt = [
  'WEBVTT',
  '',
  'NOTE made by a transcoder',
  '',
  '00:00.000 --> 00:05.000',
  'sprite-1.webp#xywh=0,0,160,90',
  '',
  'second',
  '00:00:05.000 --> 00:00:10.000 align:start',
  'sprite-1.webp#xywh=pixel:160,0,160,90',
  '',
  '01:00:00.000 --> 01:00:05.500',
  '../other/sprite-2.webp#xywh=0,90,160,90',
  '',
  '00:10.000 --> 00:15.000',
  'a sentence',
].join('\r\n');

test('cues become tiles with absolute addresses, whatever else stands in the file', () => {
  const tiles = parseStoryboard(vtt, base);
  assert.deepEqual(
    tiles.map(({ from, to, src, x, y }) => [from, to, src, x, y]),
    [
      [0, 5, 'http://library.example/play/token/sprite-1.webp', 0, 0],
      [5, 10, 'http://library.example/play/token/sprite-1.webp', 160, 0],
      [3600, 3605.5, 'http://library.example/play/other/sprite-2.webp', 0, 90],
    ],
  );
});

test('between and after tiles the last one holds', () => {
  const tiles = parseStoryboard(vtt, base);
  assert.equal(tileAt(tiles, 4.9)?.x, 0);
  assert.equal(tileAt(tiles, 5)?.x, 160);
  assert.equal(tileAt(tiles, 1000)?.x, 160);
  assert.equal(tileAt(tiles, 9999)?.y, 90);
  assert.equal(tileAt([], 3), undefined);
});

test('a file that is no storyboard has no tiles', () => {
  assert.deepEqual(parseStoryboard('<!DOCTYPE html>', base), []);
});
