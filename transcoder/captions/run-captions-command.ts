import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { runProcess } from '../sandbox/run-process.ts';

/** The command that the operator named did not make captions. The message says how, in one line. */
export class CaptionsCommandError extends Error {
  override readonly name = 'CaptionsCommandError';
}

export interface CaptionsCommand {
  /** Program and arguments; `{wav}` and `{out}` in them stand for the paths of the WAV and of what is to be written. */
  command: readonly string[];
  /** The WAV's name in `folder`. */
  wav: string;
  durationSeconds: number;
  /** More than that are no captions, and nothing of them is kept. */
  mostBytes: number;
  /** The program's working folder; it holds the WAV. */
  folder: string;
  signal: AbortSignal;
}

/** Name of what is written, before its ending. */
const OUT = 'captions';
/** The slowest there are take three times as long as the lesson on one core, and may use a good many. */
const WALL_FACTOR = 10;
const MOST_CORES = 16;

/**
 * Runs the operator's own program, outside the sandbox (it has models and perhaps a graphics card to reach), with
 * nothing of our environment, behind all other work, with limits. It is given sound that we decoded, never a file that
 * somebody uploaded. What it writes, to `captions.vtt` or else to its output, is answered as it is: untrusted.
 *
 * Throws CaptionsCommandError, and the signal's reason on abort.
 */
export async function runCaptionsCommand(request: CaptionsCommand): Promise<Uint8Array> {
  const { command, wav, durationSeconds, mostBytes, folder, signal } = request;
  const wallSeconds = Math.ceil(600 + WALL_FACTOR * durationSeconds);
  const paths: Record<string, string> = { '{wav}': join(folder, wav), '{out}': join(folder, OUT) };
  const words = command.map((word) => word.replace(/\{wav\}|\{out\}/g, (name) => paths[name] ?? name));
  const limits = [`--cpu=${wallSeconds * MOST_CORES}`, `--fsize=${64 * 1024 * 1024}`, '--core=0'];
  const printed: string[] = [];
  let printedBytes = 0;
  const { ending, stderr } = await runProcess(['nice', '-n', '19', 'prlimit', ...limits, '--', ...words], {
    folder,
    environment: { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: folder, LC_ALL: 'C.UTF-8' },
    wallSeconds,
    signal,
    // Programs that write the file may print as much as they like beside it.
    onStdout: (text) => {
      printedBytes += Buffer.byteLength(text);
      if (printedBytes <= mostBytes) printed.push(text);
    },
  });
  const last = stderr.trim().split('\n').at(-1)?.slice(0, 300) ?? '';
  if (ending.kind !== 'exited') {
    const how =
      ending.kind === 'limit' ? `ran into its limit (${ending.limit})` : `crashed (${ending.signal})`;
    throw new CaptionsCommandError(`CAPTIONS_COMMAND ${how}: ${last}`);
  }
  if (ending.code !== 0)
    throw new CaptionsCommandError(`CAPTIONS_COMMAND ended with ${ending.code}: ${last}`);
  const written = await readWritten(join(folder, `${OUT}.vtt`), mostBytes);
  if (written) return written;
  requireSize(printedBytes, mostBytes);
  return Buffer.from(printed.join(''));
}

/** Null where the program has written none. */
async function readWritten(path: string, mostBytes: number): Promise<Uint8Array | null> {
  try {
    await using file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const found = await file.stat();
    if (!found.isFile()) throw new CaptionsCommandError('CAPTIONS_COMMAND left no plain file');
    requireSize(found.size, mostBytes);
    return await file.readFile();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function requireSize(bytes: number, mostBytes: number): void {
  if (bytes <= mostBytes) return;
  const [wrote, most] = [bytes, mostBytes].map((size) => Math.ceil(size / 1024 ** 2));
  throw new CaptionsCommandError(`CAPTIONS_COMMAND wrote ${wrote} MiB; captions have ${most} MiB at most`);
}
