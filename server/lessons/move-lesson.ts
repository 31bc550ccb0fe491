import { authorise, type Rule } from '../access/policy.ts';
import type { AppContext } from '../context.ts';
import type { LessonState } from '../contract/lessons.ts';
import { appendAudit } from '../db/audit-log.ts';
import { appendToFeed } from '../db/feed.ts';
import { type LessonWithPath, lockLesson, raiseAddressEpoch, updateLesson } from '../db/lessons.ts';
import type { Trx } from '../db/open-database.ts';
import type { Change } from '../db/schema.ts';
import { ConflictError, NotFoundError } from '../errors.ts';
import type { Editor } from './editor.ts';
import { toLessonFacts } from './lesson-facts.ts';
import { changesThePublic, closesAddresses, type LessonEvent, nextLessonState } from './lesson-life.ts';

const ruleOf = {
  submit: 'lesson.submit',
  publish: 'lesson.check',
  return: 'lesson.check',
  withdraw: 'lesson.withdraw',
} as const satisfies Partial<Record<LessonEvent, Rule>>;

type PersonsEvent = keyof typeof ruleOf;

/**
 * Something a person does in a lesson's life: authorised, checked against the table, written with its
 * feed entry and audit row in one transaction. With `seen`, the media version that was watched, only if it is
 * still the one that plays.
 *
 * Throws `NotFoundError`, `ForbiddenError`, or `ConflictError` (`wrong-state`, `needs-node`, `needs-video`).
 */
export async function moveLesson(
  context: Pick<AppContext, 'database' | 'clock' | 'search'>,
  by: Editor,
  lessonId: string,
  event: PersonsEvent,
  given: { note?: string; at?: number; seen?: string } = {},
): Promise<void> {
  const at = context.clock.now();
  const now = at.toISOString();
  await context.database.transaction(async (trx) => {
    const lesson = await lockLesson(trx, lessonId);
    if (!lesson) throw new NotFoundError();
    authorise(by.person, ruleOf[event], toLessonFacts(lesson));
    if (event === 'submit') requireComplete(lesson);
    if (given.seen !== undefined && given.seen !== lesson.media_version_id)
      throw new ConflictError('wrong-state');
    await applyEvent(trx, lesson, event, changeOf(event, given, now), at);
    await appendAudit(trx, {
      at: now,
      personId: by.person.id,
      network: by.network,
      action: `lesson.${event}`,
      subject: lessonId,
      detail: given.note ? { note: given.note } : {},
    });
  });
  context.search.nudge();
}

/** Changes state by the table, and what follows from that for the feed and the addresses given out. */
export async function applyEvent(
  trx: Trx,
  lesson: LessonWithPath,
  event: LessonEvent,
  change: Change<'lessons'>,
  at: Date,
): Promise<void> {
  const before = lesson.state as LessonState;
  const after = nextLessonState(before, event);
  if (!after) throw new ConflictError('wrong-state');
  await updateLesson(trx, lesson.id, { ...change, state: after, updated_at: at.toISOString() });
  if (changesThePublic(before, after)) await appendToFeed(trx, [lesson.id], at);
  if (closesAddresses(before, after)) await raiseAddressEpoch(trx, lesson.id);
}

function changeOf(
  event: PersonsEvent,
  given: { note?: string; at?: number },
  now: string,
): Change<'lessons'> {
  switch (event) {
    case 'submit':
      return { submitted_at: now, return_note: null, return_at: null };
    case 'publish':
      return { published_at: now };
    case 'return':
      return { return_note: given.note ?? '', return_at: given.at ?? null };
    case 'withdraw':
      return given.note === undefined ? {} : { return_note: given.note, return_at: null };
    default:
      return event satisfies never;
  }
}

function requireComplete(lesson: LessonWithPath): void {
  if (lesson.node_id === null) throw new ConflictError('needs-node');
  if (lesson.media_state !== 'ready') throw new ConflictError('needs-video');
}
