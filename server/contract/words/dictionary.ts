import { account as accountEn } from './en/account.ts';
import {
  auditActions as auditActionsEn,
  auditDetails as auditDetailsEn,
  audit as auditEn,
  auditThings as auditThingsEn,
} from './en/audit.ts';
import { backups as backupsEn } from './en/backups.ts';
import { books as booksEn } from './en/books.ts';
import { common as commonEn } from './en/common.ts';
import { conflict as conflictEn } from './en/conflict.ts';
import { curriculum as curriculumEn } from './en/curriculum.ts';
import { home as homeEn } from './en/home.ts';
import { lesson as lessonEn } from './en/lesson.ts';
import { manage as manageEn } from './en/manage.ts';
import { manageCurriculum as manageCurriculumEn } from './en/manage-curriculum.ts';
import { people as peopleEn } from './en/people.ts';
import { player as playerEn } from './en/player.ts';
import { privacy as privacyEn } from './en/privacy.ts';
import { problemPage as problemPageEn } from './en/problem-page.ts';
import { problems as problemsEn } from './en/problems.ts';
import { reports as reportsEn } from './en/reports.ts';
import { review as reviewEn } from './en/review.ts';
import { rounds as roundsEn } from './en/rounds.ts';
import { search as searchEn } from './en/search.ts';
import { settings as settingsEn } from './en/settings.ts';
import { setup as setupEn } from './en/setup.ts';
import { shell as shellEn } from './en/shell.ts';
import { signIn as signInEn } from './en/sign-in.ts';
import { synonyms as synonymsEn } from './en/synonyms.ts';
import {
  system as systemEn,
  systemProblems as systemProblemsEn,
  systemReasons as systemReasonsEn,
} from './en/system.ts';
import { teach as teachEn } from './en/teach.ts';
import { upload as uploadEn } from './en/upload.ts';
import { verify as verifyEn } from './en/verify.ts';
import type { Language } from './words.ts';
import { account } from './zh/account.ts';
import { audit, auditActions, auditDetails, auditThings } from './zh/audit.ts';
import { backups } from './zh/backups.ts';
import { books } from './zh/books.ts';
import { common } from './zh/common.ts';
import { conflict } from './zh/conflict.ts';
import { curriculum } from './zh/curriculum.ts';
import { home } from './zh/home.ts';
import { lesson } from './zh/lesson.ts';
import { manage } from './zh/manage.ts';
import { manageCurriculum } from './zh/manage-curriculum.ts';
import { people } from './zh/people.ts';
import { player } from './zh/player.ts';
import { privacy } from './zh/privacy.ts';
import { problemPage } from './zh/problem-page.ts';
import { problems } from './zh/problems.ts';
import { reports } from './zh/reports.ts';
import { review } from './zh/review.ts';
import { rounds } from './zh/rounds.ts';
import { search } from './zh/search.ts';
import { settings } from './zh/settings.ts';
import { setup } from './zh/setup.ts';
import { shell } from './zh/shell.ts';
import { signIn } from './zh/sign-in.ts';
import { synonyms } from './zh/synonyms.ts';
import { system, systemProblems, systemReasons } from './zh/system.ts';
import { teach } from './zh/teach.ts';
import { upload } from './zh/upload.ts';
import { verify } from './zh/verify.ts';

const zh = {
  account,
  audit,
  auditActions,
  auditDetails,
  auditThings,
  backups,
  books,
  common,
  conflict,
  curriculum,
  home,
  lesson,
  manage,
  manageCurriculum,
  people,
  player,
  privacy,
  problemPage,
  problems,
  reports,
  review,
  rounds,
  search,
  settings,
  setup,
  shell,
  signIn,
  synonyms,
  system,
  systemProblems,
  systemReasons,
  teach,
  upload,
  verify,
};

type Screens = typeof zh;

/** The texts of one language, by screen. Islands are handed the screens they need, never the whole. */
export type Dictionary = { readonly [Screen in keyof Screens]: Words<Screen> };

/** The texts of one screen. */
export type Words<Screen extends keyof Screens> = Readonly<Record<keyof Screens[Screen], string>>;

export const dictionary: Record<Language, Dictionary> = {
  zh,
  en: {
    account: accountEn,
    audit: auditEn,
    auditActions: auditActionsEn,
    auditDetails: auditDetailsEn,
    auditThings: auditThingsEn,
    backups: backupsEn,
    books: booksEn,
    common: commonEn,
    conflict: conflictEn,
    curriculum: curriculumEn,
    home: homeEn,
    lesson: lessonEn,
    player: playerEn,
    privacy: privacyEn,
    problemPage: problemPageEn,
    problems: problemsEn,
    search: searchEn,
    shell: shellEn,
    signIn: signInEn,
    setup: setupEn,
    synonyms: synonymsEn,
    system: systemEn,
    systemProblems: systemProblemsEn,
    systemReasons: systemReasonsEn,
    settings: settingsEn,
    review: reviewEn,
    reports: reportsEn,
    people: peopleEn,
    rounds: roundsEn,
    manage: manageEn,
    manageCurriculum: manageCurriculumEn,
    upload: uploadEn,
    verify: verifyEn,
    teach: teachEn,
  },
};
