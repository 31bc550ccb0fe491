import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Lesson, Playback } from '../../server/contract/lessons.ts';
import {
  earlyWords,
  isEarly,
  pauseForMaker,
  playbackForMaker,
  playsEarly,
  versionOf,
} from './early-playback.ts';

const early = '/play/e1/early.29.sig/index.m3u8';
const hls = '/play/v1/full.29.sig/master.m3u8';
const lesson = (state: Lesson['media']['state'], playback?: Partial<Playback>) => ({
  media: { state, progress: 0, secondsLeft: null },
  playback: playback && { captions: [], ...playback },
});

test('an address says which video it is of, and whether that is still being made', () => {
  assert.equal(versionOf({ captions: [], early }), 'e1');
  assert.equal(versionOf({ captions: [], early, hls }), 'v1');
  assert.equal(versionOf(undefined), undefined);
  assert.deepEqual([isEarly(early), isEarly(hls)], [true, false]);
  assert.equal(playsEarly({ captions: [], early }), true);
  assert.equal(playsEarly({ captions: [], early, hls }), false);
  assert.equal(playsEarly({ captions: [] }), false);
});

test('its maker sees the video that is being made, and then the one that is ready', () => {
  assert.deepEqual(playbackForMaker(lesson('processing', { early, hls })), { captions: [], early });
  assert.equal(playbackForMaker(lesson('processing', { hls }))?.hls, hls);
  assert.equal(playbackForMaker(lesson('ready', { hls }))?.hls, hls);
  assert.deepEqual(playbackForMaker(lesson('queued', { early, hls })), { captions: [], early });
  assert.equal(playbackForMaker(lesson('queued')), undefined);
  assert.equal(earlyWords(lesson('queued')), 'previewOpening');
  assert.equal(earlyWords(lesson('processing')), 'previewEarly');
  assert.equal(earlyWords(lesson('processing', { early, hls })), 'previewReplacement');
});

test('the server is asked oftener until there is something to see', () => {
  assert.equal(pauseForMaker(lesson('queued')), 1000);
  assert.equal(pauseForMaker(lesson('processing', { hls })), 1000);
  assert.equal(pauseForMaker(lesson('queued', { early })), 2500);
  assert.equal(pauseForMaker(lesson('processing', { early })), 2500);
});
