import type { privacy as zh } from '../zh/privacy.ts';

export const privacy: Record<keyof typeof zh, string> = {
  title: 'Privacy',
  lead: 'You need no account to watch a lesson, and nobody asks who you are.',
  studentsTitle: 'Students and visitors',
  studentsAccount:
    'Students have no accounts. In an open period you watch without signing in, and no cookie identifies you.',
  studentsLanguage: 'Only if you choose a language does a cookie remember that choice.',
  studentsDevice:
    'Where you stopped, your speed and an estimate of your line stay on your own device and are never sent; clearing the browser’s data removes them.',
  studentsOthers: 'Pages talk to this site alone: no advertising, no statistics, no third parties.',
  staffTitle: 'Teachers, reviewers and administrators',
  staffAccount:
    'Schools and bureaus make the accounts: display name, account name, organisation and role. Of the password only a digest is kept that cannot be turned back.',
  staffSession:
    'A cookie keeps you signed in until you sign out or it expires; another remembers, for half a year at most, that you have signed in on this device, so that guesses made elsewhere do not slow you down.',
  staffWork: 'Lessons, remarks of the check, scores and awards are kept as the record of this work.',
  logsTitle: 'Logs',
  logs: 'Logs are for finding faults. They do not hold what was searched for.',
  rightsTitle: 'What you can do',
  rights:
    'If a lesson shows you or your child, personal data or anything improper, ask to have it corrected or withdrawn.',
  contact: 'Write to {organiser}: {address}.',
  contactOrganiser: 'Write to {organiser}.',
  contactMissing: 'Write to the organiser.',
};
