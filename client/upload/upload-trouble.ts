export interface UploadProblem {
  /** As in `server/contract/words`; empty when something between here and the server answered. */
  code: string;
  title: string;
}

/** Why an upload does not go on, and with that, what is done about it. */
export type Trouble =
  | { kind: 'retry'; problem: UploadProblem | null; seconds?: number }
  | { kind: 'signed-out' }
  | { kind: 'gone' }
  | { kind: 'refused'; problem: UploadProblem }
  | { kind: 'unreadable' };

/** The file on this device cannot be read (any more). */
export class UnreadableFileError extends Error {
  override readonly name = 'UnreadableFileError';
}

/** The upload that was to be continued is of a file of another size. */
export class OtherFileError extends Error {
  override readonly name = 'OtherFileError';
}

/** The server, or a proxy before it, answered with something other than success. */
export class AnswerError extends Error {
  override readonly name = 'AnswerError';
  readonly method: string;
  readonly status: number;
  readonly problem: UploadProblem;
  readonly retryAfterSeconds: number | undefined;

  constructor(method: string, status: number, problem: UploadProblem, retryAfterSeconds?: number) {
    super(`${method}: ${status} ${problem.code}`);
    this.method = method;
    this.status = status;
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export async function readAnswerError(method: string, answer: Response): Promise<AnswerError> {
  const problem: Partial<UploadProblem> = await answer.json().catch(() => ({}));
  const retryAfter = Number(answer.headers.get('Retry-After') ?? Number.NaN);
  return new AnswerError(
    method,
    answer.status,
    { code: problem.code ?? '', title: problem.title ?? '' },
    retryAfter > 0 ? retryAfter : undefined,
  );
}

/**
 * Only 404 and 410 on the upload itself say that it is gone. Everything that may pass by itself is tried
 * again; what the person has to change is refused.
 */
export function toTrouble(error: unknown): Trouble {
  if (error instanceof UnreadableFileError) return { kind: 'unreadable' };
  // For this file there is none on the server: the person says whether one begins.
  if (error instanceof OtherFileError) return { kind: 'gone' };
  // fetch tells no more than that there was no answer.
  if (!(error instanceof AnswerError)) return { kind: 'retry', problem: null };
  const { method, status, problem, retryAfterSeconds } = error;
  const creating = method === 'POST';
  switch (status) {
    case 401:
      return { kind: 'signed-out' };
    case 404:
    case 410:
      return creating ? { kind: 'refused', problem } : { kind: 'gone' };
    case 408:
    case 423:
    case 429:
      return { kind: 'retry', problem: null, seconds: retryAfterSeconds };
    case 409:
      return creating ? { kind: 'refused', problem } : { kind: 'retry', problem: null };
    case 507:
      return creating ? { kind: 'refused', problem } : { kind: 'retry', problem };
    default:
      return status >= 500
        ? { kind: 'retry', problem, seconds: retryAfterSeconds }
        : { kind: 'refused', problem };
  }
}
