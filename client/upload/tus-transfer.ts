import type { OpenUploadList } from '../../server/contract/uploads.ts';
import { findBegun } from './find-begun.ts';
import type { UploadSource } from './fingerprint-file.ts';
import {
  firstSlice,
  nextSliceBytes,
  sliceAfterCut,
  sliceAfterRefusal,
  slicePatience,
} from './plan-slices.ts';
import { sendTus, type TusRequest } from './send-tus.ts';
import { OtherFileError, UnreadableFileError } from './upload-trouble.ts';

export interface TusTransferOptions {
  lessonId?: string;
  endpoint: string;
  fetch?: typeof globalThis.fetch;
  /** Milliseconds after which a request without an answer is given up. */
  answer: number;
  /** The server has this upload, at its address. */
  onAddress(address: string): void;
  /** The server has said how much it has: `sent`. */
  onAdvance(pace: { bytesPerSecond: number | null; secondsLeft: number | null }): void;
}

/** The requests of one upload by tus 1.0, one at a time; what a failure means is for whoever asks to decide. */
export class TusTransfer {
  readonly #file: UploadSource;
  readonly #options: TusTransferOptions;
  /** Undefined: none is made yet, or none is known here. */
  address: string | undefined;
  /** Of the file's bytes: by it an upload that was begun elsewhere is known again. */
  fingerprint = '';
  /** Bytes that the server said it has. */
  sent = 0;
  /** Undefined: the server has to be asked. */
  #offset: number | undefined;
  #slices = firstSlice;

  constructor(file: UploadSource, options: TusTransferOptions) {
    this.#file = file;
    this.#options = options;
  }

  /** Before going on the server is asked what it has. */
  askFirst(): void {
    this.#offset = undefined;
  }

  /** After a cut connection less is risked at once. */
  takeSmallerSteps(): void {
    this.#slices = sliceAfterCut(this.#slices);
  }

  /** Something on the way takes no requests of this size; false when there is no smaller one. */
  shrinkSteps(): boolean {
    const smaller = sliceAfterRefusal(this.#slices);
    if (smaller) this.#slices = smaller;
    return smaller !== undefined;
  }

  /** Throws the upload away on the server. */
  async delete(): Promise<void> {
    if (this.address) await this.#request('DELETE', this.address, {});
  }

  /** The next step goes on with another upload of the file, or makes one. */
  forget(): void {
    this.address = undefined;
    this.sent = 0;
    this.#offset = undefined;
  }

  /** One request further; answers the lesson (null: not said) once the server has everything. */
  async step(signal: AbortSignal): Promise<string | null | undefined> {
    const address = this.address ?? (await this.#findBegun(signal)) ?? (await this.#create(signal));
    if (this.#offset === undefined) {
      const answer = await this.#request('HEAD', address, {}, { signal });
      const length = answer.headers.get('Upload-Length');
      // Bytes of one file must never be joined to those of another.
      if (length !== null && Number(length) !== this.#file.size) throw new OtherFileError();
      this.#options.onAddress(address);
      this.#advance(answer);
      return this.sent === this.#file.size ? answer.headers.get('Qianke-Lesson') : undefined;
    }
    const offset = this.#offset;
    const bytes = await this.#readSlice(offset);
    const startedAt = performance.now();
    const headers = { 'Content-Type': 'application/offset+octet-stream', 'Upload-Offset': String(offset) };
    const patience = this.#patienceFor(offset, bytes.byteLength);
    const answer = await this.#request('PATCH', address, headers, { signal, body: bytes, patience });
    const seconds = (performance.now() - startedAt) / 1000;
    this.#slices = nextSliceBytes(this.#slices, { bytes: bytes.byteLength, seconds });
    this.#advance(answer);
    return this.sent === this.#file.size ? answer.headers.get('Qianke-Lesson') : undefined;
  }

  /** On another device or in another browser, or by a request whose answer was lost. */
  async #findBegun(signal: AbortSignal): Promise<string | undefined> {
    const { endpoint, lessonId } = this.#options;
    const { name, size } = this.#file;
    const answer = await this.#request('GET', endpoint, {}, { signal });
    const { items }: OpenUploadList = await answer.json();
    const begun = findBegun(items, { name, size, bytes: this.fingerprint, lessonId });
    if (begun) this.address = `${endpoint}/${begun.id}`;
    return this.address;
  }

  async #create(signal: AbortSignal): Promise<string> {
    const { name, type, size } = this.#file;
    const metadata = [`filename ${encode(name)}`];
    if (type) metadata.push(`filetype ${encode(type)}`);
    if (this.fingerprint) metadata.push(`fingerprint ${encode(this.fingerprint)}`);
    if (this.#options.lessonId) metadata.push(`lesson ${encode(this.#options.lessonId)}`);
    const headers = { 'Upload-Length': String(size), 'Upload-Metadata': metadata.join(',') };
    const answer = await this.#request('POST', this.#options.endpoint, headers, { signal });
    const id = answer.headers.get('Location')?.split('/').at(-1);
    // A school's sign-in page for the internet answers 200 to everything.
    if (!id) throw new TypeError('no Location in the answer');
    this.address = `${this.#options.endpoint}/${id}`;
    this.#offset = 0;
    this.#options.onAddress(this.address);
    return this.address;
  }

  #advance(answer: Response): void {
    const offset = Number(answer.headers.get('Upload-Offset') ?? Number.NaN);
    // Something between here and the server answered in its place.
    if (!Number.isInteger(offset)) throw new TypeError('no Upload-Offset in the answer');
    this.#offset = this.sent = offset;
    const rate = this.#slices.bytesPerSecond;
    const secondsLeft = rate === null ? null : (this.#file.size - offset) / rate;
    this.#options.onAdvance({ bytesPerSecond: rate, secondsLeft });
  }

  async #readSlice(offset: number): Promise<ArrayBuffer> {
    try {
      return await this.#file.slice(offset, offset + this.#slices.bytes).arrayBuffer();
    } catch {
      throw new UnreadableFileError();
    }
  }

  async #request(
    method: TusRequest['method'],
    address: string,
    headers: Record<string, string>,
    more: Partial<Pick<TusRequest, 'signal' | 'body' | 'patience'>> = {},
  ): Promise<Response> {
    const fetch = this.#options.fetch ?? globalThis.fetch;
    return sendTus(fetch, { method, address, headers, patience: this.#options.answer, ...more });
  }

  /** With the last byte comes the server's own work on the whole file. */
  #patienceFor(offset: number, bytes: number): number {
    const { answer } = this.#options;
    if (offset + bytes >= this.#file.size) return answer;
    return slicePatience(bytes, this.#slices.bytesPerSecond, answer);
  }
}

function encode(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
