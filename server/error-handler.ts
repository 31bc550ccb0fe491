import type { ErrorRequestHandler, Response } from 'express';
import { advise, defect } from './advise.ts';
import type { Problem, ProblemCode } from './contract/problem.ts';
import { problems as en } from './contract/words/en/problems.ts';
import { joinNames } from './contract/words/join-names.ts';
import { fill, type Language } from './contract/words/words.ts';
import { problems as zh } from './contract/words/zh/problems.ts';
import {
  EngineUnavailableError,
  type FailureValues,
  type FieldProblem,
  InvalidRequestError,
  isDatabaseBusy,
  isDiskFull,
  NoRoomError,
  NotSignedInError,
  RequestError,
  StoreUnavailableError,
  TooLargeError,
  UnsupportedTypeError,
} from './errors.ts';
import { MediaStoreUnavailableError } from './media-store/media-store.ts';
import { sayStoreProblem } from './operations/check-media-store.ts';
import type { ProblemLog } from './problem-log.ts';

const words: Record<Language, Record<ProblemCode, string>> = { zh, en };

/** Renders a page for a failed page request; null where there is none yet. */
export type RenderProblem = (problem: Problem, response: Response) => Promise<string>;

/** The one place where failures become answers: problem+json for the API, a page for people. */
export function createErrorHandler(problems: ProblemLog, renderProblem: RenderProblem): ErrorRequestHandler {
  return async (thrown, request, response, _next) => {
    const error = toRequestError(thrown);
    // Whoever asked has gone: nobody is left to be told, and nothing is wrong.
    if (response.closed && isHangUp(thrown)) return;
    if (response.headersSent) {
      // Half an answer went out: closing the connection is the only honest way to say so.
      if (!isHangUp(thrown)) report('an answer broke off half-way', thrown, response);
      response.destroy();
      return;
    }
    const language: Language = response.locals.language ?? 'zh';
    const problem = describeProblem(error, language, response.locals.requestId ?? '');
    if (error?.isOurs ?? true) report('a request failed', thrown, response);
    if (error instanceof NotSignedInError && wantsPage(request.path, request.get('accept'))) {
      response.redirect(303, `/sign-in?next=${encodeURIComponent(request.originalUrl)}`);
      return;
    }
    if (error && 'retryAfterSeconds' in error) response.set('Retry-After', String(error.retryAfterSeconds));
    response.status(problem.status).set('Cache-Control', 'no-store');
    const page = wantsPage(request.path, request.get('accept')) && (await tryToRender(problem, response));
    if (page) response.type('html').send(page);
    else response.type('application/problem+json').send(JSON.stringify(problem));
  };

  /** What a page needs (settings, calendar) may be the very thing that failed: then the bare problem is sent. */
  async function tryToRender(problem: Problem, response: Response): Promise<string | null> {
    try {
      return await renderProblem(problem, response);
    } catch (err) {
      report('the page for a problem could not be shown, its bare text was', err, response);
      return null;
    }
  }

  /** What many requests run into is one problem; its first request is named, whose number somebody was shown. */
  function report(what: string, err: unknown, { locals }: Response): void {
    if (err instanceof MediaStoreUnavailableError) {
      sayStoreProblem(problems, err);
      return;
    }
    const { requestId, route = 'none' } = locals;
    const advice = advise(err);
    const text = `${what}: ${advice}`;
    const key = advice === defect ? `${text} ${route} ${String(err).slice(0, 200)}` : text;
    problems.say({ text, key, details: { err, requestId, route } });
  }
}

/** A failure in the words of a language; without one, a defect of ours. */
export function describeProblem(
  error: RequestError | undefined,
  language: Language,
  requestId: string,
): Problem {
  const code = error?.code ?? 'internal';
  const fields =
    error instanceof InvalidRequestError ? error.fields.map((field) => inWords(field, language)) : [];
  return {
    type: 'about:blank',
    title: fill(words[language][code], joinLists(error?.values ?? {}, language)),
    status: error?.status ?? 500,
    code,
    ...(fields.length > 0 && { fields }),
    requestId,
  };
}

function joinLists(values: FailureValues, language: Language): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'object' ? joinNames(value, language) : value,
    ]),
  );
}

function inWords(field: FieldProblem, language: Language): { path: string; message: string } {
  return { path: field.path, message: 'code' in field ? words[language][field.code] : field.message };
}

function toRequestError(thrown: unknown): RequestError | undefined {
  if (thrown instanceof RequestError) return thrown;
  if (!(thrown instanceof Error)) return undefined;
  if (isDiskFull(thrown)) return new NoRoomError({ cause: thrown });
  if (thrown instanceof MediaStoreUnavailableError) return new StoreUnavailableError({ cause: thrown });
  if (isDatabaseBusy(thrown)) return new EngineUnavailableError({ cause: thrown });
  const { type, status } = thrown as { type?: unknown; status?: unknown };
  // Failures of Express's own body parser.
  if (type === 'entity.too.large') return new TooLargeError('request-too-large');
  if (type === 'entity.parse.failed') return new InvalidRequestError([], 'invalid-json');
  if (type === 'charset.unsupported') return new UnsupportedTypeError('content-type', { types: 'UTF-8' });
  if (type === 'encoding.unsupported')
    return new UnsupportedTypeError('content-encoding', { types: 'gzip, deflate, br' });
  if (typeof status === 'number' && status >= 400 && status < 500) return new InvalidRequestError();
  return undefined;
}

function isHangUp(thrown: unknown): boolean {
  return (
    thrown instanceof Error &&
    ['ECONNRESET', 'EPIPE', 'ABORT_ERR', 'ERR_STREAM_PREMATURE_CLOSE'].includes(
      String((thrown as { code?: unknown }).code),
    )
  );
}

function wantsPage(path: string, accept: string | undefined): boolean {
  return !path.startsWith('/api/') && !path.startsWith('/play/') && (accept?.includes('text/html') ?? false);
}
