import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildMasterPlaylist } from './build-master-playlist.ts';
import { readCodecs } from './read-codecs.ts';

test('the thinnest rendition stands first, with all a player asks for, and the sound alone last', () => {
  const rendition = { frameRate: 25, codecs: 'avc1.64001f,mp4a.40.2', bytes: 0, segments: [] };
  const audio = { bandwidth: 47, averageBandwidth: 41, codecs: 'mp4a.40.2', bytes: 0, segments: [] };
  const renditions = [
    {
      ...rendition,
      width: 1280,
      height: 720,
      bandwidth: 900,
      averageBandwidth: 800,
      playlist: 'v720/index.m3u8',
    },
    {
      ...rendition,
      width: 426,
      height: 240,
      bandwidth: 300,
      averageBandwidth: 200,
      playlist: 'v240/index.m3u8',
    },
  ];
  const text = buildMasterPlaylist(renditions, { ...audio, playlist: 'audio/index.m3u8' });
  assert.deepEqual(text.trimEnd().split('\n').slice(3), [
    '#EXT-X-STREAM-INF:BANDWIDTH=300,AVERAGE-BANDWIDTH=200,CODECS="avc1.64001f,mp4a.40.2",RESOLUTION=426x240,FRAME-RATE=25.000',
    'v240/index.m3u8',
    '#EXT-X-STREAM-INF:BANDWIDTH=900,AVERAGE-BANDWIDTH=800,CODECS="avc1.64001f,mp4a.40.2",RESOLUTION=1280x720,FRAME-RATE=25.000',
    'v720/index.m3u8',
    '#EXT-X-STREAM-INF:BANDWIDTH=47,AVERAGE-BANDWIDTH=41,CODECS="mp4a.40.2"',
    'audio/index.m3u8',
  ]);
  assert.ok(!buildMasterPlaylist(renditions, undefined).includes('audio'));
});

test('the codec is read from avcC', () => {
  const init = Buffer.concat([Buffer.from('....avcC'), Buffer.from([1, 0x64, 0x00, 0x28, 0xff])]);
  assert.equal(readCodecs(init, true), 'avc1.640028,mp4a.40.2');
  assert.equal(readCodecs(init, false), 'avc1.640028');
  assert.throws(() => readCodecs(Buffer.from('nothing'), true), { name: 'VerificationError' });
});
