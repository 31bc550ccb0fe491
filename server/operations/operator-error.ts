/** Something only the operator can mend; the message says what and how, and is shown as it is. */
export class OperatorError extends Error {
  override readonly name: string = 'OperatorError';
}
