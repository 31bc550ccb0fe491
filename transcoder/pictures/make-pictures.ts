import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FRAMES_FOLDER } from '../encode/build-ffmpeg-arguments.ts';
import { MediaRejectedError } from '../errors.ts';
import type { MediaVersion, Storyboard } from '../media-version.ts';
import type { TranscodePlan } from '../plan/transcode-plan.ts';
import { buildStoryboardVtt } from './build-storyboard-vtt.ts';
import { type PictureRun, runPictureProgram } from './run-picture-program.ts';

export interface LessonPictures {
  covers: MediaVersion['covers'];
  storyboard: Storyboard | null;
  blank: boolean;
}

const COVERS_FOLDER = 'covers';

/** Makes covers and storyboard of the single pictures that encoding left. */
export async function makePictures(plan: TranscodePlan, run: PictureRun): Promise<LessonPictures> {
  const frames = (await readdir(join(run.outputFolder, FRAMES_FOLDER))).sort();
  const named = (name: string) =>
    frames.filter((file) => file.startsWith(`${name}-`)).map((file) => `${FRAMES_FOLDER}/${file}`);
  const { frameRate } = plan.picture;
  const candidates = named('cover').map((file, index) => ({
    file,
    atSeconds: (plan.covers.firstFrame + index * plan.covers.everyFrames) / frameRate,
  }));
  const tiles = named('tile');
  const storyboard: Storyboard | null =
    tiles.length === 0
      ? null
      : {
          image: 'storyboard.webp',
          vtt: 'storyboard.vtt',
          tileWidth: plan.storyboard.width,
          tileHeight: plan.storyboard.height,
          columns: Math.min(plan.storyboard.columns, tiles.length),
          rows: Math.ceil(tiles.length / plan.storyboard.columns),
          count: tiles.length,
          everySeconds: plan.storyboard.everyFrames / frameRate,
        };

  const answer = await runPictureProgram(
    'lesson',
    () => ({
      action: 'lesson',
      candidates,
      coversFolder: COVERS_FOLDER,
      storyboard: storyboard && { tiles, columns: storyboard.columns, image: storyboard.image },
    }),
    run,
  );
  if (answer.kind === 'refused') throw new MediaRejectedError(answer.code, answer.detail);
  return { covers: answer.covers, storyboard, blank: answer.blank };
}

/** When nothing else writes there any more: says what the storyboard shows, and removes the single pictures. */
export async function endPictures(
  { storyboard }: LessonPictures,
  durationSeconds: number,
  outputFolder: string,
): Promise<void> {
  if (storyboard) {
    await writeFile(join(outputFolder, storyboard.vtt), buildStoryboardVtt(storyboard, durationSeconds));
  }
  await rm(join(outputFolder, FRAMES_FOLDER), { recursive: true });
}
