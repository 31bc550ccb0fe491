import type { CookieOptions, Request, Response } from 'express';
import type { Config } from '../config.ts';

const days = 24 * 3600 * 1000;

/** Sessions end after seven days whatever happens. */
export const sessionLifetime = 7 * days;

const session = 'qianke';

export function isSecure(config: Config, request: Request): boolean {
  return config.http.publicUrl?.startsWith('https://') ?? request.secure;
}

/** The session token of a request: from the cookie, or `Authorization: Bearer`. */
export function readSessionToken(config: Config, request: Request): string | undefined {
  const authorization = request.get('authorization');
  // A request that shows a token is not asked for its origin, so a cookie must not count in it.
  if (authorization !== undefined) return /^Bearer ([\w-]{43})$/.exec(authorization)?.[1];
  return readCookie(config, request, session);
}

export function setSessionCookie(config: Config, request: Request, response: Response, token: string): void {
  setCookie(config, request, response, { name: session, value: token, lifetime: sessionLifetime });
}

export function clearSessionCookie(config: Config, request: Request, response: Response): void {
  const secure = isSecure(config, request);
  response.clearCookie(cookieName(session, secure), attributes(secure));
}

/** The value of a cookie that `setCookie` sent. */
export function readCookie(config: Config, request: Request, name: string): string | undefined {
  const begin = `${cookieName(name, isSecure(config, request))}=`;
  const cookies = (request.get('cookie') ?? '').split(/;\s*/);
  return cookies.find((cookie) => cookie.startsWith(begin))?.slice(begin.length);
}

/** Sends a cookie for this host alone that no script reads; `lifetime` in milliseconds. */
export function setCookie(
  config: Config,
  request: Request,
  response: Response,
  { name, value, lifetime }: { name: string; value: string; lifetime: number },
): void {
  const secure = isSecure(config, request);
  response.cookie(cookieName(name, secure), value, { ...attributes(secure), maxAge: lifetime });
}

/** `__Host-` binds the cookie to this very host over https; on plain http in a LAN browsers refuse it. */
function cookieName(name: string, secure: boolean): string {
  return secure ? `__Host-${name}` : name;
}

function attributes(secure: boolean): CookieOptions {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure };
}
