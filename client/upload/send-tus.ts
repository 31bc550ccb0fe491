import { readAnswerError } from './upload-trouble.ts';

export interface TusRequest {
  method: 'GET' | 'POST' | 'HEAD' | 'PATCH' | 'DELETE';
  address: string;
  headers: Record<string, string>;
  body?: ArrayBuffer;
  signal?: AbortSignal;
  /** Milliseconds after which a request without an answer is given up. */
  patience: number;
}

/** Throws `AnswerError` for everything but success, and what fetch throws without an answer. */
export async function sendTus(fetch: typeof globalThis.fetch, sent: TusRequest): Promise<Response> {
  const { method, address, body, signal } = sent;
  // AbortSignal.any and .timeout are younger than the browsers that schools have.
  const end = new AbortController();
  const abort = () => end.abort();
  if (signal?.aborted) abort();
  signal?.addEventListener('abort', abort);
  const timer = setTimeout(abort, sent.patience);
  try {
    const headers = { 'Tus-Resumable': '1.0.0', ...sent.headers };
    const answer = await fetch(address, { method, headers, body, signal: end.signal });
    if (!answer.ok) throw await readAnswerError(method, answer);
    return answer;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}
