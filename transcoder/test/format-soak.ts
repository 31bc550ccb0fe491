import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openSandbox } from '../sandbox.ts';
import { transcode } from '../transcode.ts';
import { FORMAT_CASES, type FormatCase } from './format-cases.ts';
import { findLessonFlaws, findShowingFlaws } from './inspect-lesson.ts';
import { makeFolder } from './make-clip.ts';
import { openScreening, type Screening } from './open-screening.ts';
import { REFUSED_CASES } from './refused-cases.ts';

export interface FormatResult {
  name: string;
  /** `ready`, or the code of the refusal. */
  outcome: string;
  /** As the file itself says: container and codecs. */
  found: string;
  durationSeconds: number | null;
  /** Of wall clock, making the file, transcoding and playing it. */
  took: number;
  /** In words; empty when everything is as it should be. */
  flaws: string[];
}

/** Makes every file of the two lists, transcodes it, looks at the result and plays it twice in Chromium. */
export async function runFormatSoak(options: {
  only?: RegExp;
  onResult(result: FormatResult): void;
}): Promise<FormatResult[]> {
  const folder = await makeFolder();
  const results: FormatResult[] = [];
  try {
    await using screening = await openScreening();
    const sandbox = await openSandbox({ mode: 'bubblewrap' });
    const wanted = [...FORMAT_CASES, ...REFUSED_CASES].filter(({ name }) => options.only?.test(name) ?? true);
    for (const one of wanted) {
      const started = performance.now();
      const source = join(folder.path, one.file);
      const outputFolder = join(folder.path, 'lesson');
      await mkdir(outputFolder);
      const result = await one
        .make(source)
        .then(() =>
          transcode({
            ...{ source, outputFolder, sandbox, onProgress: () => {} },
            signal: new AbortController().signal,
          }),
        )
        .then(
          async (version) => {
            const { container, videoCodec, audioCodec } = version.source;
            const flaws =
              'refused' in one
                ? [`is taken instead of refused as ${one.refused}`]
                : [
                    ...(await findLessonFlaws(outputFolder, version, one)),
                    ...(await findFlawsOnScreen(screening, outputFolder, one)),
                  ];
            const found = [container, videoCodec, audioCodec ?? '-'].join(' ');
            return { outcome: 'ready', found, durationSeconds: version.durationSeconds, flaws };
          },
          (error: Error & { code?: string; detail?: string }) => {
            const outcome = error.code ?? error.name;
            const expected = 'refused' in one && outcome === one.refused;
            const flaws = expected ? [] : [error.message];
            return { outcome, found: error.detail ?? '', durationSeconds: null, flaws };
          },
        );
      const took = Math.round(performance.now() - started) / 1000;
      results.push({ name: one.name, ...result, took });
      options.onResult(results.at(-1)!);
      await rm(source, { force: true });
      await rm(outputFolder, { recursive: true });
    }
  } finally {
    await folder.remove();
  }
  return results;
}

async function findFlawsOnScreen(screening: Screening, folder: string, one: FormatCase): Promise<string[]> {
  const flaws: string[] = [];
  for (const file of ['master.m3u8', 'lesson.mp4']) {
    const showing = await screening.show(folder, file);
    flaws.push(...findShowingFlaws(showing, one).map((flaw) => `${file} in Chromium: ${flaw}`));
  }
  return flaws;
}
