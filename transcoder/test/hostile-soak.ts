import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { MediaRejectedError } from '../errors.ts';
import { processCover } from '../pictures/process-cover.ts';
import { openSandbox } from '../sandbox.ts';
import { transcode } from '../transcode.ts';
import { HOSTILE_BOMBS } from './hostile-bombs.ts';
import type { HostileFile } from './hostile-file.ts';
import { HOSTILE_PICTURES } from './hostile-pictures.ts';
import { HOSTILE_REFERENCES } from './hostile-references.ts';
import { makeFolder } from './make-clip.ts';
import { openCanary } from './open-canary.ts';
import { makeSeedClips } from './seed-clips.ts';
import { spoilClips } from './spoilt-files.ts';
import { findLeftBehind, watchChildren } from './watch-children.ts';

export interface HostileOptions {
  /** How many spoilt files. */
  mutations: number;
  /** Which of the files made by hand; all when left out. */
  only?: (name: string) => boolean;
  /** No new file is begun after so many seconds; what was left out is counted. */
  longestSeconds: number;
  seed: number;
  onFile?(name: string, outcome: string, seconds: number): void;
}

export interface HostileReport {
  /** Tried, of how many wanted. */
  byHand: number;
  pictures: number;
  mutated: number;
  leftOut: number;
  /** `ready` and codes of refusals, with how often each came. */
  outcomes: Record<string, number>;
  /** Connections and datagrams that reached the canary. */
  hits: number;
  /** Most memory of one sandbox with everything in it, bytes. */
  worstBytes: number;
  slowest: { name: string; seconds: number };
  seconds: number;
  /** In words; empty when all is well. */
  violations: string[];
}

/** No file here lasts so long that the transcoder's own limits would allow it more: past this it hangs. */
const HANG_SECONDS = 1200;
const AT_A_TIME = 2;
const MEMORY_BAR = 2 * 1024 ** 3;

/** Puts hostile files through what the worker calls, two at a time, and looks at what they did. */
export async function runHostileSoak(options: HostileOptions): Promise<HostileReport> {
  const begun = performance.now();
  const folder = await makeFolder();
  const outcomes: Record<string, number> = {};
  const violations: string[] = [];
  const tried = { byHand: 0, pictures: 0, mutated: 0 };
  let slowest = { name: '', seconds: 0 };
  let leftOut = 0;
  try {
    await using canary = await openCanary(folder.path);
    const sandbox = await openSandbox({ mode: 'bubblewrap' });
    const seeds = await makeSeedClips(folder.path);
    const mutations = spoilClips(seeds, options.mutations, options.seed);
    const wanted = (files: readonly HostileFile[]) =>
      files.filter(({ name }) => options.only?.(name) ?? true);
    const queue = [
      ...wanted([...HOSTILE_REFERENCES, ...HOSTILE_BOMBS]).map((file) => ({ file, kind: 'byHand' as const })),
      ...wanted(HOSTILE_PICTURES).map((file) => ({ file, kind: 'pictures' as const })),
      ...mutations.map((file) => ({ file, kind: 'mutated' as const })),
    ];
    // All are made before anything is watched: what makes them are children of this process too.
    const paths = new Map<HostileFile, string>();
    for (const { file, kind } of queue.filter((one) => one.kind !== 'mutated')) {
      const path = join(folder.path, `${kind}-${paths.size}`);
      await file.make(path, canary);
      paths.set(file, path);
    }
    using watch = watchChildren();
    let number = 0;
    const workThrough = async () => {
      for (let one = queue.shift(); one; one = queue.shift()) {
        if (performance.now() - begun > options.longestSeconds * 1000) {
          leftOut++;
          continue;
        }
        const { file, kind } = one;
        const place = `${++number}`;
        const path = paths.get(file) ?? join(folder.path, `mutated-${place}`);
        if (kind === 'mutated') await file.make(path, canary);
        const outputFolder = join(folder.path, `out-${place}`);
        await mkdir(outputFolder);
        const started = performance.now();
        const common = {
          source: path,
          outputFolder,
          sandbox,
          signal: AbortSignal.timeout(HANG_SECONDS * 1000),
        };
        const outcome = await (kind === 'pictures'
          ? processCover({ ...common, file: 'cover.webp' })
          : transcode({ ...common, onProgress: () => {} })
        ).then(
          () => 'ready',
          (error: unknown) => {
            if (error instanceof MediaRejectedError) return error.code;
            violations.push(`${file.name}: ${String(error).slice(0, 300)}`);
            return error instanceof Error ? error.name : 'unknown';
          },
        );
        const seconds = (performance.now() - started) / 1000;
        if (seconds > slowest.seconds) slowest = { name: file.name, seconds: Math.round(seconds * 10) / 10 };
        outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
        tried[kind]++;
        if (file.outcomes && !file.outcomes.some((right) => right === outcome)) {
          violations.push(`${file.name} ends as ${outcome} instead of ${file.outcomes.join(' or ')}`);
        }
        const stolen = await canary.findSecret(outputFolder);
        if (stolen.length > 0) violations.push(`${file.name}: the secret stands in ${stolen}`);
        options.onFile?.(file.name, outcome, seconds);
        await rm(outputFolder, { recursive: true });
        await rm(path, { force: true });
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, workThrough));
    const left = findLeftBehind(folder.path);
    for (const process of left) violations.push(`left behind: ${process}`);
    if (canary.hits() > 0) violations.push(`the canary was reached ${canary.hits()} times`);
    if (watch.worstBytes > MEMORY_BAR) violations.push(`one sandbox held ${watch.worstBytes} bytes`);
    if (watch.worstBytes === 0) violations.push('the memory of the sandboxes was not seen');
    return {
      ...tried,
      leftOut,
      outcomes,
      hits: canary.hits(),
      worstBytes: watch.worstBytes,
      slowest,
      seconds: Math.round((performance.now() - begun) / 1000),
      violations,
    };
  } finally {
    await folder.remove();
  }
}
