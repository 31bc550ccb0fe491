import type { PageName, PageOf } from '../../server/contract/pages.ts';
import type { Locale } from '../ui/locale.ts';
import { composeAccountPage } from './account/own-account-page.tsx';
import { composeManageAuditPage } from './manage/manage-audit-page.tsx';
import { composeManageCurriculumImportPage } from './manage/manage-curriculum-import-page.tsx';
import { composeManageCurriculumPage } from './manage/manage-curriculum-page.tsx';
import { composeManageLessonsPage } from './manage/manage-lessons-page.tsx';
import { composeManageOpenPeriodsPage } from './manage/manage-open-periods-page.tsx';
import { composeManagePage } from './manage/manage-page.tsx';
import { composeManagePeoplePage } from './manage/manage-people-page.tsx';
import { composeManageReportsPage } from './manage/manage-reports-page.tsx';
import { composeManageRoundPage } from './manage/manage-round-page.tsx';
import { composeManageRoundsPage } from './manage/manage-rounds-page.tsx';
import { composeManageSettingsPage } from './manage/manage-settings-page.tsx';
import { composeManageSynonymsPage } from './manage/manage-synonyms-page.tsx';
import { composeManageSystemPage } from './manage/manage-system-page.tsx';
import type { PageDocument } from './page-document.ts';
import { composeReviewEntryPage } from './review/review-entry-page.tsx';
import { composeReviewPage } from './review/review-page.tsx';
import { composeSetPasswordPage, composeSetupPage } from './setup/account-page.tsx';
import { composeTeachLessonPage } from './teach/teach-lesson-page.tsx';
import { composeTeachPage } from './teach/teach-page.tsx';

type PublicPage =
  | 'home'
  | 'search'
  | 'lesson'
  | 'embed'
  | 'books'
  | 'book'
  | 'sign-in'
  | 'privacy'
  | 'problem';

/** Models of the pages behind a sign-in, and of those that lead to an account. */
export type DeskModel = { [Name in Exclude<PageName, PublicPage>]: PageOf<Name> }[Exclude<
  PageName,
  PublicPage
>];

/** The page for a model of a desk: one composing function for every name. */
export function composeDeskPage(model: DeskModel, locale: Locale): PageDocument {
  switch (model.page) {
    case 'setup':
      return composeSetupPage(model, locale);
    case 'set-password':
      return composeSetPasswordPage(model, locale);
    case 'account':
      return composeAccountPage(model, locale);
    case 'teach':
      return composeTeachPage(model, locale);
    case 'teach-lesson':
      return composeTeachLessonPage(model, locale);
    case 'manage':
      return composeManagePage(model, locale);
    case 'manage-lessons':
      return composeManageLessonsPage(model, locale);
    case 'manage-open-periods':
      return composeManageOpenPeriodsPage(model, locale);
    case 'manage-rounds':
      return composeManageRoundsPage(model, locale);
    case 'manage-round':
      return composeManageRoundPage(model, locale);
    case 'manage-people':
      return composeManagePeoplePage(model, locale);
    case 'manage-reports':
      return composeManageReportsPage(model, locale);
    case 'manage-synonyms':
      return composeManageSynonymsPage(model, locale);
    case 'manage-settings':
      return composeManageSettingsPage(model, locale);
    case 'manage-curriculum':
      return composeManageCurriculumPage(model, locale);
    case 'manage-curriculum-import':
      return composeManageCurriculumImportPage(model, locale);
    case 'manage-audit':
      return composeManageAuditPage(model, locale);
    case 'manage-system':
      return composeManageSystemPage(model, locale);
    case 'review':
      return composeReviewPage(model, locale);
    case 'review-entry':
      return composeReviewEntryPage(model, locale);
    default:
      return model satisfies never;
  }
}
