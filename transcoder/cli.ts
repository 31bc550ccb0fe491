// `npm run transcode -- FILE OUTDIR [--pieces SECONDS] [--json]`: the transcoder alone, without server or database;
// with `--pieces` it does one after the other what several workers do at once.
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { MediaRejectedError, NoRoomError, TranscoderUnavailableError, VerificationError } from './errors.ts';
import type { MediaVersion } from './media-version.ts';
import { transcodeInPieces } from './pieces/transcode-in-pieces.ts';
import type { TranscodePlan } from './plan/transcode-plan.ts';
import { startSandbox } from './sandbox.ts';
import { type TranscodeProgress, type TranscodeRequest, transcode } from './transcode.ts';

const USAGE = 'Usage: npm run transcode -- FILE OUTDIR [--pieces SECONDS] [--json]';

class UsageError extends Error {
  override readonly name = 'UsageError';
}

// What one program has written the next one reads, as the sandbox's user.
process.umask(0o022);

const interrupt = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => interrupt.abort(new UsageError(`interrupted by ${signal}`)));
}

try {
  await main(process.argv.slice(2), process.env.MEDIA_SANDBOX);
} catch (error) {
  process.stderr.write(`transcode: ${explain(error)}\n`);
  process.exitCode = 1;
}

async function main(args: string[], sandboxSetting: string | undefined): Promise<void> {
  const { source, outputFolder, pieceSeconds, json } = readArguments(args);
  await mkdir(outputFolder, { recursive: true });
  if ((await readdir(outputFolder)).length > 0) throw new UsageError(`${outputFolder} is not empty`);
  const { sandbox, tryPrograms } = await startSandbox({
    mode: readSandboxMode(sandboxSetting),
    ownPrograms: ['pictures'],
  });
  if (sandbox.mode === 'none')
    process.stderr.write('MEDIA_SANDBOX=none: the file is opened without a sandbox\n');

  const plans: TranscodePlan[] = [];
  const request = {
    source,
    outputFolder,
    sandbox,
    onProgress: process.stderr.isTTY ? showProgress : () => {},
    onPlan: (plan: TranscodePlan) => {
      plans.push(plan);
      process.stdout.write(plan.reasons.map(({ about, text }) => `${about.padEnd(11)} ${text}\n`).join(''));
    },
  };
  const { signal } = interrupt;
  const making =
    pieceSeconds === 0
      ? transcode({ ...request, signal })
      : makeInPieces({ ...request, signal }, pieceSeconds);
  const version = await making.catch(async (error) => {
    // What does not work here is to be said before the file is blamed for it; all that comes to its end works.
    if (!signal.aborted) await tryPrograms(signal);
    throw error;
  });
  for (const { width, height, averageBandwidth, bytes } of version.renditions) {
    process.stdout.write(
      `${width}×${height}: ${Math.round(averageBandwidth / 1000)} kbit/s, ${bytes} bytes\n`,
    );
  }
  for (const warning of version.warnings) process.stdout.write(`warning: ${warning}\n`);
  process.stdout.write(
    `verified: ${outputFolder}/master.m3u8, ${version.durationSeconds} s, ${version.bytes} bytes\n`,
  );
  if (!json) return;
  const renditions = version.renditions.map(({ height, bandwidth, averageBandwidth, bytes }) => ({
    height,
    bandwidth,
    averageBandwidth,
    bytes,
  }));
  const { durationSeconds, firstPlayableSeconds } = version;
  const summary = { plan: plans.at(-1), renditions, durationSeconds, firstPlayableSeconds };
  process.stdout.write(`${JSON.stringify(summary)}\n`);
}

async function makeInPieces(request: TranscodeRequest, pieceSeconds: number): Promise<MediaVersion> {
  const workFolder = await mkdtemp(`${request.outputFolder}.pieces-`);
  try {
    return await transcodeInPieces({
      ...{ ...request, workFolder, pieceSeconds },
      onPieces: (pieces) => process.stdout.write(`pieces      begin at ${pieces.join(', ')} s\n`),
    });
  } finally {
    await rm(workFolder, { recursive: true, force: true });
  }
}

function readArguments(args: string[]) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, pieces: { type: 'string', default: '0' } },
  });
  const [file, folder] = positionals;
  if (!file || !folder || positionals.length > 2) throw new UsageError(USAGE);
  const pieceSeconds = Number(values.pieces);
  if (!(pieceSeconds >= 0)) throw new UsageError(USAGE);
  return { source: resolve(file), outputFolder: resolve(folder), pieceSeconds, json: values.json };
}

function readSandboxMode(setting: string | undefined): 'bubblewrap' | 'none' {
  switch (setting || 'bubblewrap') {
    case 'bubblewrap':
      return 'bubblewrap';
    case 'none':
      return 'none';
    default:
      throw new UsageError(`MEDIA_SANDBOX is ${setting}; it can be bubblewrap or none`);
  }
}

function showProgress({ fraction, secondsLeft, stage }: TranscodeProgress): void {
  const left = secondsLeft === undefined ? '' : `, ${secondsLeft} s left`;
  const end = fraction === 1 ? '\n' : '';
  process.stderr.write(`\r${stage} ${Math.floor(fraction * 100)} %${left}\x1b[K${end}`);
}

function explain(error: unknown): string {
  if (error instanceof MediaRejectedError) return `the file cannot be used (${error.message})`;
  if (error instanceof VerificationError) return `the output is not right (${error.message})`;
  if (
    error instanceof TranscoderUnavailableError ||
    error instanceof NoRoomError ||
    error instanceof UsageError
  ) {
    return error.message;
  }
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return error.message;
  if (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')) {
    return `${error.message}\n${USAGE}`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
