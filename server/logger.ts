import { pino } from 'pino';

/** Structured lines on standard output. One problem is one line, which says what to do. */
export type Logger = pino.Logger;

export function createLogger(level: 'debug' | 'info' | 'warn' | 'error', name: string): Logger {
  return pino({
    level,
    base: { name },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: ['password', '*.password', 'req.headers.cookie', 'req.headers.authorization'],
  });
}
