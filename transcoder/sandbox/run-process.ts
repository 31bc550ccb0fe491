import { spawn } from 'node:child_process';

/** How a child ended. `limit` names the bound it ran into; `crashed` the signal that ended it. */
export type Ending =
  | { kind: 'exited'; code: number }
  | { kind: 'limit'; limit: 'wall' | 'idle' | 'output' | 'cpu' | 'file' }
  | { kind: 'crashed'; signal: number };

export interface ProcessResult {
  ending: Ending;
  /** Empty when `onStdout` took it. */
  stdout: string;
  /** The last few kilobytes. */
  stderr: string;
}

export interface ProcessOptions {
  folder?: string;
  environment: Record<string, string>;
  wallSeconds: number;
  idleSeconds?: number;
  signal: AbortSignal;
  onStdout?(text: string): void;
}

const STDOUT_LIMIT = 8 * 1024 * 1024;
const STDERR_KEPT = 8 * 1024;
const GRACE_MS = 5000;

/**
 * Runs a program without a shell in a process group of its own. On abort the whole group gets SIGTERM,
 * five seconds later SIGKILL, and the promise rejects with the signal's reason once nothing is left.
 */
export function runProcess(command: readonly string[], options: ProcessOptions): Promise<ProcessResult> {
  options.signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const child = spawn(command[0]!, command.slice(1), {
      cwd: options.folder,
      env: options.environment,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    let stopped: Ending | undefined;
    let graceTimer: NodeJS.Timeout | undefined;

    const killGroup = (signal: NodeJS.Signals) => {
      if (child.pid === undefined) return;
      try {
        process.kill(-child.pid, signal);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
      }
    };
    const onAbort = () => {
      killGroup('SIGTERM');
      graceTimer ??= setTimeout(() => killGroup('SIGKILL'), GRACE_MS);
    };
    const stopAt = (limit: 'wall' | 'idle' | 'output') => {
      stopped ??= { kind: 'limit', limit };
      killGroup('SIGKILL');
    };
    const wallTimer = setTimeout(() => stopAt('wall'), options.wallSeconds * 1000);
    const idleTimer =
      options.idleSeconds === undefined
        ? undefined
        : setTimeout(() => stopAt('idle'), options.idleSeconds * 1000);
    options.signal.addEventListener('abort', onAbort, { once: true });

    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      idleTimer?.refresh();
      if (options.onStdout) return options.onStdout(text);
      stdout += text;
      if (stdout.length > STDOUT_LIMIT) stopAt('output');
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-STDERR_KEPT);
    });

    const settle = () => {
      clearTimeout(wallTimer);
      clearTimeout(idleTimer);
      clearTimeout(graceTimer);
      options.signal.removeEventListener('abort', onAbort);
    };
    child.on('error', (error) => {
      settle();
      reject(error);
    });
    child.on('close', (code, signal) => {
      settle();
      // What the leader left behind in its group must not outlive it.
      killGroup('SIGKILL');
      if (options.signal.aborted) return reject(options.signal.reason);
      resolve({ ending: stopped ?? readEnding(code, signal), stdout, stderr });
    });
  });
}

const SIGNAL_NUMBERS: Partial<Record<NodeJS.Signals, number>> = {
  SIGILL: 4,
  SIGABRT: 6,
  SIGBUS: 7,
  SIGFPE: 8,
  SIGKILL: 9,
  SIGSEGV: 11,
  SIGTERM: 15,
  SIGXCPU: 24,
  SIGXFSZ: 25,
};

/** bubblewrap passes on a child's death by signal as 128 + signal, as a shell does. */
export function readEnding(code: number | null, signal: NodeJS.Signals | null): Ending {
  const number = signal
    ? (SIGNAL_NUMBERS[signal] ?? 0)
    : code !== null && code > 128 && code <= 160
      ? code - 128
      : 0;
  switch (number) {
    case 0:
      return { kind: 'exited', code: code ?? 1 };
    // With the soft CPU limit equal to the hard one the kernel sends SIGKILL. So does its
    // out-of-memory killer: a limit of the machine, which a second try may not meet.
    case 9:
    case 24:
      return { kind: 'limit', limit: 'cpu' };
    case 25:
      return { kind: 'limit', limit: 'file' };
    default:
      return { kind: 'crashed', signal: number };
  }
}
