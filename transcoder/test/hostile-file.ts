import type { RejectionCode } from '../errors.ts';
import type { Canary } from './open-canary.ts';

/** A file made by hand to do harm. */
export interface HostileFile {
  name: string;
  make(path: string, canary: Canary): Promise<unknown>;
  /** What must come of it, where only one thing is right; else it may be ready or rejected with any reason. */
  outcomes?: readonly ('ready' | RejectionCode)[];
}
