import type { signIn as zh } from '../zh/sign-in.ts';

export const signIn: Record<keyof typeof zh, string> = {
  title: 'Sign in',
  intro: 'For teachers, reviewers and administrators. Students need no account.',
  name: 'Name',
  password: 'Password',
  code: 'Code',
  codeHint: 'The six figures shown by your authenticator.',
  submit: 'Sign in',
  help: 'Forgotten your name or password? Your school’s administrator can send you a new link.',
};
