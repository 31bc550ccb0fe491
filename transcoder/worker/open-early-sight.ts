import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  deleteEarlySight,
  type EarlySightRow,
  growEarlySight,
  replaceEarlySight,
} from '../../server/db/early-sights.ts';
import { findLesson } from '../../server/db/lessons.ts';
import { newId } from '../../server/db/new-id.ts';
import type { Trx } from '../../server/db/open-database.ts';
import type { JobWork } from '../../server/jobs/job-handler.ts';
import { LeaseLostError } from '../../server/jobs/job-queue.ts';
import type { MediaJob } from '../../server/lessons/change-media.ts';
import { earlyInitFile, earlyPrefix, earlySegmentFile } from '../../server/lessons/early-files.ts';
import type { EarlySegment } from '../transcode.ts';
import { chooseEarlySegment, countWith, type EarlyCounts } from './choose-early-segment.ts';
import type { WorkerParts } from './worker-parts.ts';

export interface EarlySight extends AsyncDisposable {
  /** Takes note of a segment; it can be watched a moment later. */
  add(segment: EarlySegment): void;
  /** Leaves it, when all that has come can be watched, to whoever goes on with this video. */
  leave(): Promise<void>;
  /** Leaves the end to whoever makes the video visible, so that there is no moment without anything to watch. */
  handOver(): { inTransaction(trx: Trx): Promise<void>; afterwards(): Promise<void> };
  /** Unless handed over: nothing of it can be watched any more, and its files are gone. Never throws. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** Between two steps; the first is taken at once. */
const everyMs = 400;
/** A store that is slower than the encoder: so much waits in memory, then the early sight is given up. */
const mostWaitingBytes = 64 * 1024 * 1024;

class SlowStoreError extends Error {
  override readonly name = 'SlowStoreError';
}

/**
 * Goes on with the early sight that another start has `left`, or opens one. Puts segments of a lesson that is being
 * encoded where its teacher can watch them, as they come: into the media store below a prefix of its own, then into its
 * row. The lesson does not wait for it nor fail with it: when it cannot go on it says so once and ends, and what could
 * be watched stays so until the work has ended.
 */
export function openEarlySight(
  { database, mediaStore, clock }: Pick<WorkerParts, 'database' | 'mediaStore' | 'clock'>,
  work: Pick<JobWork<'transcode'>, 'fence' | 'missed'>,
  about: MediaJob,
  left?: EarlySightRow,
): EarlySight {
  const id = left?.id ?? newId() + newId();
  const storePrefix = earlyPrefix(id);
  const end = new AbortController();
  let counts: EarlyCounts = {
    opening_segments: left?.opening_segments ?? 0,
    segments: left?.segments ?? 0,
  };
  let come: EarlySegment[] = [];
  let begun = left !== undefined;
  // A worker that lost its lease must not take away what another goes on with.
  let handedOver = left !== undefined;
  let running: Promise<void> | undefined;
  let workFolder: string | undefined;

  async function begin({ layout, lessonSeconds }: EarlySegment): Promise<boolean> {
    return database.transaction(async (trx) => {
      await work.fence(trx);
      const lesson = await findLesson(trx, about.lessonId);
      if (lesson?.original_id !== about.originalId) return false;
      await replaceEarlySight(trx, {
        ...{ id, lesson_id: about.lessonId, original_id: about.originalId },
        lesson_seconds: lessonSeconds,
        first_segment_seconds: layout.firstSegmentSeconds,
        segment_seconds: layout.segmentSeconds,
        ...counts,
        created_at: clock.now().toISOString(),
      });
      return true;
    });
  }

  async function put(file: string, bytes: Buffer): Promise<void> {
    workFolder ??= await mediaStore.makeWorkFolder('early');
    const path = join(workFolder, 'file');
    await writeFile(path, bytes);
    await mediaStore.putFile(`${storePrefix}/${file}`, path);
  }

  async function putSegment(segment: EarlySegment, isFirstOfIts: boolean): Promise<void> {
    if (isFirstOfIts) await put(earlyInitFile(segment.of), segment.init);
    await put(earlySegmentFile(segment.of, segment.index), segment.bytes);
  }

  /** All that has come in order: first the files, then the row that says they are there. */
  async function step(first: EarlySegment): Promise<boolean> {
    if (!begun && !(await begin(first))) return false;
    begun = true;
    let next = counts;
    for (let segment: EarlySegment | undefined = first; segment && !end.signal.aborted; ) {
      const sole = segment.of === 'opening' ? next.segments === 0 : next.segments === next.opening_segments;
      await putSegment(segment, sole);
      next = countWith(next, segment);
      segment = chooseEarlySegment(next, come);
    }
    counts = next;
    come = come.filter(({ index }) => index >= next.segments);
    return database.transaction(async (trx) => {
      await work.fence(trx);
      return growEarlySight(trx, id, next);
    });
  }

  async function removeFiles(): Promise<void> {
    if (begun) await mediaStore.removeFolder(storePrefix);
  }

  function giveUp(cause: unknown): void {
    end.abort();
    come = [];
    work.missed(new Error('what is encoded cannot be watched before all of it is', { cause }));
  }

  async function run(): Promise<void> {
    try {
      for (;;) {
        const next = chooseEarlySegment(counts, come);
        if (!next || end.signal.aborted) return;
        if (!(await step(next))) return end.abort();
        await sleep(everyMs, undefined, { signal: end.signal }).catch(() => {});
      }
    } catch (error) {
      // The work itself finds out that it is somebody else's.
      if (error instanceof LeaseLostError) end.abort();
      else giveUp(error);
    }
  }

  return {
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
    async leave() {
      handedOver = true;
      await running;
    },
    handOver() {
      handedOver = true;
      return { inTransaction: (trx) => deleteEarlySight(trx, id), afterwards: removeFiles };
    },
    async [Symbol.asyncDispose]() {
      end.abort();
      await running;
      come = [];
      try {
        if (workFolder) await rm(workFolder, { recursive: true, force: true });
        if (handedOver) return;
        // The row first: nobody is led to what is not there.
        await deleteEarlySight(database.db, id);
        await removeFiles();
      } catch (error) {
        // The sweep finds what is left.
        work.missed(error);
      }
    },
  };
}
