import { z } from 'zod';
import { buildCheckPage, buildManagePage, buildOpenPeriodsPage } from '../../pages/build-manage-pages.ts';
import { buildTeachLessonPage, buildTeachPage } from '../../pages/build-teach-pages.ts';
import { definePage } from '../../pages/define-page.ts';

const Id = z.object({ id: z.string() });

export const teachPage = definePage({
  path: '/teach',
  summary: 'A teacher’s desk',
  rule: 'lesson.create',
  build: buildTeachPage,
});

export const teachLessonPage = definePage({
  path: '/teach/lessons/:id',
  summary: 'Complete and correct one lesson',
  rule: 'lesson.edit',
  params: Id,
  build: buildTeachLessonPage,
});

export const managePage = definePage({
  path: '/manage',
  summary: 'What waits for an administrator',
  rule: 'manage.desk',
  build: buildManagePage,
});

export const checkPage = definePage({
  path: '/manage/lessons',
  summary: 'Check lessons before they are published',
  rule: 'lessons.check-queue',
  build: buildCheckPage,
});

export const openPeriodsPage = definePage({
  path: '/manage/open-periods',
  summary: 'The calendar of open periods',
  rule: 'open-periods.manage',
  build: buildOpenPeriodsPage,
});
