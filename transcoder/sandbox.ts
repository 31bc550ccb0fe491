import { constants } from 'node:fs';
import { lstat, readlink, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { TranscoderUnavailableError } from './errors.ts';
import { type Bind, buildBubblewrapArguments, SANDBOX_USER } from './sandbox/build-bubblewrap-arguments.ts';
import { MOST_OPEN_FILES, type SandboxLimits } from './sandbox/limits.ts';
import { lendFolder } from './sandbox/own-folder.ts';
import { type ProcessResult, runProcess } from './sandbox/run-process.ts';
import { findTools, type ToolOptions, type Tools } from './sandbox/tools.ts';
import { type OwnProgram, startFfmpeg, tryPrograms } from './sandbox/try-programs.ts';

export type { SandboxLimits } from './sandbox/limits.ts';
export type { ProcessResult } from './sandbox/run-process.ts';

/** Where a sandboxed program finds what it was given. */
export interface SandboxPaths {
  input(name: string): string;
  /** The output folder, which is also the working folder. */
  output: string;
}

export interface SandboxCommand {
  /** The last two are our own, run by this Node: `pictures/picture-program.ts`, `documents/document-program.ts`. */
  program: 'ffmpeg' | 'ffprobe' | 'pictures' | 'documents';
  arguments(paths: SandboxPaths): string[];
}

export interface SandboxRun {
  /** Files to read, by a name of the caller's choosing. */
  inputs?: Readonly<Record<string, string>>;
  /** The one folder that can be written to, also by several runs at once: what they leave is checked after the last. */
  outputFolder?: string;
  limits: SandboxLimits;
  signal: AbortSignal;
  /** Takes stdout as it comes; without it stdout is in the result (8 MiB at most). */
  onStdout?(text: string): void;
}

/** A place in which untrusted files meet what reads them. */
export interface Sandbox {
  readonly mode: 'bubblewrap' | 'none';
  readonly ffmpegVersion: string;
  /**
   * Runs one program to its end, whichever that is; the caller reads `ending`. Rejects with the signal's
   * reason on abort, and with TranscoderUnavailableError for an input the sandbox's user cannot read.
   */
  run(command: SandboxCommand, run: SandboxRun): Promise<ProcessResult>;
}

const PICTURES_FOLDER = join(import.meta.dirname, 'pictures');
const DOCUMENTS_FOLDER = join(import.meta.dirname, 'documents');
const PROJECT_FOLDER = join(import.meta.dirname, '..');
const ENVIRONMENT = {
  PATH: '/usr/bin',
  LC_ALL: 'C.UTF-8',
  HOME: '/tmp',
  // Each malloc arena reserves 64 MB of the address space that is limited.
  MALLOC_ARENA_MAX: '2',
  VIPS_CONCURRENCY: '1',
};

export interface SandboxOptions extends ToolOptions {
  /** Which of our own programs will be run, and are tried at start; all when left out. */
  ownPrograms?: readonly OwnProgram[];
}

/**
 * Finds ffmpeg and the sandbox, and tries once that all of it really works here, so that a machine where it
 * does not says so at start. Throws TranscoderUnavailableError with words an operator can act on.
 * `none` runs without walls, still with limits and allowlists; only for an operator who asked for it.
 */
export async function openSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { sandbox, tryPrograms } = await startSandbox(options);
  await tryPrograms(new AbortController().signal);
  return sandbox;
}

export interface StartedSandbox {
  sandbox: Sandbox;
  /** Whether ffmpeg encodes and our own programs start: throws TranscoderUnavailableError where they do not. */
  tryPrograms(signal: AbortSignal): Promise<void>;
}

/** As `openSandbox`, for one file: what it needs shows itself, and programs can be tried once something went wrong. */
export async function startSandbox(options: SandboxOptions): Promise<StartedSandbox> {
  const tools = await findTools(options);
  const asRoot = options.mode === 'bubblewrap' && process.getuid?.() === 0;
  const host = options.mode === 'bubblewrap' ? await readHost(tools) : undefined;

  const run: Sandbox['run'] = async (command, request) => {
    const inputs = Object.entries(request.inputs ?? {});
    if (asRoot) await Promise.all(inputs.map(([, path]) => requireReadableByAll(path)));
    const limits = [
      tools.nice,
      '-n',
      String(options.nice ?? 10),
      tools.prlimit,
      ...limitArguments(command.program, request.limits, options.memoryBytes),
      '--',
    ];
    let line: string[];
    if (host) {
      const paths: SandboxPaths = { input: (name) => `/in/${name}`, output: '/out' };
      line = [
        ...limits,
        host.bwrap,
        ...buildBubblewrapArguments({
          asRoot,
          roots: host.roots,
          readOnly: [...host.tools, ...inputs.map(([name, from]) => ({ from, to: `/in/${name}` }))],
          outputFolder: request.outputFolder,
          environment: ENVIRONMENT,
          command: [...host.programs[command.program], ...command.arguments(paths)],
        }),
      ];
    } else {
      const paths: SandboxPaths = {
        input: (name) => {
          const path = request.inputs?.[name];
          if (path === undefined) throw new TypeError(`no input is named ${name}`);
          return path;
        },
        output: request.outputFolder ?? '/nonexistent',
      };
      line = [...limits, ...openPrograms(tools)[command.program], ...command.arguments(paths)];
    }
    const runLine = () =>
      runProcess(line, {
        folder: request.outputFolder,
        environment: ENVIRONMENT,
        wallSeconds: request.limits.wallSeconds,
        idleSeconds: request.limits.idleSeconds,
        signal: request.signal,
        onStdout: request.onStdout,
      });
    if (!request.outputFolder) return runLine();
    return lendFolder(request.outputFolder, asRoot ? SANDBOX_USER : null, runLine);
  };

  const ffmpegVersion = await startFfmpeg(run, tools, options.mode);
  return {
    sandbox: { mode: options.mode, ffmpegVersion, run },
    tryPrograms: (signal) => tryPrograms(run, { tools, ownPrograms: options.ownPrograms, signal }),
  };
}

type Programs = Record<SandboxCommand['program'], string[]>;

const openPrograms = (tools: Tools): Programs => ({
  ffmpeg: [tools.ffmpeg],
  ffprobe: [tools.ffprobe],
  pictures: [process.execPath, join(PICTURES_FOLDER, 'picture-program.ts')],
  documents: [process.execPath, join(DOCUMENTS_FOLDER, 'document-program.ts')],
});

/** What of this machine every sandbox sees besides `/usr`. */
async function readHost(tools: Tools) {
  const roots = [];
  for (const path of ['/bin', '/lib', '/lib64']) {
    const entry = await lstat(path).catch(() => null);
    if (entry?.isSymbolicLink()) roots.push({ path, link: await readlink(path) });
    else if (entry) roots.push({ path });
  }
  const binds: Bind[] = [
    { from: await realpath(process.execPath), to: '/tools/node' },
    { from: await realpath(join(PROJECT_FOLDER, 'node_modules')), to: '/app/node_modules' },
    { from: join(PROJECT_FOLDER, 'package.json'), to: '/app/package.json' },
    { from: PICTURES_FOLDER, to: '/app/transcoder/pictures' },
    { from: DOCUMENTS_FOLDER, to: '/app/transcoder/documents' },
  ];
  const place = (path: string, name: string) => {
    if (path.startsWith('/usr/')) return path;
    binds.push({ from: path, to: `/tools/${name}` });
    return `/tools/${name}`;
  };
  const programs: Programs = {
    ffmpeg: [place(tools.ffmpeg, 'ffmpeg')],
    ffprobe: [place(tools.ffprobe, 'ffprobe')],
    pictures: ['/tools/node', '/app/transcoder/pictures/picture-program.ts'],
    documents: ['/tools/node', '/app/transcoder/documents/document-program.ts'],
  };
  return { bwrap: tools.bwrap!, roots, tools: binds, programs };
}

/** prlimit reads `4G` as 4: everything goes in as plain numbers. */
function limitArguments(
  program: SandboxCommand['program'],
  limits: SandboxLimits,
  mostBytes = limits.memoryBytes,
): string[] {
  const memoryBytes = Math.min(limits.memoryBytes, mostBytes);
  return [
    program.startsWith('ff') ? `--as=${memoryBytes}` : `--data=${memoryBytes}`,
    `--cpu=${limits.cpuSeconds}`,
    `--fsize=${limits.fileBytes}`,
    `--nofile=${MOST_OPEN_FILES}`,
    '--core=0',
  ];
}

async function requireReadableByAll(path: string): Promise<void> {
  const { mode } = await stat(path);
  if ((mode & constants.S_IROTH) !== 0) return;
  throw new TranscoderUnavailableError(
    'sandbox-broken',
    `${path} cannot be read by the user without rights that the sandbox runs as: chmod o+r it (the folders above may stay closed)`,
  );
}
