import { z } from 'zod';
import type { systemReasons } from '../../contract/words/zh/system.ts';
import type { JobWithLesson } from '../../db/job-overview.ts';
import { jobPayloads } from '../../jobs/job.ts';
import { maxStarts } from '../../jobs/job-queue.ts';
import { waitsForRoom } from '../../jobs/waits-for-room.ts';
import { tellsOfLostFile, tellsOfStore } from '../../media-store/media-store.ts';

export type SystemReason = keyof typeof systemReasons;

/** What a job that was put back waits for. */
export function explainWait(
  job: Pick<JobWithLesson, 'kind' | 'attempts' | 'media_reason' | 'error'>,
): SystemReason {
  if (job.attempts > 0) return 'again';
  const reason = z
    .object({ code: z.enum(['no-room', 'unavailable', 'no-store']) })
    .safeParse(parse(job.media_reason));
  if (job.kind === 'transcode') return reason.success ? reason.data.code : 'waiting';
  // Of openings, covers, attachments, texts and captions nothing but the program's own words is kept.
  if (!['opening', 'cover', 'attachment', 'text', 'captions'].includes(job.kind)) return 'waiting';
  if (tellsOfStore(job.error ?? '')) return 'no-store';
  return waitsForRoom(job.error ?? '') ? 'no-room' : 'unavailable';
}

/** Why a job has failed for good. */
export function explainFailure(
  job: Pick<JobWithLesson, 'kind' | 'starts' | 'payload' | 'error'>,
): SystemReason {
  if (job.starts > maxStarts) return 'interrupted';
  const shape = Object.entries(jobPayloads).find(([kind]) => kind === job.kind)?.[1];
  if (!shape?.safeParse(parse(job.payload)).success) return 'unreadable';
  return tellsOfLostFile(job.error ?? '') ? 'file-missing' : 'error';
}

function parse(json: string | null): unknown {
  try {
    return JSON.parse(json ?? 'null');
  } catch {
    return undefined;
  }
}
