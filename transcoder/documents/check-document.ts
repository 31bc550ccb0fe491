import { VerificationError } from '../errors.ts';
import type { Sandbox } from '../sandbox.ts';
import type { DocumentRefusal } from './messages.ts';
import { runDocumentProgram } from './run-document-program.ts';

export interface DocumentCheck {
  /** Path of the file as it was uploaded, read-only. */
  source: string;
  /** What it is named as: `docx`, `pdf`; in small letters. */
  extension: string;
  sandbox: Sandbox;
  signal: AbortSignal;
}

export type DocumentVerdict =
  | { kind: 'accepted' }
  /** `detail` is for the operator. */
  | { kind: 'refused'; code: DocumentRefusal; detail: string };

/**
 * Looks into a document in the sandbox. Throws MediaRejectedError (`limit`, `decode-failed`) where the
 * program was ended by what it read.
 */
export async function checkDocument({
  source,
  extension,
  sandbox,
  signal,
}: DocumentCheck): Promise<DocumentVerdict> {
  const answer = await runDocumentProgram(
    { action: 'inspect', extension },
    { source, sandbox, signal, doing: 'looking into a document' },
  );
  if (answer.kind === 'accepted' || answer.kind === 'refused') return answer;
  throw new VerificationError('the document program answered another question');
}
