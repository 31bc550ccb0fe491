import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { MediaRejectedError } from '../errors.ts';
import type { Sandbox } from '../sandbox.ts';
import { runPictureProgram } from './run-picture-program.ts';

export interface CoverRequest {
  /** Path of the uploaded picture, read-only. */
  source: string;
  /** Existing folder, writable, that holds nothing to protect. */
  outputFolder: string;
  /** Name of the WebP to make in it. */
  file: string;
  sandbox: Sandbox;
  signal: AbortSignal;
}

export interface ProcessedCover {
  file: string;
  bytes: number;
  width: number;
  height: number;
}

/**
 * Makes an uploaded JPEG, PNG or WebP into a WebP of at most 640 × 1280, upright and without metadata.
 * Throws MediaRejectedError: `unsupported` (another kind of file), `unreadable` (damaged), `too-large`
 * (over 40 million picture elements).
 */
export async function processCover(request: CoverRequest): Promise<ProcessedCover> {
  const answer = await runPictureProgram(
    'cover',
    (paths) => ({ action: 'cover', source: paths.input('picture'), output: request.file }),
    { ...request, inputs: { picture: request.source } },
  );
  if (answer.kind === 'refused') throw new MediaRejectedError(answer.code, answer.detail);
  const { size } = await stat(join(request.outputFolder, request.file));
  return { file: request.file, bytes: size, width: answer.width, height: answer.height };
}
