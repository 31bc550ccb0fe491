import { isIP } from 'node:net';
import type { RequestHandler } from 'express';
import type { Config } from '../config.ts';
import { ForbiddenError } from '../errors.ts';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses unsafe requests that another site could have made a browser send: each carries `Origin` equal
 * to `PUBLIC_URL` or a bearer token, which no other site has.
 */
export function checkOrigin(config: Config): RequestHandler {
  return (request, _response, next) => {
    if (safeMethods.has(request.method)) return next();
    if (request.get('authorization')?.startsWith('Bearer ')) return next();
    const { publicUrl } = config.http;
    const [origin, host] = [request.get('origin'), request.get('host')];
    if (isOwnOrigin(publicUrl, origin, { host, port: request.socket.localPort })) return next();
    if (!publicUrl && origin && URL.canParse(origin) && new URL(origin).host === host) {
      throw new ForbiddenError('public-url-needed', { origin });
    }
    throw new ForbiddenError('wrong-origin');
  };
}

/**
 * Without `PUBLIC_URL` an origin is ours when its host and port are those of the request and an IP address or
 * `localhost`: another name could be rebound by somebody else's DNS. The machine may also be called otherwise than in
 * the request, on the port we listen on; what listens on its other ports is other people's.
 */
export function isOwnOrigin(
  publicUrl: string | undefined,
  origin: string | undefined,
  asked: { host: string | undefined; port: number | undefined },
): boolean {
  if (!origin || !URL.canParse(origin)) return false;
  const url = new URL(origin);
  if (publicUrl) return url.origin === new URL(publicUrl).origin;
  const name = url.hostname.replace(/^\[|\]$/g, '');
  const isThisMachine = name === 'localhost' || name === '::1' || /^127\.\d+\.\d+\.\d+$/.test(name);
  if (url.host === asked.host) return isThisMachine || isIP(name) !== 0;
  return isThisMachine && url.protocol === 'http:' && Number(url.port || 80) === asked.port;
}
