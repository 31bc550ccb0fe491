import type { LessonDocument } from '../../search/document.ts';
import type { LessonChanges } from '../../search/search.ts';
import { awards as awardTerms } from '../contract/terms/levels.ts';
import { nodePathNames, printedNodeName } from '../curriculum/node-names.ts';
import { listAttachments, listCaptions } from '../db/attachments.ts';
import { listAwardsOfLessons } from '../db/awards.ts';
import { listFeedAfter, readFeedHead } from '../db/feed.ts';
import { findLessonsToPresent, type LessonToPresent, listPublishedLessonIds } from '../db/lessons.ts';
import type { Db } from '../db/open-database.ts';
import { listAttachmentTexts, listCaptionTexts } from '../db/searched-texts.ts';
import { type NodeChains, readNodeChains } from './node-chains.ts';
import { isReady } from './present-attachment.ts';
import { readCues, searchedCharacters } from './searched-texts.ts';

/** The feed as search reads it: numbers, and the documents as they are now. */
export function createLessonChanges(db: Db): LessonChanges {
  return {
    head: () => readFeedHead(db),
    async after(sequence, limit) {
      const rows = await listFeedAfter(db, sequence, limit);
      const documents = await readDocuments(db, [...new Set(rows.map((row) => row.lesson_id))]);
      return rows.map((row) => ({
        sequence: row.sequence,
        lessonId: row.lesson_id,
        document: documents.get(row.lesson_id) ?? null,
      }));
    },
    async all(limit, cursor) {
      const ids = await listPublishedLessonIds(db, limit, cursor);
      const documents = await readDocuments(db, ids);
      return { documents: [...documents.values()], cursor: ids.length < limit ? undefined : ids.at(-1) };
    },
  };
}

/** Documents of those that are published and stand at a node; the others have none. */
async function readDocuments(db: Db, ids: readonly string[]): Promise<Map<string, LessonDocument>> {
  if (ids.length === 0) return new Map();
  const lessons = (await findLessonsToPresent(db, ids)).filter((lesson) => lesson.state === 'published');
  const published = lessons.map((lesson) => lesson.id);
  const [chains, awards, attachments, captions, attachmentTexts, captionTexts] = await Promise.all([
    readNodeChains(db, lessons),
    listAwardsOfLessons(db, published),
    listAttachments(db, published),
    listCaptions(db, published),
    listAttachmentTexts(db, published, searchedCharacters),
    listCaptionTexts(db, published),
  ]);
  const documents = new Map<string, LessonDocument>();
  for (const lesson of lessons) {
    const document = toDocument(lesson, chains, {
      awards: awards.filter((award) => award.lesson_id === lesson.id).map((award) => award.level),
      attachmentKinds: attachments
        .filter((one) => one.lesson_id === lesson.id && isReady(one))
        .map((one) => one.kind),
      hasCaptions: captions.some((caption) => caption.lesson_id === lesson.id),
      captionText: captionTexts
        .filter((one) => one.lesson_id === lesson.id)
        .flatMap((one) => readCues(one).map(({ text }) => text))
        .join('\n'),
      attachmentText: attachmentTexts
        .filter((one) => one.lesson_id === lesson.id)
        .map(({ text }) => text)
        .join('\n'),
    });
    if (document) documents.set(lesson.id, document);
  }
  return documents;
}

interface Extras {
  awards: string[];
  attachmentKinds: string[];
  hasCaptions: boolean;
  captionText: string;
  attachmentText: string;
}

/** What of a lesson's row its document is made from. */
export type IndexedLesson = Pick<
  LessonToPresent,
  | 'id'
  | 'title'
  | 'kind'
  | 'node_id'
  | 'node_path'
  | 'stage'
  | 'subject'
  | 'grade'
  | 'edition'
  | 'volume'
  | 'summary'
  | 'keywords'
  | 'teacher_id'
  | 'teacher_name'
  | 'school_id'
  | 'school_name'
  | 'school_path'
  | 'programme_slug'
  | 'year'
  | 'duration_seconds'
  | 'published_at'
>;

/** The document of a published lesson; null where it stands at no node. */
export function toDocument(lesson: IndexedLesson, chains: NodeChains, extras: Extras): LessonDocument | null {
  const chain = chains.of(lesson.node_path);
  if (
    lesson.node_id === null ||
    lesson.stage === null ||
    lesson.subject === null ||
    lesson.published_at === null
  )
    return null;
  const award = highestAward(extras.awards);
  return {
    id: lesson.id,
    title: lesson.title,
    kind: lesson.kind as LessonDocument['kind'],
    nodeId: lesson.node_id,
    nodeIds: chain.map((node) => node.id),
    nodePath: nodePathNames(chain).join(' '),
    stage: lesson.stage,
    subject: lesson.subject,
    grade: lesson.grade,
    edition: lesson.edition,
    volume: lesson.volume,
    unit: chain.find((node) => node.kind === 'unit')?.name ?? null,
    topic: chain.find((node) => node.kind === 'topic')?.name ?? null,
    units: chain.filter((node) => node.kind === 'unit').map(printedNodeName),
    topicLabel: chain.find((node) => node.kind === 'topic')?.label ?? null,
    summary: lesson.summary,
    keywords: JSON.parse(lesson.keywords),
    captionText: extras.captionText,
    attachmentText: extras.attachmentText,
    teacherId: lesson.teacher_id,
    teacher: lesson.teacher_name,
    schoolId: lesson.school_id,
    school: lesson.school_name,
    organisationIds: lesson.school_path.split('/').filter(Boolean),
    programme: lesson.programme_slug,
    year: lesson.year,
    award: award?.slug ?? null,
    awardRank: award?.rank ?? 0,
    durationSeconds: lesson.duration_seconds,
    hasCaptions: extras.hasCaptions,
    completeness: completenessOf(lesson.summary, extras),
    publishedAt: lesson.published_at,
  };
}

/** The parts a lesson is expected to bring along: design, slides, tasks, exercises, captions, a summary. */
const expectedParts = 6;

function completenessOf(summary: string, extras: Pick<Extras, 'attachmentKinds' | 'hasCaptions'>): number {
  const kinds = new Set(extras.attachmentKinds.filter((kind) => kind !== 'other'));
  return (kinds.size + (extras.hasCaptions ? 1 : 0) + (summary === '' ? 0 : 1)) / expectedParts;
}

/** The levels stand in rising order in the list of terms. */
function highestAward(levels: readonly string[]) {
  const ranked = awardTerms.map((term, index) => ({ slug: term.slug, rank: index + 1 }));
  return ranked.findLast((term) => levels.includes(term.slug));
}
