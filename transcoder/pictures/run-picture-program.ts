import { VerificationError } from '../errors.ts';
import { SHORT_LIMITS } from '../sandbox/limits.ts';
import { requireOrdinaryEnd } from '../sandbox/require-ordinary-end.ts';
import type { Sandbox, SandboxPaths } from '../sandbox.ts';
import { type PictureAnswer, type PictureRequest, pictureAnswerSchema } from './messages.ts';

export interface PictureRun {
  sandbox: Sandbox;
  signal: AbortSignal;
  outputFolder: string;
  inputs?: Readonly<Record<string, string>>;
}

/** Asks the picture program in the sandbox. Relative paths in the request are of the output folder. */
export async function runPictureProgram<Kind extends PictureAnswer['kind']>(
  kind: Kind,
  ask: (paths: SandboxPaths) => PictureRequest,
  run: PictureRun,
): Promise<Extract<PictureAnswer, { kind: Kind | 'refused' }>> {
  const result = await run.sandbox.run(
    { program: 'pictures', arguments: (paths) => [JSON.stringify(ask(paths))] },
    { inputs: run.inputs, outputFolder: run.outputFolder, limits: SHORT_LIMITS, signal: run.signal },
  );
  requireOrdinaryEnd(result, 'making pictures');
  if (result.ending.code !== 0) throw new VerificationError(`the picture program failed: ${result.stderr}`);
  const answer = pictureAnswerSchema.parse(JSON.parse(result.stdout));
  if (isOf(answer, kind)) return answer;
  throw new VerificationError(`the picture program answered ${answer.kind} instead of ${kind}`);
}

function isOf<Kind extends PictureAnswer['kind']>(
  answer: PictureAnswer,
  kind: Kind,
): answer is Extract<PictureAnswer, { kind: Kind | 'refused' }> {
  return answer.kind === kind || answer.kind === 'refused';
}
