import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { inParallel } from '../in-parallel.ts';
import type { S3Connection } from './s3-connection.ts';

const MiB = 1024 ** 2;
/** Larger files go in parts of this size, so that a lost connection costs one part and not the file. */
const partBytes = 16 * MiB;
/** S3 takes no more of them. */
const mostParts = 10_000;
/** Parts of one file under way at a time. */
const partsAtOnce = 3;

/**
 * Stores a local file of so many bytes; when this resolves it is there, whole. Each request carries the MD5 of its
 * body, and the store refuses what came otherwise.
 */
export async function putObject(
  connection: S3Connection,
  key: string,
  file: string,
  bytes: number,
): Promise<void> {
  const handle = await open(file, 'r');
  try {
    if (bytes <= partBytes)
      await connection.bodies(async () => putWhole(connection, key, await readPart(handle, 0, bytes)));
    else await putInParts(connection, key, handle, bytes);
  } finally {
    await handle.close();
  }
}

export async function putWhole(connection: S3Connection, key: string, body: Buffer): Promise<void> {
  const { sdk, location, send } = connection;
  const command = { ...nameObject(connection, key), Body: body, ContentMD5: md5(body) };
  required(await send((client) => client.send(new sdk.PutObjectCommand(command))), location.bucket);
}

async function putInParts(
  connection: S3Connection,
  key: string,
  handle: FileHandle,
  bytes: number,
): Promise<void> {
  const { sdk, send, sendSlow, bodies } = connection;
  const object = nameObject(connection, key);
  const begun = await send((client) => client.send(new sdk.CreateMultipartUploadCommand(object)));
  const upload = { ...object, UploadId: required(begun?.UploadId, key) };
  try {
    const size = Math.max(partBytes, Math.ceil(bytes / mostParts));
    const parts = Array.from({ length: Math.ceil(bytes / size) }, (_, index) => index);
    const stored = await inParallel(parts, partsAtOnce, (index) =>
      bodies(async () => {
        const body = await readPart(handle, index * size, Math.min(size, bytes - index * size));
        const part = { PartNumber: index + 1 };
        const command = { ...upload, ...part, Body: body, ContentMD5: md5(body) };
        const put = await send((client) => client.send(new sdk.UploadPartCommand(command)));
        return { ...part, ETag: required(put?.ETag, key) };
      }),
    );
    const whole = { ...upload, MultipartUpload: { Parts: stored } };
    // Null where an earlier try went through and its answer was lost, or somebody has thrown the parts away.
    await sendSlow((client) => client.send(new sdk.CompleteMultipartUploadCommand(whole)));
    const found = await send((client) => client.send(new sdk.HeadObjectCommand(object)));
    if (found?.ContentLength !== bytes)
      throw new Error(`${key} is not in the media store after it was stored`);
  } catch (error) {
    // What cannot be thrown away now is removed a day later (`removeAbandoned`).
    await send((client) => client.send(new sdk.AbortMultipartUploadCommand(upload))).catch(() => {});
    throw error;
  }
}

const nameObject = ({ location }: S3Connection, key: string) => ({
  Bucket: location.bucket,
  Key: location.prefix + key,
});

const md5 = (bytes: Buffer) => createHash('md5').update(bytes).digest('base64');

async function readPart(handle: FileHandle, start: number, length: number): Promise<Buffer> {
  const body = Buffer.allocUnsafeSlow(length);
  for (let got = 0; got < length; ) {
    const { bytesRead } = await handle.read(body, got, length - got, start + got);
    if (bytesRead === 0) throw new Error('a file became shorter while it was stored');
    got += bytesRead;
  }
  return body;
}

function required<Value>(value: Value | null | undefined, what: string): Value {
  if (value === null || value === undefined) throw new Error(`the media store gave no answer about ${what}`);
  return value;
}
