import type { Config } from '../config.ts';
import { readConfig } from '../config.ts';
import { readEnvironment } from '../env.ts';
import { explainFailure } from './explain-failure.ts';
import { HelpAsked } from './read-options.ts';

/**
 * Runs a command of the operator's until it ends or is stopped by a signal; what it throws is said in one line
 * that says what to do, and makes the exit code 2.
 */
export async function runCommand(
  environment: Record<string, string | undefined>,
  what: string,
  command: (config: Config, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  // What is written is read by others: the sandbox's user, a proxy in front.
  process.umask(0o022);
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.once(name, () => stop.abort(new Error(`收到 ${name}`)));
  try {
    await command(readConfig(readEnvironment(environment)), stop.signal);
  } catch (error) {
    if (error instanceof HelpAsked) return console.log(error.message);
    console.error(stop.signal.aborted ? `${what}：已停止。` : explainFailure(error, what));
    process.exitCode = 2;
  }
}

/** Says something at most every five seconds as work goes on, and more seldom the longer it takes. */
export function createTeller(every = 5000): (text: string) => void {
  const begun = performance.now();
  let next = begun + every;
  return (text) => {
    const now = performance.now();
    if (now < next) return;
    next = now + Math.max(every, (now - begun) / 20);
    console.log(text);
  };
}
