import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type EarlySightRow,
  findEarlySightOf,
  growEarlySight,
  replaceEarlySight,
} from '../../server/db/early-sights.ts';
import { lockLesson } from '../../server/db/lessons.ts';
import { newId } from '../../server/db/new-id.ts';
import type { JobWork } from '../../server/jobs/job-handler.ts';
import { LeaseLostError } from '../../server/jobs/job-queue.ts';
import type { MediaJob } from '../../server/lessons/change-media.ts';
import {
  type EarlyEncoding,
  earlyInitFile,
  earlyPrefix,
  earlySegmentFile,
} from '../../server/lessons/early-files.ts';
import { isAwaited } from '../../server/lessons/lesson-life.ts';
import { MediaConflictError } from '../../server/media-store/media-store.ts';
import type { EarlySegment } from '../transcode.ts';
import {
  chooseEarlySegment,
  countWith,
  type EarlyCounts,
  hasOvertaken,
  isAhead,
  mayOpen,
  NOTHING_YET,
} from './choose-early-segment.ts';
import type { WorkerParts } from './worker-parts.ts';

export interface EarlySight extends AsyncDisposable {
  /** Aborts when nothing more will be taken: another encoding goes on, nobody wants it, or it was given up. */
  readonly ended: AbortSignal;
  /** Takes note of a segment; it can be watched a moment later. */
  add(segment: EarlySegment): void;
  /** Resolves when all that has come can be watched. */
  settled(): Promise<void>;
  /** Takes nothing more; what can be watched stays for whoever goes on or ends it. Never throws. */
  [Symbol.asyncDispose](): Promise<void>;
}

interface Adding {
  /**
   * The encoding that the segments are of. A player begins with the `opening`, or with the `whole` where that is there
   * first, and goes from the one to the other where both have a boundary.
   */
  of: EarlyEncoding;
  /** Goes on also behind segments of the whole, which another start of the same plan has left; else they go. */
  goesOn?: boolean;
}

/** Between two steps; the first is taken at once. */
const everyMs = 400;
/** A store that is slower than the encoder: so much waits in memory, then the early sight is given up. */
const mostWaitingBytes = 64 * 1024 * 1024;

class SlowStoreError extends Error {
  override readonly name = 'SlowStoreError';
}

/**
 * Puts segments of a lesson where its teacher can watch them, as they come: into the media store below a prefix of its
 * own, then into its row, which several jobs add to at the same time. No lesson waits for it nor fails with it: when it
 * cannot go on it says so once and ends, and what could be watched stays so until the video is there.
 */
export function openEarlySight(
  { database, mediaStore, clock }: Pick<WorkerParts, 'database' | 'mediaStore' | 'clock'>,
  work: Pick<JobWork<'opening' | 'transcode'>, 'fence' | 'missed'>,
  about: MediaJob,
  { of, goesOn = false }: Adding,
): EarlySight {
  const end = new AbortController();
  let come: EarlySegment[] = [];
  /** As it was last seen. */
  let sight: EarlySightRow | undefined;
  let running: Promise<void> | undefined;
  let workFolder: string | undefined;

  const takes = (there: EarlySightRow) => mayOpen(there) || (of === 'whole' && goesOn);
  const isOvertaken = (there: EarlySightRow) => of === 'whole' && hasOvertaken(there, come);

  /** The lesson's early sight, which is begun where there is none to go on with; undefined: it wants none of ours. */
  async function begin({ lessonSeconds }: EarlySegment): Promise<EarlySightRow | undefined> {
    return database.transaction(async (trx) => {
      await work.fence(trx);
      const lesson = await lockLesson(trx, about.lessonId);
      if (lesson?.original_id !== about.originalId || !isAwaited(lesson)) return undefined;
      const there = await findEarlySightOf(trx, about);
      if (there && takes(there) && !isOvertaken(there)) return there;
      if (there && of === 'opening') return undefined;
      const begun: EarlySightRow = {
        ...{ id: newId() + newId(), lesson_id: about.lessonId, original_id: about.originalId },
        ...{ lesson_seconds: lessonSeconds, ...NOTHING_YET, created_at: clock.now().toISOString() },
      };
      await replaceEarlySight(trx, begun);
      return begun;
    });
  }

  async function put(key: string, bytes: Buffer): Promise<void> {
    workFolder ??= await mediaStore.makeWorkFolder('early');
    const path = join(workFolder, 'file');
    await writeFile(path, bytes);
    try {
      await mediaStore.putFile(key, path);
    } catch (error) {
      // What an earlier start has put there, and not told of, serves as well.
      if (!(error instanceof MediaConflictError)) throw error;
    }
  }

  /** All that goes on from what was seen: first the files, then the row that says they are there. */
  async function step(seen: EarlySightRow, first: EarlySegment): Promise<EarlySightRow | undefined> {
    const prefix = earlyPrefix(seen.id);
    let counts: EarlyCounts = seen;
    for (let segment: EarlySegment | undefined = first; segment && !end.signal.aborted; ) {
      const isFirstOfIts = of === 'opening' ? counts.segments === 0 : mayOpen(counts);
      if (isFirstOfIts) await put(`${prefix}/${earlyInitFile(of)}`, segment.init);
      await put(`${prefix}/${earlySegmentFile(of, counts.segments)}`, segment.bytes);
      counts = countWith(of, counts, segment);
      segment = chooseEarlySegment(of, counts, come);
    }
    const { opening_segments, segments, segment_lengths } = counts;
    const grown = await database.transaction(async (trx) => {
      await work.fence(trx);
      return growEarlySight(trx, seen, { opening_segments, segments, segment_lengths });
    });
    return grown ? { ...seen, opening_segments, segments, segment_lengths } : lookAgain(seen);
  }

  /** As it stands now; undefined: it wants none of ours any more. */
  async function lookAgain(seen: EarlySightRow): Promise<EarlySightRow | undefined> {
    const there = await findEarlySightOf(database.db, about);
    return there?.id === seen.id && (of === 'whole' || mayOpen(there)) ? there : undefined;
  }

  function giveUp(cause: unknown): void {
    end.abort();
    come = [];
    work.missed(new Error('what is encoded cannot be watched before all of it is', { cause }));
  }

  async function run(): Promise<void> {
    try {
      for (;;) {
        if (!come[0] || end.signal.aborted) return;
        const seen: EarlySightRow | undefined = sight ?? (await begin(come[0]));
        if (!seen) return end.abort();
        sight = seen;
        const next = chooseEarlySegment(of, seen, come);
        // What goes on may not have come, or another encoding does not reach yet where ours can go on.
        const now = await (next ? step(seen, next) : lookAgain(seen));
        if (!now) return end.abort();
        // The whole may have to begin anew until it has gone on from an opening.
        if (of === 'opening' || !mayOpen(now)) come = come.filter((segment) => isAhead(now, segment));
        const overtaken = isOvertaken(now);
        sight = overtaken ? undefined : now;
        if (!next && !overtaken && now.segments === seen.segments && !chooseEarlySegment(of, now, come))
          return;
        await sleep(everyMs, undefined, { signal: end.signal }).catch(() => {});
      }
    } catch (error) {
      // The work itself finds out that it is somebody else's.
      if (error instanceof LeaseLostError) end.abort();
      else giveUp(error);
    }
  }

  return {
    ended: end.signal,
    add(segment) {
      if (end.signal.aborted) return;
      come.push(segment);
      if (come.reduce((sum, { bytes }) => sum + bytes.length, 0) > mostWaitingBytes) {
        return giveUp(new SlowStoreError('the media store is slower than the encoder'));
      }
      running ??= run().finally(() => {
        running = undefined;
      });
    },
    async settled() {
      await running;
    },
    async [Symbol.asyncDispose]() {
      end.abort();
      await running;
      come = [];
      try {
        if (workFolder) await rm(workFolder, { recursive: true, force: true });
        // Ended by another meanwhile: what was put since would stay behind.
        const there = sight && (await findEarlySightOf(database.db, about));
        if (sight && there?.id !== sight.id) await mediaStore.removeFolder(earlyPrefix(sight.id));
      } catch (error) {
        // The sweep finds what is left.
        work.missed(error);
      }
    },
  };
}
