import { TranscoderUnavailableError } from '../errors.ts';
import type { Sandbox } from '../sandbox.ts';
import { sideBySide } from '../side-by-side.ts';
import { SHORT_LIMITS } from './limits.ts';
import { isFfmpegNewEnough, readFfmpegVersion, type Tools } from './tools.ts';

/** Run by this Node, in the sandbox. */
export type OwnProgram = 'pictures' | 'documents';

const ENCODER_TRIAL = [
  ...['-nostdin', '-v', 'error', '-f', 'lavfi', '-i', 'color=size=64x64:duration=0.1'],
  ...['-f', 'lavfi', '-i', 'anullsrc=duration=0.1', '-vf', 'zscale=w=64:h=64'],
  ...['-c:v', 'libx264', '-c:a', 'aac', '-f', 'null', '-'],
];

const TRIAL_LIMITS = { ...SHORT_LIMITS, wallSeconds: 30 };

/** Answers ffmpeg's version. Throws TranscoderUnavailableError where it, or the sandbox, does not start or is too old. */
export async function startFfmpeg(run: Sandbox['run'], tools: Tools, mode: Sandbox['mode']): Promise<string> {
  const shown = await run(
    { program: 'ffmpeg', arguments: () => ['-version'] },
    { limits: TRIAL_LIMITS, signal: new AbortController().signal },
  );
  if (shown.ending.kind !== 'exited' || shown.ending.code !== 0) {
    const what = shown.stderr.trim().split('\n').at(-1) || JSON.stringify(shown.ending);
    if (mode === 'none') {
      throw new TranscoderUnavailableError('ffmpeg-missing', `${tools.ffmpeg} does not start: ${what}`);
    }
    throw new TranscoderUnavailableError(
      'sandbox-broken',
      `bubblewrap cannot make a sandbox here (${what}). Allow user namespaces (sysctl kernel.unprivileged_userns_clone=1; on Ubuntu kernel.apparmor_restrict_unprivileged_userns=0; in a container, one that may create them), or set MEDIA_SANDBOX=none to transcode without protection`,
    );
  }
  const version = readFfmpegVersion(shown.stdout);
  if (version && !isFfmpegNewEnough(version)) {
    throw new TranscoderUnavailableError(
      'ffmpeg-too-old',
      `${tools.ffmpeg} is ffmpeg ${version.text}; 5.1 or newer is needed: install Debian 12 or newer's`,
    );
  }
  return version?.text ?? 'development build';
}

interface Trial {
  tools: Tools;
  ownPrograms?: readonly OwnProgram[];
  signal: AbortSignal;
}

/** Whether ffmpeg encodes, and our own programs start: throws TranscoderUnavailableError where they do not. */
export async function tryPrograms(
  run: Sandbox['run'],
  { tools, ownPrograms = ['pictures', 'documents'], signal }: Trial,
): Promise<void> {
  const encode = async (signal: AbortSignal) => {
    const encoded = await run(
      { program: 'ffmpeg', arguments: () => ENCODER_TRIAL },
      { limits: TRIAL_LIMITS, signal },
    );
    if (encoded.ending.kind === 'exited' && encoded.ending.code === 0) return;
    throw new TranscoderUnavailableError(
      'ffmpeg-missing',
      `${tools.ffmpeg} cannot encode H.264 and AAC, or convert HDR (${encoded.stderr.trim().split('\n').at(-1)}): install one with libx264 and zimg, such as Debian's`,
    );
  };
  const start = (program: OwnProgram) => async (signal: AbortSignal) => {
    const own = await run(
      { program, arguments: () => ['{"action":"check"}'] },
      { limits: TRIAL_LIMITS, signal },
    );
    if (own.ending.kind === 'exited' && own.ending.code === 0) return;
    const what = own.stderr.trim().split('\n').at(-1) || JSON.stringify(own.ending);
    throw new TranscoderUnavailableError(
      'sandbox-broken',
      `the program for ${program} does not start in the sandbox (${what}): run npm ci again as a user whose files others may read`,
    );
  };
  await sideBySide(signal, [encode, ...ownPrograms.map(start)]);
}
