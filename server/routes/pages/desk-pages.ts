import { z } from 'zod';
import { requirePerson } from '../../access/policy.ts';
import { AuditFilter } from '../../contract/audit.ts';
import { AwardsReportQuery } from '../../contract/rounds.ts';
import { buildAuditPage } from '../../pages/build-audit-page.ts';
import {
  buildPeoplePage,
  buildReportsPage,
  buildSettingsPage,
  buildSynonymsPage,
  buildSystemPage,
} from '../../pages/build-bureau-pages.ts';
import {
  buildCurriculumImportPage,
  buildCurriculumPage,
  CurriculumQuery,
} from '../../pages/build-curriculum-pages.ts';
import { buildCheckPage, buildManagePage, buildOpenPeriodsPage } from '../../pages/build-manage-pages.ts';
import { buildRoundPage, buildRoundsPage } from '../../pages/build-round-pages.ts';
import { buildTeachLessonPage, buildTeachPage } from '../../pages/build-teach-pages.ts';
import { definePage } from '../../pages/define-page.ts';
import { reviewDesk } from '../../reviews/review-desk.ts';
import { reviewEntry } from '../../reviews/review-entry.ts';

const Id = z.object({ id: z.string() });

export const teachPage = definePage({
  path: '/teach',
  summary: 'A teacher’s desk',
  rule: 'teach.desk',
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

export const roundsPage = definePage({
  path: '/manage/rounds',
  summary: 'Rounds, and opening one',
  rule: 'manage.desk',
  build: buildRoundsPage,
});

export const roundPage = definePage({
  path: '/manage/rounds/:id',
  summary: 'One round: entries, reviewers, ranking, closing',
  rule: 'round.manage',
  params: Id,
  build: buildRoundPage,
});

export const peoplePage = definePage({
  path: '/manage/people',
  summary: 'People and their roles',
  rule: 'manage.desk',
  build: buildPeoplePage,
});

export const reportsPage = definePage({
  path: '/manage/reports',
  summary: 'What each level has awarded',
  rule: 'reports.see',
  query: AwardsReportQuery,
  build: buildReportsPage,
});

export const curriculumPage = definePage({
  path: '/manage/curriculum',
  summary: 'The curriculum: bring in files, correct by hand, say which editions are current',
  rule: 'curriculum.manage',
  query: CurriculumQuery,
  build: buildCurriculumPage,
});

export const curriculumImportPage = definePage({
  path: '/manage/curriculum/imports/:id',
  summary: 'What a file of the curriculum would change, or has changed',
  rule: 'curriculum.manage',
  params: Id,
  query: z.object({ changed: z.string().optional(), unconfirmed: z.string().optional() }),
  build: buildCurriculumImportPage,
});

export const settingsPage = definePage({
  path: '/manage/settings',
  summary: 'What header and footer say',
  rule: 'settings.manage',
  build: buildSettingsPage,
});

export const synonymsPage = definePage({
  path: '/manage/synonyms',
  summary: 'The words that search takes for each other',
  rule: 'settings.manage',
  build: buildSynonymsPage,
});

export const systemPage = definePage({
  path: '/manage/system',
  summary: 'Disk, jobs, search, versions',
  rule: 'system.see',
  build: buildSystemPage,
});

export const auditPage = definePage({
  path: '/manage/audit',
  summary: 'The audit log',
  rule: 'audit.see',
  query: AuditFilter,
  build: buildAuditPage,
});

export const reviewPage = definePage({
  path: '/review',
  summary: 'A reviewer’s rounds and batches',
  rule: 'review.desk',
  build: ({ context, actor, language }) => reviewDesk(context, requirePerson(actor), language),
});

export const reviewEntryPage = definePage({
  path: '/review/:id',
  summary: 'One lesson to review, beside its rubric',
  rule: 'review.write',
  params: Id,
  build: ({ context, actor, language, params }) =>
    reviewEntry(context, requirePerson(actor), language, params.id),
});
