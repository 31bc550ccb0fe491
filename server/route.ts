import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { Actor } from './access/actor.ts';
import type { Rule } from './access/policy.ts';
import type { LimitClass } from './access/request-limits.ts';
import type { AppContext } from './context.ts';
import type { Language } from './contract/words/words.ts';

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';

/** What a handler gets: the parts of the request, parsed, and who asks. */
export interface Call<Params = unknown, Query = unknown, Body = unknown> {
  context: AppContext;
  actor: Actor;
  language: Language;
  params: Params;
  query: Query;
  body: Body;
  /** Stands in every log line of this request. */
  requestId: string;
  /** For what JSON cannot say: streams, cookies, headers. */
  request: Request;
  response: Response;
  /** Aborted when the caller hangs up. */
  signal: AbortSignal;
  /** Who asks by now: while a long request goes on, a session may end and an account be closed. */
  askAgain(): Promise<Actor>;
}

/**
 * One action at one address. The table in `routes.ts` is all there is: Express, the OpenAPI description
 * and the access test are made from it.
 */
export interface Route<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> {
  method: Method;
  /** Express 5 path: `/api/lessons/:id`. */
  path: string;
  /** One line for the API page. */
  summary: string;
  /** Asked of `access/policy.ts`; a rule about a thing is asked by the handler once it has loaded it. */
  rule: Rule;
  /** How often it may be asked (`access/request-limits.ts`); by its method and rule unless said otherwise. */
  limit?: LimitClass;
  params?: Params;
  query?: Query;
  body?: Body;
  /** What is answered as JSON. Without one the handler writes the response itself, or there is none (204). */
  answer?: Answer;
  /** 200 unless said otherwise. */
  status?: number;
  /** Who may keep the JSON that is answered, and how long: nobody unless said otherwise. */
  cacheControl?(actor: Actor): string;
  /** The handler reads the request itself (multipart, tus): nothing parses the body before. */
  rawBody?: boolean;
  /** How much its body may have (bytes): 100 kB unless said otherwise. */
  mostBodyBytes?: number;
  /** Other than JSON (pages, media): listed in the table, left out of the API description. */
  page?: boolean;
  // biome-ignore lint/suspicious/noConfusingVoidType: a handler that writes the response itself returns nothing.
  handle(call: Call<z.infer<Params>, z.infer<Query>, z.infer<Body>>): Promise<z.infer<Answer> | void>;
}

/** Gives the handler its types from the schemas, and forgets them so that routes fit in one table. */
export function defineRoute<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  A extends z.ZodType,
>(route: Route<P, Q, B, A>): Route {
  return route as unknown as Route;
}
