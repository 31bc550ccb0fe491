import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findOnPath, freePort, ownServer } from '../../../search/test/own-server.ts';
import { listObjects } from '../s3/list-objects.ts';
import { openS3Connection } from '../s3/s3-connection.ts';
import type { S3Location } from '../s3/s3-location.ts';

/** An S3 server for tests. */
export interface TestS3 {
  /** A place of its own for each caller. */
  newLocation(): S3Location;
  /** What the program is given to use that place. */
  environment(location: S3Location): Record<string, string>;
  stop(): Promise<void>;
}

/** One that the test started itself and may stop, freeze and start again on the same port. */
export interface OwnS3 extends TestS3 {
  /** Of the running process. */
  pid(): number;
  /** Ends the process at once and leaves its data. */
  kill(): Promise<void>;
  restart(): Promise<void>;
  /** Where it keeps what is stored there, each key a path. */
  folderOf(location: S3Location): string;
}

/** What a test prints instead of running where there is none. */
export const notTested = 'S3 WAS NOT TESTED: SET S3_URL OR PUT A versitygw ON THE PATH';

/** Whether `startS3` can work here: `S3_URL` is set or a `versitygw` is on the PATH. */
export function hasS3(): boolean {
  return Boolean(process.env.S3_URL) || ownBinary() !== null;
}

/** Whether `startOwnS3` can work here. */
export function hasOwnS3(): boolean {
  return ownBinary() !== null;
}

/** The one that `S3_URL` (`http://KEY:SECRET@HOST:PORT/BUCKET`) names, or else one started for the test. */
export async function startS3(): Promise<TestS3> {
  if (!process.env.S3_URL) return await startOwnS3();
  const { origin, username, password, pathname } = new URL(process.env.S3_URL);
  const credentials = {
    accessKeyId: decodeURIComponent(username),
    secretAccessKey: decodeURIComponent(password),
  };
  const { newLocation, ...rest } = locations(origin, pathname.slice(1), credentials);
  const used: S3Location[] = [];
  return {
    ...rest,
    newLocation() {
      const location = newLocation();
      used.push(location);
      return location;
    },
    async stop() {
      for (const location of used) await empty(location);
    },
  };
}

/** Somebody's bucket is left as it was found. */
async function empty(location: S3Location): Promise<void> {
  const connection = await openS3Connection(location);
  const { sdk, send } = connection;
  for (const { key } of await listObjects(connection, '')) {
    const object = { Bucket: location.bucket, Key: location.prefix + key };
    await send((client) => client.send(new sdk.DeleteObjectCommand(object)));
  }
}

/** Starts a versitygw on a free port of this machine, with credentials and data of its own. */
export async function startOwnS3(): Promise<OwnS3> {
  const binary = ownBinary();
  if (binary === null) throw new Error(notTested);
  const folder = mkdtempSync(join(tmpdir(), 'qianke-s3-'));
  const bucket = 'qianke';
  await mkdir(join(folder, 'data', bucket), { recursive: true });
  await mkdir(join(folder, 'names'));
  const port = await freePort();
  const credentials = { accessKeyId: 'qianke-test', secretAccessKey: randomBytes(24).toString('hex') };
  const endpoint = `http://127.0.0.1:${port}`;
  const { pid, kill, start: begin } = ownServer(binary, () => answers(endpoint));

  async function start(): Promise<void> {
    const spawned = spawn(
      binary!,
      [
        ...['--port', `127.0.0.1:${port}`, '--keep-alive', '--quiet'],
        ...['posix', '--sidecar', join(folder, 'names'), join(folder, 'data')],
      ],
      {
        cwd: folder,
        env: { ROOT_ACCESS_KEY: credentials.accessKeyId, ROOT_SECRET_KEY: credentials.secretAccessKey },
        stdio: 'ignore',
      },
    );
    await begin(spawned);
  }

  await start();
  return {
    ...locations(endpoint, bucket, credentials),
    pid,
    kill,
    async restart() {
      await kill();
      await start();
    },
    folderOf: ({ prefix }) => join(folder, 'data', bucket, prefix),
    async stop() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function locations(endpoint: string, bucket: string, credentials: S3Location['credentials']) {
  return {
    newLocation: (): S3Location => ({
      ...{ bucket, endpoint, credentials },
      prefix: `test-${randomUUID()}/`,
      region: 'us-east-1',
      pathStyle: true,
    }),
    environment: ({ prefix }: S3Location) => ({
      MEDIA_STORE: `s3://${bucket}/${prefix}`,
      AWS_ENDPOINT_URL_S3: endpoint,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    }),
  };
}

const ownBinary = () => findOnPath('versitygw');

/** Any answer will do: a request without a signature is refused by one that runs. */
async function answers(url: string): Promise<boolean> {
  try {
    await (await fetch(url)).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}
