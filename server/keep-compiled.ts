import { enableCompileCache, flushCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

/** Beside the packages: whoever may write there may change the program itself, which nobody else may. */
const folder = fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url));
/** By then everything is loaded that a start needs. */
const settledAfter = 5000;

/**
 * Lets this process find what it is about to load already compiled by the start before it. Where the folder cannot
 * be written, it starts as without. For entry files, before they import what is large.
 */
export function keepCompiled(): void {
  enableCompileCache(folder);
  // By itself it is written at exit, which a killed process does not live to see.
  setTimeout(flushCompileCache, settledAfter).unref();
}
