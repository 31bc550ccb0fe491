import { VerificationError } from '../errors.ts';
import { DOCUMENT_LIMITS } from '../sandbox/limits.ts';
import { requireOrdinaryEnd } from '../sandbox/require-ordinary-end.ts';
import type { Sandbox } from '../sandbox.ts';
import { type DocumentAnswer, type DocumentRequest, documentAnswerSchema } from './messages.ts';

interface DocumentRun {
  /** Path of the file outside the sandbox. */
  source: string;
  sandbox: Sandbox;
  signal: AbortSignal;
  /** For the operator, where it does not end well. */
  doing: string;
}

/**
 * Puts one question about one document to the program in the sandbox. Throws MediaRejectedError (`limit`,
 * `decode-failed`) where the program was ended by what it read, VerificationError where it failed by itself.
 */
export async function runDocumentProgram(
  question: Omit<Extract<DocumentRequest, { source: string }>, 'source'>,
  { source, sandbox, signal, doing }: DocumentRun,
): Promise<DocumentAnswer> {
  const result = await sandbox.run(
    {
      program: 'documents',
      arguments: (paths) => {
        const request = { ...question, source: paths.input('document') } satisfies DocumentRequest;
        return [JSON.stringify(request)];
      },
    },
    { inputs: { document: source }, limits: DOCUMENT_LIMITS, signal },
  );
  requireOrdinaryEnd(result, doing);
  if (result.ending.code !== 0) throw new VerificationError(`the document program failed: ${result.stderr}`);
  return documentAnswerSchema.parse(JSON.parse(result.stdout));
}
