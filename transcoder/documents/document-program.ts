// Runs inside the sandbox: one JSON request as its argument, one JSON answer on stdout. Imports nothing
// from outside this folder, since nothing else of ours is there.
import { readFile } from 'node:fs/promises';
import { extractText } from './extract-text.ts';
import { inspectDocument } from './inspect-document.ts';
import { type DocumentAnswer, type DocumentRequest, documentRequestSchema } from './messages.ts';
import { RefusedDocument } from './refused.ts';

const request = documentRequestSchema.parse(JSON.parse(process.argv[2] ?? ''));
process.stdout.write(`${JSON.stringify(await answer(request))}\n`);

async function answer(request: DocumentRequest): Promise<DocumentAnswer> {
  switch (request.action) {
    case 'check':
      return { kind: 'ready' };
    case 'inspect':
      return inspect(request);
    case 'text':
      return readText(request);
    default:
      throw new TypeError(`unknown request ${JSON.stringify(request satisfies never)}`);
  }
}

async function inspect({
  source,
  extension,
}: Extract<DocumentRequest, { action: 'inspect' }>): Promise<DocumentAnswer> {
  try {
    await inspectDocument(await readFile(source), extension);
    return { kind: 'accepted' };
  } catch (error) {
    if (!(error instanceof RefusedDocument)) throw error;
    return { kind: 'refused', code: error.code, detail: error.message };
  }
}

/** The libraries that read documents throw anything at a strange one: no text is all that it costs. */
async function readText({
  source,
  extension,
}: Extract<DocumentRequest, { action: 'text' }>): Promise<DocumentAnswer> {
  try {
    return { kind: 'text', text: await extractText(await readFile(source), extension) };
  } catch (error) {
    return {
      kind: 'unreadable',
      detail: error instanceof Error ? `${error.name}: ${error.message}` : 'unknown',
    };
  }
}
