import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Request, Response } from 'express';
import type { AppContext } from '../context.ts';
import { readCookie, setCookie } from './session-cookie.ts';

/**
 * A browser on which an account has signed in before keeps a signed mark of it. What is guessed elsewhere, even
 * behind the same address, does not slow this browser down, and what is guessed on it slows it alone.
 */
export interface KnownBrowser {
  /** Of which account, as `accountMark` writes it. */
  account: string;
  /** Which of the account's browsers. */
  browser: string;
}

const cookie = 'qianke-browser';
const lifetime = 180 * 24 * 3600 * 1000;

type Parts = Pick<AppContext, 'config' | 'signInSecret'>;

/** The mark that a request carries; undefined without one, or when it is not ours. */
export function readKnownBrowser(
  { config, signInSecret }: Parts,
  request: Request,
): KnownBrowser | undefined {
  const [account = '', browser = '', signature = ''] = (readCookie(config, request, cookie) ?? '').split('.');
  const given = Buffer.from(signature, 'base64url');
  const right = sign(signInSecret, account, browser);
  if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
  return { account, browser };
}

/** Marks this browser as one of the account's, unless it is already. */
export function markBrowser(parts: Parts, request: Request, response: Response, name: string): void {
  const account = accountMark(name);
  if (readKnownBrowser(parts, request)?.account === account) return;
  const browser = randomBytes(9).toString('base64url');
  const signature = sign(parts.signInSecret, account, browser).toString('base64url');
  setCookie(parts.config, request, response, {
    name: cookie,
    value: `${account}.${browser}.${signature}`,
    lifetime,
  });
}

/** An account in a cookie, without its name: computers are shared. */
export function accountMark(name: string): string {
  return createHash('sha256').update(name).digest('base64url').slice(0, 16);
}

function sign(secret: string, account: string, browser: string): Buffer {
  return createHmac('sha256', secret).update(`browser ${account} ${browser}`).digest();
}
