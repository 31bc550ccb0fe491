import { MediaRejectedError } from '../errors.ts';
import type { Sandbox } from '../sandbox.ts';
import { runPictureProgram } from './run-picture-program.ts';

export interface PictureToClean {
  /** Path of the uploaded picture, read-only. */
  source: string;
  /** Existing folder, writable, that holds nothing to protect. */
  outputFolder: string;
  /** Name of the picture to make in it. */
  file: string;
  /** What the picture is, and will be. */
  format: 'jpeg' | 'png';
  sandbox: Sandbox;
  signal: AbortSignal;
}

/**
 * Makes a picture anew at its own size: upright, without metadata and without whatever else was in the file.
 * Throws MediaRejectedError as `processCover` does; `unsupported` also for another format than `format`.
 */
export async function cleanPicture(picture: PictureToClean): Promise<void> {
  const { source, file, format } = picture;
  const answer = await runPictureProgram(
    'clean',
    (paths) => ({ action: 'clean', source: paths.input('picture'), output: file, format }),
    { ...picture, inputs: { picture: source } },
  );
  if (answer.kind === 'refused') throw new MediaRejectedError(answer.code, answer.detail);
}
