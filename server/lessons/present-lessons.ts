import type { Actor } from '../access/actor.ts';
import { decidePlayback, type Opening } from '../access/playback.ts';
import { toEarlyAddress, toPlayback } from '../access/playback-addresses.ts';
import { type LessonFacts, may } from '../access/policy.ts';
import { readCalendar } from '../access/read-calendar.ts';
import type { AppContext } from '../context.ts';
import type { Lesson, LessonAction, LessonState, MediaState } from '../contract/lessons.ts';
import { awards as awardTerms } from '../contract/terms/levels.ts';
import { mediaReasons as enReasons } from '../contract/words/en/media.ts';
import type { Language } from '../contract/words/words.ts';
import { mediaReasons as zhReasons } from '../contract/words/zh/media.ts';
import { type ListedAttachment, listAttachments, listCaptions } from '../db/attachments.ts';
import { listAwardsOfLessons } from '../db/awards.ts';
import { listEarlySights } from '../db/early-sights.ts';
import { findLessonsToPresent, type LessonToPresent } from '../db/lessons.ts';
import type { Row } from '../db/schema.ts';
import { byLanguage } from './caption-language.ts';
import { captionLabel, languageName } from './caption-names.ts';
import { toLessonFacts } from './lesson-facts.ts';
import { isAwaited, nextLessonState } from './lesson-life.ts';
import { lessonWarnings } from './lesson-warnings.ts';
import { type MediaManifest, readManifest } from './media-manifest.ts';
import { readNodeChains } from './node-chains.ts';
import { presentAttachments } from './present-attachment.ts';

const reasonWords: Record<Language, Record<string, string>> = { zh: zhReasons, en: enReasons };

/**
 * Lessons as the API and the pages show them, in the order of `ids`, leaving out those the actor may not
 * see. Without playback: `presentLesson` adds it for one.
 */
export async function presentLessons(
  context: AppContext,
  actor: Actor,
  language: Language,
  ids: readonly string[],
): Promise<Lesson[]> {
  const found = await readPresentable(context, actor, ids);
  return found.map((one) => present(one, actor, language));
}

/** The same with the addresses the actor may play. */
export async function presentLessonsToPlay(
  context: AppContext,
  actor: Actor,
  language: Language,
  ids: readonly string[],
  opening?: Opening,
): Promise<Lesson[]> {
  const found = await readPresentable(context, actor, ids);
  if (found.length === 0) return [];
  const calendar = opening?.calendar ?? (await readCalendar(context)).open;
  const early = await readEarlyAddresses(context, actor, found);
  return found.map((one) => {
    const whole = playbackOf(context, actor, language, one, calendar);
    const begun = early.get(one.lesson.id);
    const playback = begun === undefined ? whole : { captions: [], ...whole, early: begun };
    return { ...present(one, actor, language), ...(playback && { playback }) };
  });
}

/** One lesson with the addresses the actor may play; null when it is not there for them. */
export async function presentLesson(
  context: AppContext,
  actor: Actor,
  language: Language,
  id: string,
  opening?: Opening,
): Promise<Lesson | null> {
  const [lesson] = await presentLessonsToPlay(context, actor, language, [id], opening);
  return lesson ?? null;
}

function playbackOf(
  context: AppContext,
  actor: Actor,
  language: Language,
  { lesson, facts, manifest, captions }: Presentable,
  calendar: Opening['calendar'],
): Lesson['playback'] {
  if (!manifest || !lesson.media_version_id) return undefined;
  return toPlayback(context, decidePlayback(actor, facts, { calendar }), {
    id: lesson.media_version_id,
    epoch: lesson.address_epoch,
    manifest,
    captions: captions.map((caption) => ({
      language: caption.language,
      label: captionLabel(caption, language),
    })),
  });
}

/** By lesson, where the actor may watch what is already encoded: its teacher, and those who check it. */
async function readEarlyAddresses(
  context: AppContext,
  actor: Actor,
  found: readonly Presentable[],
): Promise<Map<string, string>> {
  const watched = found.filter(
    ({ lesson, facts }) => isAwaited(lesson) && may(actor, 'lesson.original', facts),
  );
  const sights = await listEarlySights(
    context.database.db,
    watched.map(({ lesson }) => lesson.id),
  );
  return new Map(sights.map((sight) => [sight.lesson_id, toEarlyAddress(context, sight)]));
}

interface Presentable {
  lesson: LessonToPresent;
  facts: LessonFacts;
  chain: Row<'nodes'>[];
  manifest: MediaManifest | null;
  attachments: ListedAttachment[];
  captions: Row<'captions'>[];
  awards: { level: string; year: number; programme: string }[];
}

async function readPresentable(
  context: AppContext,
  actor: Actor,
  ids: readonly string[],
): Promise<Presentable[]> {
  if (ids.length === 0) return [];
  const { db } = context.database;
  const rows = await findLessonsToPresent(db, [...new Set(ids)]);
  const seen = rows.filter((lesson) => may(actor, 'lesson.see', toLessonFacts(lesson)));
  const seenIds = seen.map((lesson) => lesson.id);
  const [chains, attachments, captions, awards] = await Promise.all([
    readNodeChains(db, seen),
    listAttachments(db, seenIds),
    listCaptions(db, seenIds),
    listAwardsOfLessons(db, seenIds),
  ]);
  const byId = new Map(
    seen.map((lesson): [string, Presentable] => [
      lesson.id,
      {
        lesson,
        facts: toLessonFacts(lesson),
        chain: chains.of(lesson.node_path),
        manifest: lesson.manifest === null ? null : readManifest(lesson.manifest),
        attachments: attachments.filter((one) => one.lesson_id === lesson.id),
        captions: captions.filter((one) => one.lesson_id === lesson.id).sort(byLanguage),
        awards: awards
          .filter((award) => award.lesson_id === lesson.id)
          .map((award) => ({ level: award.level, year: award.year, programme: award.programme_name }))
          .sort((a, b) => rankOf(b.level) - rankOf(a.level) || b.year - a.year),
      },
    ]),
  );
  return ids.flatMap((id) => byId.get(id) ?? []);
}

const rankOf = (level: string) => awardTerms.findIndex((term) => term.slug === level);

function present(
  { lesson, facts, chain, manifest, attachments, captions, awards }: Presentable,
  actor: Actor,
  language: Language,
): Lesson {
  const insider = may(actor, 'lesson.original', facts);
  const candidates = insider && manifest ? manifest.covers.map((_, index) => index + 1) : [];
  return {
    id: lesson.id,
    title: lesson.title,
    kind: lesson.kind as Lesson['kind'],
    state: lesson.state as LessonState,
    media: {
      state: lesson.media_state as MediaState,
      progress: lesson.media_progress,
      secondsLeft: lesson.media_seconds_left,
      ...(insider &&
        lesson.media_reason !== null && { reason: presentReason(lesson.media_reason, language) }),
      ...(insider && lesson.media_version_id !== null && { version: lesson.media_version_id }),
    },
    nodes: chain.map(({ id, kind, name, label }) => ({ id, kind, name, label })),
    stage: lesson.stage,
    subject: lesson.subject,
    grade: lesson.grade,
    edition: lesson.edition,
    volume: lesson.volume,
    summary: lesson.summary,
    keywords: JSON.parse(lesson.keywords),
    licence: lesson.licence,
    programme:
      lesson.programme_slug === null
        ? null
        : { slug: lesson.programme_slug, name: lesson.programme_name ?? '' },
    year: lesson.year,
    teacher: { id: lesson.teacher_id, name: lesson.teacher_name },
    school: { id: lesson.school_id, name: lesson.school_name },
    awards: awards as Lesson['awards'],
    durationSeconds: lesson.duration_seconds,
    cover: coverAddress(lesson, manifest),
    ...(candidates.length > 0 && {
      coverCandidates: candidates.map((index) => ({
        index,
        url: `/api/lessons/${lesson.id}/cover-candidates/${index}?v=${lesson.media_version_id}`,
      })),
    }),
    attachments: presentAttachments(attachments, insider, language),
    captionLanguages: captions.map((caption) => caption.language),
    captions: captions.map(({ language: tag, automatic, updated_at }) => ({
      language: tag,
      name: languageName(tag, language),
      automatic: automatic === 1,
      ...(insider && updated_at < (lesson.played_since ?? '') && { beforeVideo: true as const }),
    })),
    duplicateOf: insider ? lesson.duplicate_of : null,
    returned:
      insider && lesson.return_note !== null ? { note: lesson.return_note, at: lesson.return_at } : null,
    warnings: insider ? lessonWarnings(lesson, manifest, language) : [],
    may: actionsOf(actor, lesson, facts),
    submittedAt: insider ? lesson.submitted_at : null,
    publishedAt: lesson.published_at,
    createdAt: lesson.created_at,
    updatedAt: lesson.updated_at,
    revision: lesson.revision,
  };
}

/** A chosen or uploaded cover, else the best candidate; the `v` makes a new picture a new address. */
function coverAddress(lesson: LessonToPresent, manifest: MediaManifest | null): string | null {
  const version = lesson.cover_updated_at ?? (manifest?.covers.length ? lesson.media_version_id : null);
  return version === null ? null : `/api/lessons/${lesson.id}/cover?v=${encodeURIComponent(version)}`;
}

function presentReason(stored: string, language: Language): { code: string; text: string } {
  const { code } = JSON.parse(stored) as { code: string };
  return { code, text: reasonWords[language][code] ?? reasonWords[language].error ?? code };
}

/** The buttons: what the life table has next and the policy lets this actor do. */
function actionsOf(actor: Actor, lesson: LessonToPresent, facts: LessonFacts): LessonAction[] {
  const state = lesson.state as LessonState;
  const actions: [LessonAction, boolean][] = [
    ['edit', may(actor, 'lesson.edit', facts)],
    ['replace-video', may(actor, 'lesson.edit', facts)],
    ['submit', nextLessonState(state, 'submit') !== null && may(actor, 'lesson.submit', facts)],
    ['publish', nextLessonState(state, 'publish') !== null && may(actor, 'lesson.check', facts)],
    ['return', nextLessonState(state, 'return') !== null && may(actor, 'lesson.check', facts)],
    ['withdraw', nextLessonState(state, 'withdraw') !== null && may(actor, 'lesson.withdraw', facts)],
    ['retry', ['rejected', 'failed'].includes(lesson.media_state) && may(actor, 'lesson.retry', facts)],
    ['delete', state === 'draft' && may(actor, 'lesson.delete', facts)],
    ['enter', state === 'published' && may(actor, 'lesson.enter', facts)],
    ['download-original', lesson.original_id !== null && may(actor, 'lesson.original', facts)],
  ];
  return actions.filter(([, allowed]) => allowed).map(([action]) => action);
}
