import { books as booksEn } from './en/books.ts';
import { common as commonEn } from './en/common.ts';
import { home as homeEn } from './en/home.ts';
import { lesson as lessonEn } from './en/lesson.ts';
import { player as playerEn } from './en/player.ts';
import { privacy as privacyEn } from './en/privacy.ts';
import { problemPage as problemPageEn } from './en/problem-page.ts';
import { problems as problemsEn } from './en/problems.ts';
import { search as searchEn } from './en/search.ts';
import { shell as shellEn } from './en/shell.ts';
import { signIn as signInEn } from './en/sign-in.ts';
import type { Language } from './words.ts';
import { books } from './zh/books.ts';
import { common } from './zh/common.ts';
import { home } from './zh/home.ts';
import { lesson } from './zh/lesson.ts';
import { player } from './zh/player.ts';
import { privacy } from './zh/privacy.ts';
import { problemPage } from './zh/problem-page.ts';
import { problems } from './zh/problems.ts';
import { search } from './zh/search.ts';
import { shell } from './zh/shell.ts';
import { signIn } from './zh/sign-in.ts';

const zh = { books, common, home, lesson, player, privacy, problemPage, problems, search, shell, signIn };

type Screens = typeof zh;

/** The texts of one language, by screen. Islands are handed the screens they need, never the whole. */
export type Dictionary = { readonly [Screen in keyof Screens]: Words<Screen> };

/** The texts of one screen. */
export type Words<Screen extends keyof Screens> = Readonly<Record<keyof Screens[Screen], string>>;

export const dictionary: Record<Language, Dictionary> = {
  zh,
  en: {
    books: booksEn,
    common: commonEn,
    home: homeEn,
    lesson: lessonEn,
    player: playerEn,
    privacy: privacyEn,
    problemPage: problemPageEn,
    problems: problemsEn,
    search: searchEn,
    shell: shellEn,
    signIn: signInEn,
  },
};
