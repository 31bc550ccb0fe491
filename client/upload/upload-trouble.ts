export interface UploadProblem {
  /** As in `server/contract/words`; empty when something between here and the server answered. */
  code: string;
  title: string;
}

/** Why an upload does not go on, and with that, what is done about it. */
export type Trouble =
  | { kind: 'retry'; problem: UploadProblem | null; seconds?: number }
  /** A proxy takes no requests of this size. */
  | { kind: 'too-large'; problem: UploadProblem }
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
  /** It was the server that answered, not something between here and it. */
  readonly ours: boolean;

  constructor(
    method: string,
    status: number,
    problem: UploadProblem,
    { retryAfterSeconds, ours = true }: { retryAfterSeconds?: number; ours?: boolean } = {},
  ) {
    super(`${method}: ${status} ${problem.code}`);
    this.method = method;
    this.status = status;
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
    this.ours = ours;
  }
}

export async function readAnswerError(method: string, answer: Response): Promise<AnswerError> {
  const problem: Partial<UploadProblem> = await answer.json().catch(() => ({}));
  const retryAfter = Number(answer.headers.get('Retry-After') ?? Number.NaN);
  const code = problem.code ?? '';
  return new AnswerError(
    method,
    answer.status,
    { code, title: problem.title ?? '' },
    {
      retryAfterSeconds: retryAfter > 0 ? retryAfter : undefined,
      // "The Tus-Resumable header MUST be included in every request and response." Answers to HEAD have no body.
      ours: code !== '' || answer.headers.has('Tus-Resumable'),
    },
  );
}

/**
 * Only the server's own 404 and 410 on the upload itself say that it is gone. Everything that may pass by
 * itself is tried again, and so is whatever a proxy or a school's sign-in page for the internet says in the
 * server's place; what the person has to change is refused.
 */
export function toTrouble(error: unknown): Trouble {
  if (error instanceof UnreadableFileError) return { kind: 'unreadable' };
  // For this file there is none on the server: the person says whether one begins.
  if (error instanceof OtherFileError) return { kind: 'gone' };
  // fetch tells no more than that there was no answer.
  if (!(error instanceof AnswerError)) return { kind: 'retry', problem: null };
  const { method, status, problem, retryAfterSeconds, ours } = error;
  const creating = method === 'POST';
  const retry: Trouble = { kind: 'retry', problem, seconds: retryAfterSeconds };
  if (status === 401) return { kind: 'signed-out' };
  if (status === 413 && !ours)
    return creating ? { kind: 'refused', problem } : { kind: 'too-large', problem };
  if (!ours) return retry;
  switch (status) {
    case 404:
    case 410:
      return creating ? { kind: 'refused', problem } : { kind: 'gone' };
    case 408:
      return { ...retry, problem: null };
    case 423:
    case 429:
      return retry;
    case 409:
      return creating ? { kind: 'refused', problem } : { kind: 'retry', problem: null };
    case 507:
      // A full disk is the operator's to mend, a full quota the teacher's.
      return problem.code.startsWith('quota-') ? { kind: 'refused', problem } : retry;
    default:
      return status >= 500 ? retry : { kind: 'refused', problem };
  }
}
