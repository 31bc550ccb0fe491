import type { Request, Response } from 'express';
import { tusVersion } from '../../uploads/tus-headers.ts';
import { UploadVersionError } from '../../uploads/upload-errors.ts';

/**
 * "The Tus-Resumable header MUST be included in every request and response except for OPTIONS requests. If
 * the version specified by the Client is not supported by the Server, it MUST respond with the 412
 * Precondition Failed status and MUST include the Tus-Version header into the response. In addition, the
 * Server MUST NOT process the request."
 *
 * `X-HTTP-Method-Override` is not honoured: it would go round the checks that look at the method.
 */
export function speakTus(request: Request, response: Response): void {
  response.set('Tus-Resumable', tusVersion).set('Cache-Control', 'no-store');
  if (request.get('tus-resumable') === tusVersion) return;
  response.set('Tus-Version', tusVersion);
  throw new UploadVersionError();
}

/** "The value of the Upload-Expires header MUST be in RFC 9110 datetime format." */
export function setExpiry(response: Response, expiresAt: string): void {
  response.set('Upload-Expires', new Date(expiresAt).toUTCString());
}
