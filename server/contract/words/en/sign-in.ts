import type { signIn as zh } from '../zh/sign-in.ts';

export const signIn: Record<keyof typeof zh, string> = {
  title: 'Sign in',
  intro: 'For teachers, reviewers and administrators. Students need no account.',
  name: 'Name',
  password: 'Password',
  code: 'Code',
  codeHint: 'The six figures shown by your authenticator, or one of your recovery codes.',
  codeHelp: 'Lost both phone and recovery codes? An administrator can reset two-step sign-in for you.',
  submit: 'Sign in',
  help: 'Forgotten your name or password? The administrator of your school or bureau can send you a new link.',
};
