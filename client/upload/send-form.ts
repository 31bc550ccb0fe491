import { readOutcome, type SendOutcome } from './attachment-sending.ts';

export interface SentForm {
  address: string;
  /** What stands before the file, so that it is known when the file comes. */
  fields: Readonly<Record<string, string>>;
  file: File;
  /** Bytes of the file that have left this device. */
  onProgress(sent: number): void;
  signal: AbortSignal;
  /** Milliseconds without a byte or an answer after which the connection counts as cut. */
  patience: number;
}

/**
 * Sends a file as multipart, with progress: fetch tells none. It never throws; an abort ends as `cut`, which nobody
 * should be waiting for any more.
 */
export async function sendForm(sent: SentForm): Promise<SendOutcome> {
  const { address, fields, file, onProgress, signal, patience } = sent;
  try {
    // A request with a file that is not there any more fails like one without a line.
    await file.slice(0, 1).arrayBuffer();
  } catch {
    return { name: 'unreadable' };
  }
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('file', file);
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(() => request.abort(), patience);
    };
    const abort = () => request.abort();
    request.upload.onprogress = ({ loaded }) => {
      wait();
      // The form around the file is counted too.
      onProgress(Math.min(loaded, file.size));
    };
    request.onloadend = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      const { status, responseText: body } = request;
      resolve(readOutcome({ status, body, retryAfter: request.getResponseHeader('Retry-After') }));
    };
    request.open('POST', address);
    request.setRequestHeader('Accept', 'application/json');
    signal.addEventListener('abort', abort);
    wait();
    request.send(form);
    if (signal.aborted) request.abort();
  });
}
