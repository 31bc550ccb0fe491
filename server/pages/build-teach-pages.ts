import { authorise, may, requirePerson } from '../access/policy.ts';
import { dayIn } from '../clock.ts';
import type { AppContext } from '../context.ts';
import type { Choice, LessonChoices, PageContent } from '../contract/pages.ts';
import { attachmentKinds, kinds } from '../contract/terms/lesson-kinds.ts';
import { licences } from '../contract/terms/licences.ts';
import type { Term } from '../contract/terms/term.ts';
import type { Language } from '../contract/words/words.ts';
import { findLesson, listLessonsOfTeacher } from '../db/lessons.ts';
import { listChildNodes } from '../db/nodes.ts';
import { listProgrammes } from '../db/programmes.ts';
import { NotFoundError } from '../errors.ts';
import { offeredLanguages } from '../lessons/caption-language.ts';
import { languageName } from '../lessons/caption-names.ts';
import { toLessonFacts } from '../lessons/lesson-facts.ts';
import { presentLesson, presentLessons } from '../lessons/present-lessons.ts';
import { listRoundChoices } from '../reviews/round-choices.ts';
import type { Call } from '../route.ts';
import { listOwnUploads } from '../uploads/list-own-uploads.ts';

/** A teacher's desk: what is being uploaded, and every lesson of theirs. */
export async function buildTeachPage(call: Call): Promise<Extract<PageContent, { page: 'teach' }>> {
  const { context, actor, language } = call;
  const person = requirePerson(actor);
  const { db } = context.database;
  const own = await listLessonsOfTeacher(db, person.id);
  authorise(actor, 'teach.desk', { lessons: own.length });
  const mayUpload = may(actor, 'upload.create');
  return {
    page: 'teach',
    lessons: await presentLessons(
      context,
      actor,
      language,
      own.map(({ id }) => id),
    ),
    uploads: await listOwnUploads(context.uploads, person.id),
    maxUploadBytes: context.config.maxUploadBytes,
    rounds: mayUpload ? await listRoundChoices(context, person) : [],
    mayUpload,
  };
}

export async function buildTeachLessonPage(
  call: Call<{ id: string }>,
): Promise<Extract<PageContent, { page: 'teach-lesson' }>> {
  const { context, actor, language, params } = call;
  const row = await findLesson(context.database.db, params.id);
  if (!row) throw new NotFoundError();
  authorise(actor, 'lesson.edit', toLessonFacts(row));
  const lesson = await presentLesson(context, actor, language, params.id);
  if (!lesson) throw new NotFoundError();
  const person = requirePerson(actor);
  return {
    page: 'teach-lesson',
    lesson,
    choices: await lessonChoices(context, language, person.id),
    rounds: await listRoundChoices(context, person, lesson.id),
    maxUploadBytes: context.config.maxUploadBytes,
    attachmentLimitBytes: context.config.maxAttachmentBytes,
  };
}

const yearsBack = 5;

async function lessonChoices(
  context: AppContext,
  language: Language,
  personId: string,
): Promise<LessonChoices> {
  const { db } = context.database;
  const thisYear = Number(dayIn(context.config.timeZone, context.clock.now()).slice(0, 4));
  const [programmes, stages] = await Promise.all([
    listProgrammes(db),
    listChildNodes(db, null, { personId }),
  ]);
  return {
    kinds: toChoices(kinds, language),
    licences: toChoices(licences, language),
    programmes: programmes.map(({ slug, name, name_en }) => ({
      slug,
      name: language === 'zh' ? name : name_en,
    })),
    attachmentKinds: toChoices(attachmentKinds, language),
    captionLanguages: offeredLanguages.map((slug) => ({ slug, name: languageName(slug, language) })),
    stages: stages.map(({ id, name, label }) => ({ id, name, label })),
    years: Array.from({ length: yearsBack }, (_, index) => thisYear + 1 - index),
  };
}

function toChoices(terms: readonly Term[], language: Language): Choice[] {
  return terms.map(({ slug, zh, en }) => ({ slug, name: language === 'zh' ? zh : en }));
}
