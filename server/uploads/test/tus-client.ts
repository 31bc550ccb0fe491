import { createHash } from 'node:crypto';
import { type RequestOptions, request } from 'node:http';

export interface Answer {
  status: number;
  headers: Headers;
  /** `code` of a problem, or the whole JSON. */
  json: Record<string, unknown>;
}

/** One request as one person, with the header that tus wants unless it is taken away by `null`. */
export async function tus(
  url: string,
  method: string,
  headers: Record<string, string | null> = {},
  body?: Uint8Array | string,
): Promise<Answer> {
  const all = { 'tus-resumable': '1.0.0', 'x-test-person': 'teacher', ...headers };
  const sent = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null)) as Record<
    string,
    string
  >;
  const response = await fetch(url, { method, headers: sent, body: body as BodyInit | undefined });
  const text = await response.text();
  return { status: response.status, headers: response.headers, json: text ? JSON.parse(text) : {} };
}

export const create = (server: string, length: number, headers: Record<string, string | null> = {}) =>
  tus(`${server}/api/uploads`, 'POST', { 'upload-length': String(length), ...headers });

/** Creates an upload that must be taken, and answers its whole address. */
export async function begin(
  server: string,
  length: number,
  headers?: Record<string, string | null>,
): Promise<string> {
  const answer = await create(server, length, headers);
  if (answer.status !== 201) throw new Error(`not created: ${answer.status} ${JSON.stringify(answer.json)}`);
  return server + answer.headers.get('location');
}

export const patch = (
  url: string,
  offset: number,
  bytes: Uint8Array | string,
  headers: Record<string, string | null> = {},
) =>
  tus(
    url,
    'PATCH',
    { 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset), ...headers },
    bytes,
  );

export const head = (url: string, headers?: Record<string, string | null>) => tus(url, 'HEAD', headers);

export async function offsetOf(url: string): Promise<number> {
  const answer = await head(url);
  if (answer.status !== 200) throw new Error(`HEAD answered ${answer.status}`);
  return Number(answer.headers.get('upload-offset'));
}

export interface OpenPatch {
  write(bytes: Uint8Array): Promise<void>;
  end(): void;
  /** Cuts the connection. */
  reset(): void;
  /** Status, or `cut` when the connection was closed without an answer. */
  answer: Promise<number | 'cut'>;
}

/** A PATCH whose body is written step by step, and which may stay half-open. */
export function openPatch(url: string, offset: number, headers: Record<string, string> = {}): OpenPatch {
  const options: RequestOptions = {
    method: 'PATCH',
    agent: false,
    headers: {
      'tus-resumable': '1.0.0',
      'x-test-person': 'teacher',
      'content-type': 'application/offset+octet-stream',
      'upload-offset': String(offset),
      ...headers,
    },
  };
  const sent = request(url, options);
  const answer = new Promise<number | 'cut'>((resolve) => {
    sent.on('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on('error', () => resolve('cut'));
    sent.on('close', () => resolve('cut'));
  });
  sent.flushHeaders();
  return {
    answer,
    write: (bytes) =>
      new Promise((resolve, reject) => sent.write(bytes, (error) => (error ? reject(error) : resolve()))),
    end: () => sent.end(),
    reset: () => sent.destroy(),
  };
}

export const base64 = (text: string) => Buffer.from(text).toString('base64');
export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Waits for something to become true; says what it waited for when it does not. */
export async function until(
  what: string,
  check: () => Promise<boolean> | boolean,
  ms = 20_000,
): Promise<void> {
  const deadline = Date.now() + ms;
  while (!(await check())) {
    if (Date.now() > deadline) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
