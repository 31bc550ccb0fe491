import { VerificationError } from '../errors.ts';
import { DOCUMENT_LIMITS } from '../sandbox/limits.ts';
import { requireOrdinaryEnd } from '../sandbox/require-ordinary-end.ts';
import type { Sandbox } from '../sandbox.ts';
import { type DocumentRefusal, documentAnswerSchema } from './messages.ts';

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
  const result = await sandbox.run(
    {
      program: 'documents',
      arguments: (paths) => [
        JSON.stringify({ action: 'inspect', source: paths.input('document'), extension }),
      ],
    },
    { inputs: { document: source }, limits: DOCUMENT_LIMITS, signal },
  );
  requireOrdinaryEnd(result, 'looking into a document');
  if (result.ending.code !== 0) {
    throw new VerificationError(`the document program failed: ${result.stderr}`);
  }
  const answer = documentAnswerSchema.parse(JSON.parse(result.stdout));
  if (answer.kind === 'ready') throw new VerificationError('the document program answered another question');
  return answer;
}
