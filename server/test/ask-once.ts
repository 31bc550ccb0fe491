import { request as openRequest } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Question {
  method?: string;
  headers?: Record<string, string>;
  body?: Uint8Array;
  /** Pieces that the body is sent in, and the time after each of them, ms: somebody's slow line. */
  pieces?: number;
  pause?: () => number;
}

/** What became of a request on a connection of its own. */
export type Asked =
  | { end: 'answered'; status: number; headers: Record<string, string | string[] | undefined>; body: Buffer }
  /** No connection was made. */
  | { end: 'refused' }
  /** There was a connection, and no whole answer came. */
  | {
      end: 'cut';
      why: string;
      /** When there was a connection (`performance.now()`), and whether an answer had begun. */
      connectedAt: number;
      begun: boolean;
    };

/** Asks once, and says how far it came: a browser would ask again by itself. */
export async function askOnce(address: string, question: Question = {}): Promise<Asked> {
  const { method = 'GET', headers = {}, body, pieces = 1, pause = () => 0 } = question;
  const { promise, resolve } = Promise.withResolvers<Asked>();
  let connectedAt: number | undefined;
  let begun = false;
  const length: Record<string, string> = body ? { 'content-length': String(body.length) } : {};
  const request = openRequest(address, { method, agent: false, headers: { ...length, ...headers } });
  request.once('socket', (socket) => {
    socket.once('connect', () => {
      connectedAt = performance.now();
    });
  });
  const fail = (error: Error) =>
    resolve(
      connectedAt === undefined ? { end: 'refused' } : { end: 'cut', why: error.message, connectedAt, begun },
    );
  request.once('error', fail);
  request.once('response', (response) => {
    begun = true;
    const chunks: Buffer[] = [];
    response.on('data', (chunk: Buffer) => chunks.push(chunk));
    response.once('error', fail);
    response.once('end', () =>
      resolve({
        ...{ end: 'answered', status: response.statusCode ?? 0, headers: response.headers },
        body: Buffer.concat(chunks),
      }),
    );
  });
  await send();
  return promise;

  async function send(): Promise<void> {
    if (!body) return void request.end();
    const size = Math.ceil(body.length / pieces);
    for (let at = 0; at < body.length && !request.destroyed; at += size) {
      if (at > 0) await Promise.race([promise, sleep(pause())]);
      request.write(body.subarray(at, at + size));
    }
    request.end();
  }
}
