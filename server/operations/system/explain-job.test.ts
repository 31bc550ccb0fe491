import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MediaNotFoundError } from '../../media-store/media-store.ts';
import { describeFailure } from '../../media-store/s3/s3-connection.ts';
import { explainFailure, explainWait, type SystemReason } from './explain-job.ts';

const away = describeFailure(Object.assign(new Error(), { code: 'ECONNREFUSED' }), {
  ...{ bucket: 'qianke', prefix: '', endpoint: 'http://10.0.0.5:9000', region: 'us-east-1' },
  ...{ pathStyle: true, credentials: { accessKeyId: 'a', secretAccessKey: 'b' } },
});
const job = { kind: 'transcode', attempts: 0, media_reason: null, error: null };
const waiting: [string, Partial<Record<keyof typeof job, unknown>>, SystemReason][] = [
  ['a video for room', { media_reason: '{"code":"no-room","detail":""}' }, 'no-room'],
  ['a video for a program', { media_reason: '{"code":"unavailable","detail":""}' }, 'unavailable'],
  ['a video of which nothing is known', { media_reason: 'not JSON' }, 'waiting'],
  ['a video that failed once', { attempts: 1, media_reason: '{"code":"no-room"}' }, 'again'],
  ['a video for the store', { media_reason: '{"code":"no-store","detail":""}' }, 'no-store'],
  ['a cover for the store', { kind: 'cover', error: away.message }, 'no-store'],
  ['a cover for room', { kind: 'cover', error: 'the disk is full (ENOSPC: no space left)' }, 'no-room'],
  ['a cover for a program', { kind: 'cover', error: 'bubblewrap is not on this machine' }, 'unavailable'],
  [
    'an attachment for room',
    { kind: 'attachment', error: 'the disk of the media store has 1 MiB left' },
    'no-room',
  ],
  [
    'an attachment for a program',
    { kind: 'attachment', error: 'ffmpeg is not on this machine' },
    'unavailable',
  ],
  ['an attachment that failed once', { kind: 'attachment', attempts: 1, error: 'x' }, 'again'],
  ['a kind of another version', { kind: 'later', error: 'x' }, 'waiting'],
];
const failed: [string, Parameters<typeof explainFailure>[0], SystemReason][] = [
  ['a worker that died with it', { kind: 'cover', starts: 11, payload: '{}', error: 'x' }, 'interrupted'],
  ['what cannot be read', { kind: 'attachment', starts: 1, payload: '{}', error: 'x' }, 'unreadable'],
  ['an error', { kind: 'attachment', starts: 2, payload: '{"attachmentId":"1"}', error: 'x' }, 'error'],
  [
    'a file that is gone',
    {
      kind: 'attachment',
      starts: 2,
      payload: '{"attachmentId":"1"}',
      error: new MediaNotFoundError('originals/ab/ab').message,
    },
    'file-missing',
  ],
];

describe('why a job does not go on', () => {
  for (const [name, about, reason] of waiting)
    it(`waits: ${name}`, () =>
      assert.equal(explainWait({ ...job, ...about } as Parameters<typeof explainWait>[0]), reason));
  for (const [name, about, reason] of failed)
    it(`failed: ${name}`, () => assert.equal(explainFailure(about), reason));
});
