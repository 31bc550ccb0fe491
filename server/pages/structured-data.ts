import type { Lesson } from '../contract/lessons.ts';
import { licences } from '../contract/terms/licences.ts';
import { termBySlug } from '../contract/terms/term.ts';

/** A lesson as schema.org's VideoObject and LearningResource, for harvesters. `origin` is this site's. */
export function describeLesson(lesson: Lesson, origin: string): Record<string, unknown> {
  const url = `${origin}/lessons/${lesson.id}`;
  const licence = termBySlug(licences, lesson.licence);
  return {
    '@context': 'https://schema.org',
    '@type': ['VideoObject', 'LearningResource'],
    name: lesson.title,
    description: lesson.summary || lesson.nodes.map((node) => node.name).join(' '),
    inLanguage: 'zh-CN',
    url,
    embedUrl: `${origin}/embed/${lesson.id}`,
    isAccessibleForFree: true,
    learningResourceType: lesson.kind === 'micro' ? '微课' : '课堂实录',
    educationalLevel: lesson.nodes.find((node) => node.kind === 'grade')?.name ?? lesson.nodes[0]?.name,
    keywords: lesson.keywords.length > 0 ? lesson.keywords.join(', ') : undefined,
    author: { '@type': 'Person', name: lesson.teacher.name, affiliation: lesson.school.name },
    uploadDate: lesson.publishedAt ?? undefined,
    duration: lesson.durationSeconds === null ? undefined : toIsoDuration(lesson.durationSeconds),
    thumbnailUrl: lesson.cover === null ? undefined : `${origin}${lesson.cover}`,
    license: licence && 'url' in licence ? licence.url : lesson.licence,
  };
}

/** ISO 8601: 754 → PT12M34S. */
export function toIsoDuration(seconds: number): string {
  const whole = Math.round(seconds);
  const parts = [
    [Math.floor(whole / 3600), 'H'],
    [Math.floor(whole / 60) % 60, 'M'],
    [whole % 60, 'S'],
  ] as const;
  const text = parts.map(([count, unit]) => (count > 0 ? `${count}${unit}` : '')).join('');
  return `PT${text || '0S'}`;
}
