import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listSources, type MediaAbilities } from './choose-source.ts';

const both = { hls: '/m/master.m3u8', mp4: '/m/plain.mp4' };
const chromium: MediaAbilities = { managedMediaSource: false, mediaSource: true, nativeHls: true };
const safari: MediaAbilities = { managedMediaSource: true, mediaSource: true, nativeHls: true };
const oldIphone: MediaAbilities = { managedMediaSource: false, mediaSource: false, nativeHls: true };
const ancient: MediaAbilities = { managedMediaSource: false, mediaSource: false, nativeHls: false };

const engines = (abilities: MediaAbilities, playback: Parameters<typeof listSources>[0] = both) =>
  listSources(playback, abilities).map(({ engine }) => engine);

test('a browser with media sources uses hls.js even if it says it may play HLS', () => {
  assert.deepEqual(engines(chromium), ['hls', 'mp4']);
});

test('Safari with managed media sources plays HLS by itself', () => {
  assert.deepEqual(engines(safari), ['native-hls', 'mp4']);
});

test('an iPhone without media sources plays HLS by itself', () => {
  assert.deepEqual(engines(oldIphone), ['native-hls', 'mp4']);
});

test('a browser that knows neither gets the plain MP4', () => {
  assert.deepEqual(engines(ancient), ['mp4']);
});

test('what is encoded early plays in the way its address asks for', () => {
  assert.deepEqual(listSources({ early: '/m/early.m3u8?v=1' }, chromium), [
    { engine: 'hls', src: '/m/early.m3u8?v=1' },
  ]);
  assert.deepEqual(listSources({ early: '/m/240.mp4' }, chromium), [{ engine: 'mp4', src: '/m/240.mp4' }]);
});

test('a video without addresses has no way to play', () => {
  assert.deepEqual(listSources({}, chromium), []);
});
