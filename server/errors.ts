import type { ProblemCode } from './contract/problem.ts';

/** What is wrong with one field of a request: a code with words of its own, or words already. */
export type FieldProblem = {
  /** `title`, `scores.teaching` */
  path: string;
} & ({ code: ProblemCode } | { message: string });

/** What fills in the words of a failure; a list is joined as its language joins one. */
export type FailureValues = Record<string, string | number | readonly string[]>;

/**
 * A failure that the caller is told about. `code` is stable and names the words
 * (`contract/words/.../problems.ts`); `values` fill them in. `error-handler.ts` renders it.
 */
export abstract class RequestError extends Error {
  abstract readonly status: number;
  readonly code: ProblemCode;
  readonly values: FailureValues;

  constructor(code: ProblemCode, values: FailureValues = {}, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
    this.values = values;
  }

  /** Whether something is wrong with the program or its machine, so that whoever keeps it has to hear of it. */
  get isOurs(): boolean {
    return this.status >= 500;
  }
}

/** The request cannot be understood. */
export class InvalidRequestError extends RequestError {
  override readonly name = 'InvalidRequestError';
  readonly status = 400;
  readonly fields: FieldProblem[];

  constructor(fields: FieldProblem[] = [], code: ProblemCode = 'invalid-request', values?: FailureValues) {
    super(code, values);
    this.fields = fields;
  }
}

export class NotSignedInError extends RequestError {
  override readonly name = 'NotSignedInError';
  readonly status = 401;

  constructor(code: ProblemCode = 'not-signed-in') {
    super(code);
  }
}

/** They may see it, but not do this. */
export class ForbiddenError extends RequestError {
  override readonly name = 'ForbiddenError';
  readonly status = 403;

  constructor(code: ProblemCode = 'forbidden', values?: Record<string, string | number>) {
    super(code, values);
  }
}

/** It is not there, or the caller may not know that it is. */
export class NotFoundError extends RequestError {
  override readonly name = 'NotFoundError';
  readonly status = 404;

  constructor() {
    super('not-found');
  }
}

/** The thing is in a state in which this cannot be done. */
export class ConflictError extends RequestError {
  override readonly name = 'ConflictError';
  readonly status = 409;
}

export class GoneError extends RequestError {
  override readonly name = 'GoneError';
  readonly status = 410;

  constructor(code: ProblemCode) {
    super(code);
  }
}

export class TooLargeError extends RequestError {
  override readonly name = 'TooLargeError';
  readonly status = 413;
}

/** The address of the request is longer than any of ours. */
export class AddressTooLongError extends RequestError {
  override readonly name = 'AddressTooLongError';
  readonly status = 414;

  constructor() {
    super('address-too-long');
  }
}

export class UnsupportedTypeError extends RequestError {
  override readonly name = 'UnsupportedTypeError';
  readonly status = 415;
}

export class TooManyRequestsError extends RequestError {
  override readonly name = 'TooManyRequestsError';
  readonly status = 429;
  readonly retryAfterSeconds: number;

  constructor(code: ProblemCode, retryAfterSeconds: number) {
    super(code, { seconds: retryAfterSeconds });
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

const POSTGRES_DISK_FULL = '53100';
const SQLITE_FULL = 13;

/** True when something failed because a disk is full: the file system, SQLite or PostgreSQL says so. */
export function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, errcode } = error as { code?: unknown; errcode?: unknown };
  return code === 'ENOSPC' || code === 'EDQUOT' || code === POSTGRES_DISK_FULL || errcode === SQLITE_FULL;
}

const SQLITE_BUSY = 5;

/** True when another process has kept SQLite's one write lock for longer than a statement waits for it. */
export function isDatabaseBusy(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { errcode } = error as { errcode?: unknown };
  // The low byte is the primary result code; the rest says more about it.
  return typeof errcode === 'number' && (errcode & 0xff) === SQLITE_BUSY;
}

/** Something we answer with is being built or mended: asking again in a moment helps. */
export class EngineUnavailableError extends RequestError {
  override readonly name = 'EngineUnavailableError';
  readonly status = 503;
  readonly retryAfterSeconds = 5;

  constructor(options?: ErrorOptions) {
    super('engine-unavailable', {}, options);
  }
}

/** Where files are kept does not answer: nothing is lost, and trying again helps once it does. */
export class StoreUnavailableError extends RequestError {
  override readonly name = 'StoreUnavailableError';
  readonly status = 503;
  readonly retryAfterSeconds = 10;

  constructor(options?: ErrorOptions) {
    super('store-unavailable', {}, options);
  }
}

/** The disk is full: nothing was taken that is not kept. */
export class NoRoomError extends RequestError {
  override readonly name = 'NoRoomError';
  readonly status = 507;

  constructor(options?: ErrorOptions) {
    super('no-room', {}, options);
  }
}
