import type { AttachmentState, LessonState, MediaState } from '../contract/lessons.ts';

/** What can happen to a lesson, and between which states: the whole life as one table. */
export const lessonLife = {
  submit: { from: ['draft', 'returned', 'withdrawn'], to: 'submitted' },
  publish: { from: ['submitted'], to: 'published' },
  return: { from: ['submitted', 'published'], to: 'returned' },
  withdraw: { from: ['submitted', 'returned', 'published'], to: 'withdrawn' },
  /** Another video is ready: what is public is checked again. */
  'replace-media': { from: ['published'], to: 'submitted' },
} as const satisfies Record<string, { from: readonly LessonState[]; to: LessonState }>;

export type LessonEvent = keyof typeof lessonLife;

/** What can happen to a lesson's video. */
export const mediaLife = {
  /** A file has arrived, or another try was asked for. */
  queue: { from: ['none', 'queued', 'processing', 'ready', 'rejected', 'failed'], to: 'queued' },
  start: { from: ['queued', 'processing'], to: 'processing' },
  /** Back in the queue: something went wrong or is missing, of ours. A worker that is stopped leaves it as it is. */
  wait: { from: ['queued', 'processing'], to: 'queued' },
  finish: { from: ['queued', 'processing'], to: 'ready' },
  /** What the file causes. */
  reject: { from: ['queued', 'processing'], to: 'rejected' },
  /** What we cause. */
  fail: { from: ['queued', 'processing'], to: 'failed' },
} as const satisfies Record<string, { from: readonly MediaState[]; to: MediaState }>;

export type MediaEvent = keyof typeof mediaLife;

/** What can happen to an attachment: nothing changes for one that somebody may have got already. */
export const attachmentLife = {
  /** Also when the operator tries once more what we failed at. */
  accept: { from: ['checking', 'refused'], to: 'ready' },
  refuse: { from: ['checking', 'refused'], to: 'refused' },
  /** The operator tries the job again. */
  recheck: { from: ['checking', 'refused'], to: 'checking' },
} as const satisfies Record<string, { from: readonly AttachmentState[]; to: AttachmentState }>;

export type AttachmentEvent = keyof typeof attachmentLife;

/** The state after an event; null when it cannot happen now. */
export function nextLessonState(state: LessonState, event: LessonEvent): LessonState | null {
  const { from, to } = lessonLife[event];
  return (from as readonly LessonState[]).includes(state) ? to : null;
}

export function nextMediaState(state: MediaState, event: MediaEvent): MediaState | null {
  const { from, to } = mediaLife[event];
  return (from as readonly MediaState[]).includes(state) ? to : null;
}

/** Whether a video is to be made of a lesson's file, or is being made. */
export function isAwaited(lesson: { media_state: string }): boolean {
  return (mediaLife.start.from as readonly string[]).includes(lesson.media_state);
}

export function nextAttachmentState(state: AttachmentState, event: AttachmentEvent): AttachmentState | null {
  const { from, to } = attachmentLife[event];
  return (from as readonly AttachmentState[]).includes(state) ? to : null;
}

/**
 * Whether every play address given out is closed by a change of state. Withdrawing always does: also of a
 * lesson that is not public its teacher, its checkers and reviewers were given some.
 */
export function closesAddresses(before: LessonState, after: LessonState): boolean {
  return before === 'published' || after === 'withdrawn';
}

/** Whether the public sees something else after a change of state: what has to stand in the feed. */
export function changesThePublic(before: LessonState, after: LessonState): boolean {
  return before === 'published' || after === 'published';
}
