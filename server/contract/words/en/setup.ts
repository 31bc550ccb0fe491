import type { setup as zh } from '../zh/setup.ts';

export const setup: Record<keyof typeof zh, string> = {
  title: 'Get started',
  intro: 'Fill in what follows and the library is ready.',
  bureauTitle: 'Who runs it',
  organisation: 'Name of the bureau',
  organisationHint: 'For example: Bincheng Education Bureau. It stands at the foot of every page.',
  level: 'Its level',
  'level.province': 'Province',
  'level.city': 'City',
  'level.county': 'County or district',
  adminTitle: 'The first administrator',
  displayName: 'Your name',
  name: 'Account name',
  nameHint: 'For signing in: letters, figures or Chinese characters, two at least.',
  password: 'Password',
  passwordHint: 'At least 10 characters. A few unrelated words are easy to remember and safe.',
  showPassword: 'Show the password',
  submit: 'Set up the library',
  working: 'Setting up…',
  linkUsed: 'This link has been used or has expired',
  linkMaker: 'This link no longer works',
  linkMakerHint:
    'The administrator who gave it to you no longer looks after your account. Please ask the one who does now for another link.',
  setupUsedHint:
    'If the library is set up already, sign in. Otherwise restart the service: it gives a new link.',
  passwordUsedHint:
    'A link works once and for one day. Ask the administrator who gave it to you for another.',
  signIn: 'Sign in',
  passwordTitle: 'Set a password',
  passwordIntro: 'Welcome, {name}. Please choose a password for your account.',
  passwordSubmit: 'Save the password',
  passwordWorking: 'Saving…',
  passwordDone: 'Your password is set',
  passwordDoneHint: 'Please sign in with it.',
};
