import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildStoryboardVtt } from './build-storyboard-vtt.ts';

test('tiles follow each other in rows, the last to the end of the lesson', () => {
  const vtt = buildStoryboardVtt(
    {
      image: 'storyboard.webp',
      vtt: 'storyboard.vtt',
      tileWidth: 160,
      tileHeight: 90,
      columns: 2,
      rows: 2,
      count: 3,
      everySeconds: 1800,
    },
    3900.48,
  );
  assert.equal(
    vtt,
    `WEBVTT

00:00:00.000 --> 00:30:00.000
storyboard.webp#xywh=0,0,160,90

00:30:00.000 --> 01:00:00.000
storyboard.webp#xywh=160,0,160,90

01:00:00.000 --> 01:05:00.480
storyboard.webp#xywh=0,90,160,90
`,
  );
});
