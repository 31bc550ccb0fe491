import { VerificationError } from '../errors.ts';
import type { Sandbox } from '../sandbox.ts';
import { runDocumentProgram } from './run-document-program.ts';

export interface DocumentReading {
  /** Path of the file, read-only; it has passed `checkDocument`. */
  source: string;
  /** What it is named as: `docx`, `pdf`; in small letters. */
  extension: string;
  sandbox: Sandbox;
  signal: AbortSignal;
}

/**
 * Reads the text of a document in the sandbox: at most 200 kB in UTF-8, a paragraph a line; empty where it has
 * none or none can be read. Throws MediaRejectedError (`limit`, `decode-failed`) where the program was ended by
 * what it read.
 */
export async function readDocumentText({
  source,
  extension,
  sandbox,
  signal,
}: DocumentReading): Promise<string> {
  const answer = await runDocumentProgram(
    { action: 'text', extension },
    { source, sandbox, signal, doing: 'reading the text of a document' },
  );
  if (answer.kind === 'text') return answer.text;
  if (answer.kind === 'unreadable') return '';
  throw new VerificationError('the document program answered another question');
}
