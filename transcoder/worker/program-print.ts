import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOM = join(import.meta.dirname, '..');

/**
 * SHA-256 of the transcoder's program as this process runs it, hexadecimal: the same on every machine with the same files.
 * A release's number does not do, as bureaus follow the repository between releases too.
 */
export const programPrint = printProgram();

function printProgram(): string {
  const print = createHash('sha256');
  const files = readdirSync(ROOM, { recursive: true, encoding: 'utf8' });
  for (const file of files.filter(isProgram).sort())
    print.update(`${file}\0`).update(readFileSync(join(ROOM, file)));
  return print.digest('hex');
}

function isProgram(file: string): boolean {
  return file.endsWith('.ts') && !file.endsWith('.test.ts');
}
