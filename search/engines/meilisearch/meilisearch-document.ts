import type { LessonDocument } from '../../document.ts';
import { contentTokens } from '../content-tokens.ts';
import { indexTexts } from '../index-texts.ts';
import { spreadLetters, spreadToken, spreadTokens } from './spread-tokens.ts';

/** A lesson as Meilisearch keeps it: what is shown, what is filtered, and the tokens that are searched. */
export type MeilisearchDocument = ReturnType<typeof meilisearchDocument>;

export function meilisearchDocument(lesson: LessonDocument) {
  const texts = indexTexts(lesson);
  return {
    key: documentKey(lesson.id),
    lessonId: lesson.id,
    title: lesson.title,
    nodePath: lesson.nodePath,
    keywords: lesson.keywords.join('　'),
    teacher: lesson.teacher,
    school: lesson.school,
    summary: lesson.summary,
    units: lesson.units.join('\n'),
    topic: lesson.topic ?? '',
    topicLabel: lesson.topicLabel ?? '',
    nodeId: lesson.nodeId,
    teacherId: lesson.teacherId,
    stage: lesson.stage,
    subject: lesson.subject,
    grade: lesson.grade,
    edition: lesson.edition,
    volume: lesson.volume,
    nodeIds: lesson.nodeIds,
    kind: lesson.kind,
    programme: lesson.programme,
    schoolId: lesson.schoolId,
    organisationIds: lesson.organisationIds,
    award: lesson.award,
    year: lesson.year,
    awardRank: lesson.awardRank,
    completeness: lesson.completeness,
    publishedAt: Date.parse(lesson.publishedAt),
    titleTokens: spreadTokens(texts.title),
    numbersTokens: spreadTokens(texts.numbers),
    keywordsTokens: spreadTokens(texts.keywords),
    nodePathTokens: spreadTokens(texts.nodePath),
    teacherTokens: spreadTokens(texts.teacher),
    schoolTokens: spreadTokens(texts.school),
    summaryTokens: spreadTokens(texts.summary),
    characters: spreadTokens(texts.characters),
    titleLetters: spreadLetters(texts.titleLetters, texts.title, texts.keywords),
    teacherLetters: spreadLetters(texts.teacherLetters, texts.teacher, texts.school),
    placeLetters: spreadLetters(texts.placeLetters, texts.nodePath),
    // Each by itself, so that Meilisearch keeps no distances between them.
    contentTokens: contentTokens(lesson).map(spreadToken),
  };
}

/** Meilisearch's keys are letters, digits, hyphens and underscores; any other lesson id is written in base64url. */
export function documentKey(lessonId: string): string {
  if (/^[A-Za-z0-9-]{1,200}$/.test(lessonId)) return lessonId;
  return `_${Buffer.from(lessonId).toString('base64url')}`;
}
