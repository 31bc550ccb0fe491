import { InvalidRequestError } from '../errors.ts';
import { isWeakPassword } from './password-rules.ts';

/** Throws `InvalidRequestError` (`weak-password`) for a password that others would guess first. */
export function requireStrongPassword(password: string, ownWords: readonly string[]): void {
  if (!isWeakPassword(password, ownWords)) return;
  throw new InvalidRequestError([{ path: 'password', code: 'weak-password' }], 'weak-password');
}
