import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MediaRejectedError, type RejectionCode } from '../errors.ts';
import { needsMeasuring, parseFfprobe, readFfprobe } from './read-ffprobe.ts';

const VIDEO = {
  index: 0,
  codec_type: 'video',
  codec_name: 'h264',
  width: 1920,
  height: 1080,
  sample_aspect_ratio: '1:1',
  avg_frame_rate: '25/1',
  r_frame_rate: '25/1',
  start_time: '0.000000',
  duration: '60.000000',
};
const AUDIO = {
  index: 1,
  codec_type: 'audio',
  codec_name: 'aac',
  channels: 2,
  sample_rate: '44100',
  duration: '60.1',
};
const FORMAT = {
  format_name: 'mov,mp4,m4a,3gp,3g2,mj2',
  start_time: '0.000000',
  duration: '60.1',
  size: '1000',
};

const parsed = (streams: object[], format: object = {}) =>
  parseFfprobe(JSON.stringify({ streams, format: { ...FORMAT, ...format } }));
const read = (streams: object[], format: object = {}) => readFfprobe(parsed(streams, format));

test('a usual file is read', () => {
  const probe = read([VIDEO, AUDIO]);
  assert.deepEqual([probe.container, probe.bytes, probe.durationSeconds], ['mov', 1000, 60.1]);
  assert.equal(probe.video.frameRate, 25);
  assert.deepEqual(probe.audio, {
    index: 1,
    codec: 'aac',
    channels: 2,
    sampleRate: 44100,
    startSeconds: 0,
    endSeconds: 60.1,
  });
});

test('what the packets of the picture take is known where headers say so', () => {
  const rates = ['921125', '0', 'N/A', undefined].map(
    (bit_rate) => read([{ ...VIDEO, bit_rate }, AUDIO]).video.bitRate,
  );
  assert.deepEqual(rates, [921125, null, null, null]);
});

test('values of the full range are known by their range, or by the old name of such pictures', () => {
  for (const [said, fullRange] of [
    [{ pix_fmt: 'yuv420p' }, false],
    [{ pix_fmt: 'yuv420p', color_range: 'tv' }, false],
    [{ pix_fmt: 'yuv420p', color_range: 'pc' }, true],
    [{ pix_fmt: 'yuvj420p' }, true],
  ] as const) {
    assert.equal(read([{ ...VIDEO, ...said }]).video.fullRange, fullRange, JSON.stringify(said));
  }
});

const TURNS: readonly [angle: number, rotation: number][] = [
  [-90, 90],
  [90, 270],
  [180, 180],
  [-180, 180],
  [0, 0],
];
for (const [angle, rotation] of TURNS) {
  test(`a display matrix of ${angle}° is set upright by a turn of ${rotation}°`, () => {
    assert.equal(read([{ ...VIDEO, side_data_list: [{ rotation: angle }] }]).video.rotation, rotation);
  });
}

const REFUSED: readonly [what: string, code: RejectionCode, streams: object[], format?: object][] = [
  ['sound alone', 'sound-only', [AUDIO]],
  ['subtitles alone', 'no-video', [{ codec_type: 'subtitle', index: 0 }]],
  [
    'sound with a cover',
    'sound-only',
    [{ ...VIDEO, codec_name: 'mjpeg', disposition: { attached_pic: 1 } }, AUDIO],
  ],
  ['an unknown picture codec', 'unsupported', [{ ...VIDEO, codec_name: 'png' }]],
  ['an unknown sound codec', 'unsupported', [VIDEO, { ...AUDIO, codec_name: 'truehd' }]],
  ['a picture of no size', 'unreadable', [{ ...VIDEO, width: 0 }]],
  ['a picture of 8K', 'too-large', [{ ...VIDEO, width: 7680, height: 4320 }]],
  ['five hours', 'too-long', [{ ...VIDEO, duration: '18000' }]],
];
for (const [what, code, streams, format] of REFUSED) {
  test(`${what} is refused as ${code}`, () => {
    assert.throws(
      () => read(streams, format),
      (error) => error instanceof MediaRejectedError && error.code === code,
    );
  });
}

const TRACKS: readonly [what: string, streams: object[], index: number][] = [
  ['the first', [VIDEO, AUDIO, { ...AUDIO, index: 2 }], 1],
  ['the one that the file chooses', [VIDEO, AUDIO, { ...AUDIO, index: 2, disposition: { default: 1 } }], 2],
  ['one that can be decoded', [VIDEO, { ...AUDIO, codec_name: 'truehd' }, { ...AUDIO, index: 2 }], 2],
];
for (const [what, streams, index] of TRACKS) {
  test(`of several sound tracks ${what} is taken`, () => {
    assert.equal(read(streams).audio?.index, index);
  });
}

test('headers that make no sense are refused as unreadable', () => {
  for (const json of ['', '{}', '[]', '{"streams":[{"index":"x"}],"format":{"format_name":"mov"}}']) {
    assert.throws(() => parseFfprobe(json), { code: 'unreadable' });
  }
});

test('a recording of a browser says no length, and has to be measured', () => {
  const output = parsed([{ ...VIDEO, duration: undefined }], { duration: undefined });
  assert.ok(needsMeasuring(output));
  const probe = readFfprobe(output, new Map([[0, 12.5]]));
  assert.deepEqual([probe.durationSeconds, probe.video.endSeconds], [12.5, 12.5]);
});

test("Matroska's length of a stream stands in a tag", () => {
  const output = parsed([{ ...VIDEO, duration: undefined, tags: { DURATION: '00:01:02.500000000' } }]);
  assert.ok(!needsMeasuring(output));
  assert.equal(readFfprobe(output).video.endSeconds, 62.5);
});

test('times count from the start of the file, which broadcasts put anywhere', () => {
  const probe = read(
    [
      { ...VIDEO, start_time: '3600.5', duration: '10' },
      { ...AUDIO, start_time: '3600.0', duration: '10.5' },
    ],
    { start_time: '3600.0', duration: '10.5' },
  );
  assert.equal(probe.durationSeconds, 10.5);
  assert.deepEqual([probe.video.startSeconds, probe.audio?.startSeconds], [0.5, 0]);
});

test('an aspect that cannot be is taken for square', () => {
  for (const sample_aspect_ratio of ['0:1', '1000:1', 'x']) {
    assert.equal(read([{ ...VIDEO, sample_aspect_ratio }]).video.sampleAspect, 1);
  }
});
