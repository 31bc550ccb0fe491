import { openAsBlob } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';

/** Somebody signed in at a library, working through its public API like any browser. */
export class ApiClient {
  readonly #origin: string;
  readonly #cookie: string;
  readonly #signal: AbortSignal;

  private constructor(origin: string, cookie: string, signal: AbortSignal) {
    this.#origin = origin;
    this.#cookie = cookie;
    this.#signal = signal;
  }

  static async signIn(
    origin: string,
    name: string,
    password: string,
    signal: AbortSignal,
  ): Promise<ApiClient> {
    const response = await fetch(`${origin}/api/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: origin },
      body: JSON.stringify({ name, password }),
      signal,
    });
    await requireOk(response);
    const cookie = response.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    return new ApiClient(origin, cookie, signal);
  }

  get<T>(path: string): Promise<T> {
    return this.#send('GET', path);
  }

  send<T>(method: 'POST' | 'PUT' | 'PATCH', path: string, body: unknown = {}): Promise<T> {
    return this.#send(method, path, { 'Content-Type': 'application/json' }, JSON.stringify(body));
  }

  /** Adds a file to a lesson. */
  attach(lessonId: string, kind: string, filename: string, text: string): Promise<unknown> {
    const form = new FormData();
    form.set('kind', kind);
    form.set('file', new Blob([text], { type: 'text/plain' }), filename);
    return this.#send('POST', `/api/lessons/${lessonId}/attachments`, {}, form);
  }

  /** Uploads a file by tus 1.0 and answers the id of the lesson that its last byte made. */
  async upload(file: string): Promise<string> {
    const { size } = await stat(file);
    const metadata = { filename: basename(file), filetype: 'video/mp4' };
    const encoded = Object.entries(metadata).map(
      ([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`,
    );
    const tus = { 'Tus-Resumable': '1.0.0' };
    const created = await this.#fetch('POST', '/api/uploads', {
      ...tus,
      'Upload-Length': String(size),
      'Upload-Metadata': encoded.join(','),
    });
    const address = created.headers.get('location') ?? '';
    const headers = { ...tus, 'Upload-Offset': '0', 'Content-Type': 'application/offset+octet-stream' };
    await this.#fetch('PATCH', address, headers, await openAsBlob(file));
    const { lessonId } = await this.get<{ lessonId: string }>(address);
    return lessonId;
  }

  async #send<T>(
    method: string,
    path: string,
    headers: Record<string, string> = {},
    body?: BodyInit,
  ): Promise<T> {
    const response = await this.#fetch(method, path, headers, body);
    const text = await response.text();
    return text === '' ? (undefined as T) : JSON.parse(text);
  }

  async #fetch(
    method: string,
    path: string,
    headers: Record<string, string>,
    body?: BodyInit,
  ): Promise<Response> {
    const response = await fetch(new URL(path, this.#origin), {
      method,
      headers: { ...headers, Cookie: this.#cookie, Origin: this.#origin },
      body,
      signal: this.#signal,
    });
    return requireOk(response);
  }
}

async function requireOk(response: Response): Promise<Response> {
  if (response.ok) return response;
  throw new Error(`${response.url}: ${response.status} ${await response.text()}`);
}
