import type { Problem } from '../../server/contract/problem.ts';
import type { Words } from '../../server/contract/words/dictionary.ts';

type NetworkWords = Pick<Words<'common'>, 'networkProblem' | 'unreadableAnswer'>;

/** A request that did not succeed; `message` is what the person reads. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** 0: no answer came. */
  readonly status: number;
  /** The problem's stable code; `network` without an answer. */
  readonly code: string;
  /** What is wrong with single fields, by path. */
  readonly fields: Readonly<Record<string, string>>;
  readonly requestId: string | undefined;

  constructor(
    message: string,
    problem: Partial<Problem> & { status: number; code: string },
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.status = problem.status;
    this.code = problem.code;
    this.fields = Object.fromEntries((problem.fields ?? []).map(({ path, message }) => [path, message]));
    this.requestId = problem.requestId;
  }
}

export interface ApiRequest {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Sent as JSON; a `FormData` or `Blob` as it is. */
  body?: unknown;
  /** What the address asks for besides. */
  headers?: Readonly<Record<string, string>>;
  signal?: AbortSignal;
}

/**
 * Asks the API and reads its answer; `undefined` for an empty one. Throws `ApiError` with words a person
 * understands, and lets an abort through as it is.
 */
export async function askApi<Answer>(
  address: string,
  words: NetworkWords,
  { method = 'GET', body, headers, signal }: ApiRequest = {},
): Promise<Answer> {
  const raw = body instanceof FormData || body instanceof Blob;
  let response: Response;
  try {
    response = await fetch(address, {
      method,
      signal,
      headers: {
        accept: 'application/json',
        ...(body === undefined || raw ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined || raw ? body : JSON.stringify(body),
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new ApiError(words.networkProblem, { status: 0, code: 'network' }, { cause });
  }
  const text = await response.text();
  const answer = text === '' ? undefined : readJson(text, response, words);
  if (response.ok) return answer as Answer;
  throw problemOf(answer, response, words);
}

function problemOf(answer: unknown, response: Response, words: NetworkWords): ApiError {
  const problem = (answer ?? {}) as Partial<Problem>;
  const { code = 'internal', title } = problem;
  return new ApiError(title ?? words.unreadableAnswer, { ...problem, status: response.status, code });
}

function readJson(text: string, response: Response, words: NetworkWords): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const problem = { status: response.status, code: 'unreadable' };
    throw new ApiError(words.unreadableAnswer, problem, { cause });
  }
}
