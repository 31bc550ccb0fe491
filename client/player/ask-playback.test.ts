import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { askPlayback } from './ask-playback.ts';
import { playbackForMaker } from './early-playback.ts';

test('whoever makes a lesson gets new addresses of what is being made of it, everybody else those of the old video', async (t) => {
  const early = '/play/e1/early.29.sig/index.m3u8';
  const hls = '/play/v1/full.29.sig/master.m3u8';
  const lesson = { media: { state: 'processing' }, playback: { captions: [], early, hls } };
  const server = createServer((request, response) => {
    response.statusCode = request.url === '/lesson' ? 200 : 404;
    response.end(JSON.stringify(lesson));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  assert.deepEqual(await askPlayback(`${at}/lesson`, playbackForMaker), { captions: [], early });
  assert.deepEqual(await askPlayback(`${at}/lesson`), lesson.playback);
  assert.equal(await askPlayback(`${at}/gone`), null);
  assert.equal(await askPlayback(undefined), null);
});
