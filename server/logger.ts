import { type DestinationStream, pino } from 'pino';

/** Structured lines on standard output. One problem is one line, which says what to do. */
export type Logger = pino.Logger;

export function createLogger(
  level: 'debug' | 'info' | 'warn' | 'error',
  name: string,
  destination: DestinationStream = pino.destination(1),
): Logger {
  const options = {
    level,
    base: { name },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: describeError },
    redact: ['password', '*.password', 'req.headers.cookie', 'req.headers.authorization'],
  };
  return pino(options, destination);
}

/** What happened and where, with what it came from; of PostgreSQL's errors not the values of the row (`detail`). */
function describeError(error: Error) {
  const { type, message, stack, code } = pino.stdSerializers.err(error);
  return { type, message, stack, ...(code !== undefined && { code }) };
}
