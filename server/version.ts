import { readFileSync } from 'node:fs';

const about: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

/** Of this program, as `package.json` gives it. */
export const version: string = (about as { version: string }).version;
