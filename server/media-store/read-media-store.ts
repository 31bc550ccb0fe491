import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Environment, EnvironmentError } from '../env.ts';
import { nameS3Location, type S3Location } from './s3/s3-location.ts';

/** Where media are kept. `folder` is an absolute path: of the store itself, or of the work for it. */
export type MediaStoreConfig =
  | { kind: 'local'; folder: string }
  | { kind: 's3'; folder: string; location: S3Location };

type Given = Pick<
  Environment,
  | 'MEDIA_STORE'
  | 'AWS_ENDPOINT_URL_S3'
  | 'AWS_ENDPOINT_URL'
  | 'AWS_REGION'
  | 'AWS_ACCESS_KEY_ID'
  | 'AWS_SECRET_ACCESS_KEY'
  | 'AWS_SESSION_TOKEN'
>;

/**
 * `s3://BUCKET/PREFIX` with the variables that Amazon's own programs read; `?path-style=false` where the store wants
 * the bucket in the host's name. `file:///FOLDER` or nothing: a folder. Throws `EnvironmentError` with what to change.
 */
export function readMediaStore(env: Given, dataFolder: string): MediaStoreConfig {
  const folder = resolve(dataFolder, 'media');
  const given = env.MEDIA_STORE;
  if (given === undefined || given === 'file:') return { kind: 'local', folder };
  if (/^file:\/\/\//.test(given)) return { kind: 'local', folder: readFileAddress(given) };
  if (!/^s3:\/\//.test(given))
    throw wrong('应为 s3://桶/前缀 或 file:///文件夹；留空则存放在数据文件夹的 media 里');
  return { kind: 's3', folder, location: readLocation(given, env) };
}

/** As the operator knows it, without any credential. */
export function nameMediaStore(config: MediaStoreConfig): string {
  return config.kind === 's3' ? nameS3Location(config.location) : config.folder;
}

/** The same for what is below a key. */
export function placeInMediaStore(config: MediaStoreConfig, key: string): string {
  return config.kind === 's3' ? `${nameS3Location(config.location)} 的 ${key}` : join(config.folder, key);
}

function readFileAddress(address: string): string {
  try {
    return fileURLToPath(address);
  } catch {
    throw wrong('应为 file:///文件夹，例如 file:///mnt/media');
  }
}

/** Amazon's rules for names of buckets, which the others keep. */
const bucketShape = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const prefixShape = /^[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/;

function readLocation(address: string, env: Given): S3Location {
  refuseCredentials('MEDIA_STORE', address);
  const [path = '', query = ''] = address.slice('s3://'.length).split('?');
  const [bucket = '', ...below] = path.split('/');
  if (!bucketShape.test(bucket))
    throw wrong(
      `${bucket === '' ? '没有写桶名' : bucket}：桶名应为 3 到 63 个小写字母、数字、点或短横线，例如 s3://qianke/media`,
    );
  const prefix = below.join('/').replace(/\/+$/, '');
  if (prefix !== '' && !prefixShape.test(prefix))
    throw wrong('前缀只能用字母、数字、点、下划线、短横线和 /，例如 s3://qianke/media');
  refuseCredentials('AWS_ENDPOINT_URL_S3', env.AWS_ENDPOINT_URL_S3);
  refuseCredentials('AWS_ENDPOINT_URL', env.AWS_ENDPOINT_URL);
  const endpoint = (env.AWS_ENDPOINT_URL_S3 ?? env.AWS_ENDPOINT_URL)?.replace(/\/+$/, '');
  const region = env.AWS_REGION ?? (endpoint === undefined ? undefined : 'us-east-1');
  if (region === undefined)
    throw new EnvironmentError(
      'AWS_REGION：MEDIA_STORE 用 S3 时，请写上地域（例如 cn-north-1），或用 AWS_ENDPOINT_URL_S3 写上存储服务的网址（例如 http://10.0.0.5:9000）',
    );
  return {
    ...{ bucket, endpoint, region },
    prefix: prefix === '' ? '' : `${prefix}/`,
    pathStyle: readPathStyle(query) ?? endpoint !== undefined,
    credentials: readCredentials(env),
  };
}

/** An address is shown to operators and stands in logs: what is wrong with it is said without it. */
function refuseCredentials(name: string, address: string | undefined): void {
  if (address?.includes('@'))
    throw new EnvironmentError(
      `${name}：地址里不能写密钥，请写在 AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY 里`,
    );
}

function readPathStyle(query: string): boolean | undefined {
  const parameters = new URLSearchParams(query);
  const unknown = [...parameters.keys()].find((name) => name !== 'path-style');
  const value = parameters.get('path-style');
  if (unknown !== undefined || (value !== null && value !== 'true' && value !== 'false'))
    throw wrong('问号后面只能写 path-style=true 或 path-style=false（阿里云、腾讯云用 false）');
  return value === null ? undefined : value === 'true';
}

function readCredentials({
  AWS_ACCESS_KEY_ID: accessKeyId,
  AWS_SECRET_ACCESS_KEY: secretAccessKey,
  AWS_SESSION_TOKEN: sessionToken,
}: Given): S3Location['credentials'] {
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    const missing = accessKeyId === undefined ? 'AWS_ACCESS_KEY_ID' : 'AWS_SECRET_ACCESS_KEY';
    throw new EnvironmentError(`${missing}：MEDIA_STORE 用 S3 时必须写上存储服务的访问密钥`);
  }
  return { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
}

const wrong = (message: string) => new EnvironmentError(`MEDIA_STORE：${message}`);
