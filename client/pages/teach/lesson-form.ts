import type { Lesson, LessonChange } from '../../../server/contract/lessons.ts';
import type { LessonChoices } from '../../../server/contract/pages.ts';
import type { Words } from '../../../server/contract/words/dictionary.ts';
import type { Facet } from '../../islands/what-differs.ts';
import { printedName } from '../../ui/printed-name.ts';
import {
  chosenPath,
  type FreePlace,
  isPlaced,
  type NodeChoice,
  type PlaceCascade,
  placeToSend,
  startCascade,
} from './place-cascade.ts';

/** What stands in the form, as it was typed. */
export interface LessonForm {
  title: string;
  kind: Lesson['kind'];
  cascade: PlaceCascade;
  /** Unit and topic in one's own words; null while they are chosen from the list. */
  free: FreePlace | null;
  summary: string;
  keywords: string;
  licence: string;
  /** Slug; empty: none. */
  programme: string;
  year: string;
}

export function toForm(lesson: Lesson, stages: readonly NodeChoice[]): LessonForm {
  return {
    title: lesson.title,
    kind: lesson.kind,
    cascade: startCascade(stages, lesson.nodes),
    free: null,
    summary: lesson.summary,
    keywords: lesson.keywords.join('，'),
    licence: lesson.licence,
    programme: lesson.programme?.slug ?? '',
    year: lesson.year === null ? '' : String(lesson.year),
  };
}

/** What is one thing to whoever fills the form: kept or given up as a whole. */
const parts = {
  title: ['title'],
  kind: ['kind'],
  place: ['cascade', 'free'],
  summary: ['summary'],
  keywords: ['keywords'],
  licence: ['licence'],
  programme: ['programme'],
  year: ['year'],
} as const satisfies Record<string, readonly (keyof LessonForm)[]>;

type Part = keyof typeof parts;
const partNames = Object.keys(parts) as Part[];

/** What is sent of each part: an empty title is left as it was. */
function toSend(form: LessonForm): Record<Part, LessonChange> {
  const title = form.title.trim();
  return {
    title: title === '' ? {} : { title },
    kind: { kind: form.kind },
    place: placeToSend(form.cascade, form.free),
    summary: { summary: form.summary.trim() },
    keywords: { keywords: splitKeywords(form.keywords) },
    licence: { licence: form.licence },
    programme: { programme: form.programme },
    year: { year: form.year === '' ? null : Number(form.year) },
  };
}

/** The parts of a form that say something else than it did. */
function changedParts(before: LessonForm, form: LessonForm): Part[] {
  const [was, is] = [toSend(before), toSend(form)];
  return partNames.filter((part) => JSON.stringify(was[part]) !== JSON.stringify(is[part]));
}

/** What is sent once a form has been changed: nothing that this page has not touched. */
export function toChange(before: LessonForm, form: LessonForm): LessonChange {
  const sent = toSend(form);
  return Object.assign({}, ...changedParts(before, form).map((part) => sent[part]));
}

/** What was saved elsewhere, with what was changed here over it. */
export function mergeForms(before: LessonForm, mine: LessonForm, theirs: LessonForm): LessonForm {
  const changed = changedParts(before, mine).flatMap((part): readonly (keyof LessonForm)[] => parts[part]);
  return { ...theirs, ...Object.fromEntries(changed.map((field) => [field, mine[field]])) };
}

/** What the form says, field by field in words. */
export function describeForm(form: LessonForm, choices: LessonChoices, words: Words<'teach'>): Facet[] {
  const place = chosenPath(form.cascade).map(printedName);
  const typed = form.free ? [form.free.unit.trim(), form.free.topic.trim()].filter(Boolean) : [];
  const named = (list: readonly { slug: string; name: string }[], slug: string) =>
    list.find((one) => one.slug === slug)?.name ?? slug;
  return [
    { name: words.titleField, text: form.title.trim() },
    { name: words.kindField, text: named(choices.kinds, form.kind) },
    { name: words.placeTitle, text: [...place, ...typed].join(' · ') },
    { name: words.summaryField, text: form.summary.trim() },
    { name: words.keywordsField, text: splitKeywords(form.keywords).join('，') },
    { name: words.programmeField, text: named(choices.programmes, form.programme) },
    { name: words.yearField, text: form.year },
    { name: words.licenceField, text: named(choices.licences, form.licence) },
  ];
}

/** Separated as people separate: commas of both kinds, 顿号, semicolons, white space. Each once, 20 at most. */
export function splitKeywords(text: string): string[] {
  const words = text.split(/[,，、;；\s]+/u).filter((word) => word !== '');
  return [...new Set(words.map((word) => word.slice(0, 30)))].slice(0, 20);
}

export type Missing = 'title' | 'place' | 'video';

/** What keeps a lesson from being submitted. */
export function listMissing(form: LessonForm, media: Lesson['media']['state']): Missing[] {
  const missing: [Missing, boolean][] = [
    ['title', form.title.trim() === ''],
    ['place', !isPlaced(form.cascade)],
    ['video', media !== 'ready'],
  ];
  return missing.filter(([, is]) => is).map(([name]) => name);
}
