import type { problemPage as zh } from '../zh/problem-page.ts';

export const problemPage: Record<keyof typeof zh, string> = {
  notFound: 'Not found',
  forbidden: 'Not for you',
  signIn: 'Please sign in',
  tooMany: 'Please wait',
  invalid: 'Something in the address is wrong',
  broken: 'Something went wrong',
  signInAction: 'Sign in',
  home: 'Home',
  search: 'Search',
  number: 'If you need help, give the administrator this number:',
};
