import type { SearchLog } from '../search.ts';

/** Keeps what is logged. */
export function createTestLog(): SearchLog & { messages: string[] } {
  const messages: string[] = [];
  const keep = (level: string) => (_details: object, message: string) =>
    void messages.push(`${level}: ${message}`);
  return { messages, info: keep('info'), warn: keep('warn'), error: keep('error') };
}
