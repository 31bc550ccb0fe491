import type { DocumentRefusal } from './messages.ts';

/** Thrown by what looks into a document, and answered by the document program. */
export class RefusedDocument extends Error {
  override readonly name = 'RefusedDocument';
  readonly code: DocumentRefusal;

  /** `detail` is one line for the operator, in our words: never a part of the document. */
  constructor(code: DocumentRefusal, detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.code = code;
  }
}

/** Does what a library of others does with bytes of others: whatever it throws, the file is damaged. */
export async function orDamaged<T>(doing: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof RefusedDocument) throw cause;
    throw new RefusedDocument('damaged', `${doing} failed`, { cause });
  }
}
