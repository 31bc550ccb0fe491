import assert from 'node:assert/strict';
import type { z } from 'zod';
import { Problem } from '../contract/problem.ts';

export type Send = (path: string, body?: unknown, headers?: Record<string, string>) => Promise<Response>;

/** A browser as far as the server can tell: sends the page's origin and keeps its cookies. */
export interface TestClient {
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  /** A body that is no form data is sent as JSON. */
  post: Send;
  put: Send;
  patch: Send;
  delete: Send;
  /** Any request with this client's cookie and origin; what `init.headers` names goes before. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** GET that must be answered with 200 and with what the contract says. */
  json<Answer extends z.ZodType>(path: string, answer: Answer): Promise<z.infer<Answer>>;
  /** `name=value` pairs kept so far. */
  cookies(): string;
}

export function createTestClient(origin: string, cookie = ''): TestClient {
  const jar = new Map(
    cookie ? [[cookie.slice(0, cookie.indexOf('=')), cookie.slice(cookie.indexOf('=') + 1)]] : [],
  );
  const cookies = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');

  async function send(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers({ origin });
    if (jar.size > 0) headers.set('cookie', cookies());
    for (const [name, value] of new Headers(init.headers)) headers.set(name, value);
    const response = await fetch(new URL(path, origin), { redirect: 'manual', ...init, headers });
    for (const line of response.headers.getSetCookie()) keep(line);
    return response;
  }

  function keep(line: string): void {
    const [pair = ''] = line.split(';');
    const name = pair.slice(0, pair.indexOf('='));
    if (/expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(name);
    else jar.set(name, pair.slice(name.length + 1));
  }

  const sending =
    (method: string): Send =>
    (path, body, headers = {}) => {
      if (body === undefined) return send(path, { method, headers });
      if (body instanceof FormData) return send(path, { method, body, headers });
      return send(path, {
        method,
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', ...headers },
      });
    };

  return {
    get: (path, headers = {}) => send(path, { headers }),
    post: sending('POST'),
    put: sending('PUT'),
    patch: sending('PATCH'),
    delete: sending('DELETE'),
    fetch: send,
    json: async (path, answer) => readAnswer(await send(path), answer),
    cookies,
  };
}

/** The body of an answer that must have the status and be what the contract says. */
export async function readAnswer<Answer extends z.ZodType>(
  response: Response,
  answer: Answer,
  status = 200,
): Promise<z.infer<Answer>> {
  const text = await response.text();
  assert.equal(response.status, status, text);
  return answer.parse(JSON.parse(text));
}

/** Asserts that a request was refused, and how. */
export async function assertProblem(response: Response, status: number, code: string): Promise<void> {
  const text = await response.text();
  assert.equal(response.status, status, text);
  assert.equal(Problem.parse(JSON.parse(text)).code, code);
}
