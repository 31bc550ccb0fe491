import assert from 'node:assert/strict';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { UploadStatus } from '../contract/uploads.ts';
import type { TestClient } from './client.ts';

const tus = { 'tus-resumable': '1.0.0' };
/** A part of a file at a time, as browsers send it. */
const sliceBytes = 16 * 1024 ** 2;

/** Uploads a file from the disk, and answers the id of the lesson it became as soon as its last byte is answered. */
export async function uploadFile(client: TestClient, path: string): Promise<string> {
  await using file = await open(path);
  const { size } = await file.stat();
  const address = await beginUpload(client, basename(path), size);
  for (let offset = 0; offset < size; ) {
    const slice = new Uint8Array(Math.min(sliceBytes, size - offset));
    await file.read(slice, 0, slice.length, offset);
    offset = await sendSlice(client, address, offset, slice);
  }
  const { lessonId } = await client.json(address, UploadStatus);
  assert.ok(lessonId, 'the upload became no lesson');
  return lessonId;
}

/** Begins an upload (tus 1.0) and answers its address. */
export async function beginUpload(client: TestClient, filename: string, bytes: number): Promise<string> {
  const metadata = `filename ${Buffer.from(filename).toString('base64')},filetype ${btoa('video/mp4')}`;
  const headers = { ...tus, 'upload-length': String(bytes), 'upload-metadata': metadata };
  const created = await client.fetch('/api/uploads', { method: 'POST', headers });
  assert.equal(created.status, 201, await created.text());
  return created.headers.get('location') ?? '';
}

/** Where to go on, as the server says. */
export async function readOffset(client: TestClient, address: string): Promise<number> {
  const head = await client.fetch(address, { method: 'HEAD', headers: tus });
  assert.equal(head.status, 200);
  return Number(head.headers.get('upload-offset'));
}

/** Sends bytes that follow the first `offset`, and answers how many the server has then. */
export async function sendSlice(
  client: TestClient,
  address: string,
  offset: number,
  body: Uint8Array<ArrayBuffer>,
): Promise<number> {
  const headers = {
    ...tus,
    'upload-offset': String(offset),
    'content-type': 'application/offset+octet-stream',
  };
  const sent = await client.fetch(address, { method: 'PATCH', headers, body });
  assert.equal(sent.status, 204, await sent.text());
  return Number(sent.headers.get('upload-offset'));
}

/** Sends what the server does not have yet, `slice` bytes a request, and answers the id of the lesson it became. */
export async function sendRest(
  client: TestClient,
  address: string,
  file: Uint8Array<ArrayBuffer>,
  slice = file.length,
): Promise<string> {
  let offset = await readOffset(client, address);
  while (offset < file.length) {
    offset = await sendSlice(client, address, offset, file.subarray(offset, offset + slice));
  }
  const { state, lessonId } = await client.json(address, UploadStatus);
  assert.equal(state, 'finished');
  assert.ok(lessonId);
  return lessonId;
}
