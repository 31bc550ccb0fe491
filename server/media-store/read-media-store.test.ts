import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EnvironmentError, readEnvironment } from '../env.ts';
import { nameMediaStore, readMediaStore } from './read-media-store.ts';

const keys = { AWS_ACCESS_KEY_ID: 'qianke', AWS_SECRET_ACCESS_KEY: 'secret' };
const own = { ...keys, AWS_ENDPOINT_URL_S3: 'http://10.0.0.5:9000/' };
const read = (variables: Record<string, string>) => readMediaStore(readEnvironment(variables), '/srv/qianke');

/** An S3 store as it was read, without the credentials. */
function readLocation(variables: Record<string, string>) {
  const config = read(variables);
  assert.equal(config.kind, 's3');
  assert.equal(config.folder, '/srv/qianke/media');
  const { credentials, ...location } = config.location;
  assert.deepEqual(credentials, { accessKeyId: 'qianke', secretAccessKey: 'secret' });
  return location;
}

describe('the setting of the media store', () => {
  it('is a folder of the data folder, or another one', () => {
    const usual = { kind: 'local', folder: '/srv/qianke/media' };
    assert.deepEqual(read({}), usual);
    for (const given of ['', 'file:']) assert.deepEqual(read({ MEDIA_STORE: given }), usual);
    assert.deepEqual(read({ MEDIA_STORE: 'file:///mnt/media' }), { kind: 'local', folder: '/mnt/media' });
  });

  it('is a bucket of a store of one’s own, reached by path', () => {
    const location = {
      bucket: 'qianke',
      endpoint: 'http://10.0.0.5:9000',
      region: 'us-east-1',
      pathStyle: true,
    };
    assert.deepEqual(readLocation({ ...own, MEDIA_STORE: 's3://qianke' }), { ...location, prefix: '' });
    for (const given of ['s3://qianke/a/b', 's3://qianke/a/b/'])
      assert.deepEqual(readLocation({ ...own, MEDIA_STORE: given }), { ...location, prefix: 'a/b/' });
  });

  it('is a bucket of a cloud, reached by the host’s name', () => {
    assert.deepEqual(readLocation({ ...keys, MEDIA_STORE: 's3://qianke', AWS_REGION: 'cn-north-1' }), {
      ...{ bucket: 'qianke', prefix: '', endpoint: undefined, region: 'cn-north-1', pathStyle: false },
    });
    const given = { ...keys, MEDIA_STORE: 's3://qianke/m?path-style=false', AWS_REGION: 'oss-cn-beijing' };
    assert.deepEqual(readLocation({ ...given, AWS_ENDPOINT_URL: 'https://oss-cn-beijing.example.com' }), {
      ...{ bucket: 'qianke', prefix: 'm/', endpoint: 'https://oss-cn-beijing.example.com' },
      ...{ region: 'oss-cn-beijing', pathStyle: false },
    });
  });

  it('is named without its credentials', () => {
    const named = nameMediaStore(read({ ...own, MEDIA_STORE: 's3://qianke/a/' }));
    assert.equal(named, 's3://qianke/a (http://10.0.0.5:9000)');
  });

  const refused: [string, Record<string, string>, RegExp][] = [
    [
      'a key in the address',
      { ...own, MEDIA_STORE: 's3://K:secret@qianke' },
      /^MEDIA_STORE：地址里不能写密钥/,
    ],
    [
      'a key in the endpoint',
      { ...own, MEDIA_STORE: 's3://qianke', AWS_ENDPOINT_URL_S3: 'http://K:secret@10.0.0.5' },
      /^AWS_ENDPOINT_URL_S3：地址里不能写密钥/,
    ],
    ['another kind of address', { ...own, MEDIA_STORE: '/mnt/media' }, /^MEDIA_STORE：应为 s3:/],
    ['no bucket', { ...own, MEDIA_STORE: 's3://' }, /^MEDIA_STORE：没有写桶名：桶名应为/],
    ['a bucket of another shape', { ...own, MEDIA_STORE: 's3://Qian_Ke' }, /^MEDIA_STORE：Qian_Ke：桶名应为/],
    ['a prefix that leads out', { ...own, MEDIA_STORE: 's3://qianke/../x' }, /^MEDIA_STORE：前缀只能/],
    ['a parameter that there is not', { ...own, MEDIA_STORE: 's3://qianke?region=x' }, /path-style=true/],
    ['no region', { ...keys, MEDIA_STORE: 's3://qianke' }, /^AWS_REGION：/],
    [
      'no key',
      { ...own, MEDIA_STORE: 's3://qianke', AWS_ACCESS_KEY_ID: '' },
      /^AWS_ACCESS_KEY_ID：.*访问密钥/,
    ],
    [
      'no secret',
      { ...own, MEDIA_STORE: 's3://qianke', AWS_SECRET_ACCESS_KEY: '' },
      /^AWS_SECRET_ACCESS_KEY：/,
    ],
    [
      'an endpoint that is no address',
      { ...own, AWS_ENDPOINT_URL_S3: '10.0.0.5' },
      /^AWS_ENDPOINT_URL_S3：应为/,
    ],
  ];
  for (const [what, variables, message] of refused) {
    it(`refuses ${what}, and says which variable to change`, () => {
      assert.throws(
        () => read(variables),
        (error: unknown) =>
          error instanceof EnvironmentError &&
          message.test(error.message) &&
          !error.message.includes('secret'),
      );
    });
  }
});
