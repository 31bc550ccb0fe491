import type { CookieOptions, Request, Response } from 'express';
import type { Config } from '../config.ts';

const days = 24 * 3600 * 1000;

/** Sessions end after seven days whatever happens. */
export const sessionLifetime = 7 * days;

/** `__Host-` binds the cookie to this very host over https; on plain http in a LAN browsers refuse it. */
function cookieName(secure: boolean): string {
  return secure ? '__Host-qianke' : 'qianke';
}

export function isSecure(config: Config, request: Request): boolean {
  return config.http.publicUrl?.startsWith('https://') ?? request.secure;
}

/** The session token of a request: from the cookie, or `Authorization: Bearer`. */
export function readSessionToken(config: Config, request: Request): string | undefined {
  const authorization = request.get('authorization');
  // A request that shows a token is not asked for its origin, so a cookie must not count in it.
  if (authorization !== undefined) return /^Bearer ([\w-]{43})$/.exec(authorization)?.[1];
  const name = cookieName(isSecure(config, request));
  const cookies = (request.get('cookie') ?? '').split(/;\s*/);
  const pair = cookies.find((cookie) => cookie.startsWith(`${name}=`));
  return pair?.slice(name.length + 1);
}

export function setSessionCookie(config: Config, request: Request, response: Response, token: string): void {
  const secure = isSecure(config, request);
  response.cookie(cookieName(secure), token, { ...attributes(secure), maxAge: sessionLifetime });
}

export function clearSessionCookie(config: Config, request: Request, response: Response): void {
  const secure = isSecure(config, request);
  response.clearCookie(cookieName(secure), attributes(secure));
}

function attributes(secure: boolean): CookieOptions {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure };
}
