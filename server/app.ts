import { randomUUID } from 'node:crypto';
import compression from 'compression';
import express, {
  type Express,
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import expressStaticGzip from 'express-static-gzip';
import helmet from 'helmet';
import { z } from 'zod';
import { type Actor, visitor } from './access/actor.ts';
import { checkOrigin } from './access/check-origin.ts';
import { authorise, refuseVisitor, rules } from './access/policy.ts';
import { defaultLimit } from './access/request-limits.ts';
import { chooseLanguage } from './choose-language.ts';
import type { AppContext } from './context.ts';
import type { Language } from './contract/words/words.ts';
import { createErrorHandler } from './error-handler.ts';
import { AddressTooLongError, InvalidRequestError, NotFoundError, UnsupportedTypeError } from './errors.ts';
import { observeRequest } from './operations/metrics.ts';
import { renderProblemPage } from './pages/problem-page.ts';
import { readKnownBrowser } from './people/known-browser.ts';
import { readSessionToken } from './people/session-cookie.ts';
import { readSession } from './people/sessions.ts';
import type { Call, Route } from './route.ts';
import { routes } from './routes.ts';

/** Where Vite puts what browsers load. */
const clientFolder = new URL('../dist/client', import.meta.url).pathname;

/**
 * Of the head of a request, for the web server that the application is given to, bytes: a pasted page of text in an
 * address (nine bytes for each Chinese character) is refused by us, with words.
 */
export const maxHeaderSize = 64 * 1024;

/** The whole web application, not yet listening. */
export function createApp(context: AppContext): Express {
  const app = express();
  app.disable('x-powered-by');
  // Whatever fails, a visitor sees no stack trace.
  app.set('env', 'production');
  app.set('trust proxy', context.config.http.trustProxy);
  // Addresses are looked up as they are written; nested query objects are none of ours.
  app.set('query parser', 'simple');

  app.use(logRequests(context));
  app.use(securityHeaders(context));
  app.use('/assets', expressStaticGzip(`${clientFolder}/assets`, staticOptions));
  app.use(compression({ filter: compressible }));
  app.use(chooseLanguage(context.config));
  app.use(refuseLongAddress);
  app.use(checkOrigin(context.config));

  for (const route of routes) mount(app, context, route);

  app.use(async (request, response) => {
    // Whoever is signed in is shown as such on the page that says so.
    const actor = await readActor(context, request);
    response.locals.actor = actor;
    await context.limiter.take('read', { actor, address: request.ip });
    throw new NotFoundError();
  });
  app.use(
    createErrorHandler(context.problems, (problem, response) =>
      renderProblemPage(context, problem, response),
    ),
  );
  return app;
}

const staticOptions: expressStaticGzip.ExpressStaticGzipOptions = {
  enableBrotli: true,
  orderPreference: ['br', 'gz'],
  index: false,
  // File names carry a hash of the content.
  serveStatic: { immutable: true, maxAge: '365d', redirect: false },
};

/** Media are compressed already, and a buffered stream would hold back the first bytes. */
function compressible(request: Request, response: Response): boolean {
  return !request.path.startsWith('/play/') && compression.filter(request, response);
}

function mount(app: Express, context: AppContext, route: Route): void {
  const handlers: RequestHandler[] = [];
  const limit = route.mostBodyBytes ?? '100kb';
  if (!route.rawBody && route.body)
    handlers.push(endSlowBody, express.json({ limit }), express.urlencoded({ limit, extended: false }));
  const method = route.method.toLowerCase() as
    | 'get'
    | 'head'
    | 'post'
    | 'put'
    | 'patch'
    | 'delete'
    | 'options';
  app[method](route.path, rememberRoute(route), ...handlers, async (request, response) => {
    const call = await readCall(context, route, request, response);
    const answer = await route.handle(call);
    if (response.headersSent || response.writableEnded) return;
    if (answer === undefined) {
      response.status(route.status ?? 204).end();
      return;
    }
    response
      .status(route.status ?? 200)
      .set('Cache-Control', route.cacheControl?.(call.actor) ?? 'no-store')
      .vary('Cookie')
      .json(answer);
  });
}

/** For log and figures, which know addresses by their pattern alone: somebody may have typed anything into one. */
function rememberRoute(route: Route): RequestHandler {
  return (_request, response, next) => {
    response.locals.route = route.path;
    next();
  };
}

/** Every filter of a search, in Chinese, and the way back to it from the sign-in page, is shorter. */
const longestAddress = 8000;

function refuseLongAddress(request: Request, _response: Response, next: NextFunction): void {
  if (request.originalUrl.length > longestAddress) throw new AddressTooLongError();
  next();
}

const slowestBody = 60_000;

/** A form that is not there after a minute is not coming: its connection is wanted by others. */
function endSlowBody(request: Request, _response: Response, next: NextFunction): void {
  const timer = setTimeout(() => request.destroy(), slowestBody);
  request.once('close', () => clearTimeout(timer));
  request.once('end', () => clearTimeout(timer));
  next();
}

/** Parse → ask the route's rule where it is about nothing in particular. Rules about a thing are the handler's to ask. */
async function readCall(
  context: AppContext,
  route: Route,
  request: Request,
  response: Response,
): Promise<Call> {
  // At a signed address it does not matter who asks, and there are many such requests.
  const actor = route.rule === 'signed-address' ? visitor : await readActor(context, request);
  response.locals.actor = actor;
  await countRequest(context, route, actor, request);
  refuseVisitor(actor, route.rule);
  // A rule that takes only the actor can be asked before anything is parsed or loaded.
  if (rules[route.rule].length <= 1) authorise(actor, route.rule as 'public');
  requireBodyType(route, request);
  const hangUp = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) hangUp.abort();
  });
  return {
    context,
    actor,
    language: response.locals.language,
    params: parse(route.params, request.params, response.locals.language),
    query: parse(route.query, request.query, response.locals.language),
    body: parse(route.body, request.body ?? {}, response.locals.language),
    requestId: response.locals.requestId,
    request,
    response,
    signal: hangUp.signal,
    askAgain: () => readActor(context, request),
  };
}

const bodyTypes = ['application/json', 'application/x-www-form-urlencoded'];

/** A body of another type would be read as none, and its sender told of fields that stand in it. */
function requireBodyType(route: Route, request: Request): void {
  if (route.rawBody || !route.body || request.get('content-length') === '0') return;
  if (request.is(bodyTypes) === false)
    throw new UnsupportedTypeError('content-type', { types: bodyTypes.join(', ') });
}

function countRequest(context: AppContext, route: Route, actor: Actor, request: Request): Promise<void> {
  const limitClass = route.limit ?? defaultLimit(route);
  const browser = limitClass === 'sign-in' ? readKnownBrowser(context, request)?.browser : undefined;
  return context.limiter.take(limitClass, { actor, address: request.ip, browser });
}

function readActor({ config, clock, database }: AppContext, request: Request): Promise<Actor> {
  return readSession(database.db, clock, config, readSessionToken(config, request));
}

const zodWords: Record<Language, z.core.$ZodErrorMap> = {
  zh: z.locales.zhCN().localeError,
  en: z.locales.en().localeError,
};

/** Nothing of ours is nested deeper, and whoever walks through a value must come back. */
const deepestNesting = 20;

function isTakeable(value: unknown, depth = 0): boolean {
  // PostgreSQL's text cannot hold NUL, and no name or title means to.
  if (typeof value === 'string') return !value.includes('\0');
  if (typeof value !== 'object' || value === null) return true;
  if (depth === deepestNesting) return false;
  return Object.entries(value).every(([key, inner]) => isTakeable(key) && isTakeable(inner, depth + 1));
}

function parse(schema: z.ZodType | undefined, value: unknown, language: Language): unknown {
  if (!schema) return value;
  if (!isTakeable(value)) throw new InvalidRequestError();
  const parsed = schema.safeParse(value, { error: zodWords[language] });
  if (parsed.success) return parsed.data;
  throw new InvalidRequestError(
    parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message })),
  );
}

function logRequests({ log }: AppContext): RequestHandler {
  return (request, response, next) => {
    const requestId = randomUUID();
    const startedAt = performance.now();
    response.locals.requestId = requestId;
    response.set('X-Request-Id', requestId);
    response.once('close', () => {
      const ms = Math.round(performance.now() - startedAt);
      const route: string = response.locals.route ?? 'none';
      const { method } = request;
      const status = response.statusCode;
      observeRequest({ method, route, status, seconds: ms / 1000 });
      // Neither path nor query (they hold what a pupil typed) and no address.
      log.debug({ requestId, method, route, status, ms }, 'request');
    });
    next();
  };
}

/** The policy of everything but the embed page: nothing from elsewhere, nothing inline. */
const contentPolicy = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'data:', 'blob:'],
  'media-src': ["'self'", 'blob:'],
  'connect-src': ["'self'"],
  'worker-src': ["'self'", 'blob:'],
  'font-src': ["'self'"],
  'manifest-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
  'object-src': ["'none'"],
};

function securityHeaders({ config }: AppContext): RequestHandler {
  const https = config.http.publicUrl?.startsWith('https://') ?? false;
  const common = {
    strictTransportSecurity: https ? { maxAge: 365 * 24 * 3600 } : false,
    referrerPolicy: { policy: 'same-origin' as const },
    // On plain http in a LAN browsers ignore this header and say so on every page.
    crossOriginOpenerPolicy: https,
    originAgentCluster: https,
  };
  const policy = (frameAncestors: string[]) => ({
    useDefaults: false,
    directives: { ...contentPolicy, 'frame-ancestors': frameAncestors },
  });
  const pages = helmet({ ...common, contentSecurityPolicy: policy(["'none'"]) });
  // The player in other people's pages: any site may frame it, it holds no session and no form.
  const embeds = helmet({ ...common, contentSecurityPolicy: policy(['*']), frameguard: false });
  return (request: Request, response: Response, next: NextFunction) =>
    (request.path.startsWith('/embed/') ? embeds : pages)(request, response, next);
}
