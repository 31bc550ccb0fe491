import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inspect } from 'node:util';
import { tellsOfStore, type UnavailableReason } from '../media-store.ts';
import { describeFailure, judgeFailure } from './s3-connection.ts';
import type { S3Location } from './s3-location.ts';

type Failure = Parameters<typeof judgeFailure>[0];
const answer = (name: string, status: number): Failure => ({ name, status, code: undefined });
const noAnswer = (name: string, code?: string): Failure => ({ name, status: undefined, code });

const cases: [string, Failure, UnavailableReason | null][] = [
  ['a port where nothing listens', noAnswer('TimeoutError', 'ECONNREFUSED'), 'unreachable'],
  ['a host that there is not', noAnswer('Error', 'ENOTFOUND'), 'unreachable'],
  ['silence', noAnswer('TimeoutError'), 'unreachable'],
  ['trouble of its own', answer('InternalError', 500), 'unreachable'],
  ['a proxy before it', answer('502', 502), 'unreachable'],
  ['too much at once', answer('SlowDown', 503), 'unreachable'],
  ['a key that it does not know', answer('InvalidAccessKeyId', 403), 'refused'],
  ['a wrong secret', answer('SignatureDoesNotMatch', 403), 'refused'],
  ['a look-up, whose answer has no words', answer('403', 403), 'refused'],
  ['no bucket', answer('NoSuchBucket', 404), 'no-bucket'],
  ['a clock that is off', answer('RequestTimeTooSkewed', 403), 'clock'],
  ['a disk of MinIO', answer('XMinioStorageFull', 507), 'full'],
  ['a quota of Ceph', answer('QuotaExceeded', 403), 'full'],
  ['bytes that came otherwise', answer('BadDigest', 400), null],
  ['what it cannot do', answer('NotImplemented', 501), 'unreachable'],
];

const location: S3Location = {
  ...{ bucket: 'qianke', prefix: 'media/', endpoint: 'http://10.0.0.5:9000', region: 'us-east-1' },
  ...{ pathStyle: true, credentials: { accessKeyId: 'AKIDQIANKE', secretAccessKey: 'the-secret' } },
};

describe('what an S3 store refuses with', () => {
  for (const [name, failure, reason] of cases) {
    it(`${name}: ${reason ?? 'a fault of ours'}`, () => assert.equal(judgeFailure(failure), reason));
  }

  it('is told to the operator without the request that it carries', () => {
    const error = Object.assign(new Error('key AKIDQIANKE, signed with the-secret'), {
      ...{ name: 'SignatureDoesNotMatch', AWSAccessKeyId: 'AKIDQIANKE', StringToSign: 'the-secret' },
      $metadata: { httpStatusCode: 403 },
    });
    const told = describeFailure(error, location);
    assert.match(told.message, /^the media store s3:\/\/qianke\/media \(http:\/\/10\.0\.0\.5:9000\) refuses/);
    assert.ok(tellsOfStore(told.message));
    assert.doesNotMatch(inspect(told, { depth: 9, showHidden: true }), /AKIDQIANKE|the-secret/);
  });
});
