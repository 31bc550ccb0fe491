// `npm run transcode -- FILE OUTDIR [--json]`: the transcoder alone, without server or database.
import { mkdir, readdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { MediaRejectedError, NoRoomError, TranscoderUnavailableError, VerificationError } from './errors.ts';
import type { TranscodePlan } from './plan/transcode-plan.ts';
import { openSandbox } from './sandbox.ts';
import { type TranscodeProgress, transcode } from './transcode.ts';

const USAGE = 'Usage: npm run transcode -- FILE OUTDIR [--json]';

class UsageError extends Error {
  override readonly name = 'UsageError';
}

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
  const { source, outputFolder, json } = readArguments(args);
  await mkdir(outputFolder, { recursive: true });
  if ((await readdir(outputFolder)).length > 0) throw new UsageError(`${outputFolder} is not empty`);
  const sandbox = await openSandbox({ mode: readSandboxMode(sandboxSetting) });
  if (sandbox.mode === 'none')
    process.stderr.write('MEDIA_SANDBOX=none: the file is opened without a sandbox\n');

  const plans: TranscodePlan[] = [];
  const version = await transcode({
    source,
    outputFolder,
    sandbox,
    signal: interrupt.signal,
    onProgress: process.stderr.isTTY ? showProgress : () => {},
    onPlan: (plan) => {
      plans.push(plan);
      process.stdout.write(plan.reasons.map(({ about, text }) => `${about.padEnd(11)} ${text}\n`).join(''));
    },
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
  const summary = { plan: plans[0], renditions, durationSeconds, firstPlayableSeconds };
  process.stdout.write(`${JSON.stringify(summary)}\n`);
}

function readArguments(args: string[]) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  });
  const [file, folder] = positionals;
  if (!file || !folder || positionals.length > 2) throw new UsageError(USAGE);
  return { source: resolve(file), outputFolder: resolve(folder), json: values.json };
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
