import type { reports as zh } from '../zh/reports.ts';

export const reports: Record<keyof typeof zh, string> = {
  title: 'Reports',
  intro: 'How many lessons each level has awarded, and their share of the total of that level.',
  year: 'Year',
  programme: 'Programme',
  programmeAll: 'All programmes',
  show: 'Show',
  heading: 'Awards {year}, {programme}',
  headingAll: 'Awards {year}, all programmes',
  exportXlsx: 'Download as Excel',
  print: 'Print',
  columnLevel: 'Level',
  columnAwarded: 'Awarded here',
  columnTotal: 'Total of the level',
  columnShare: 'Share',
  tableCaption: 'Awarded lessons, totals and shares by level',
  shareOf: '{share} of {total}',
  noTotal: 'no total entered yet',
  noTotals: 'Choose a programme to enter totals and see shares.',
  totalsTitle: 'Enter totals',
  totalsHint:
    'A total counts all lessons awarded at that level, for example in the whole province, as published.',
  totalOf: 'Total, {level}',
  totalSave: 'Save the totals',
  totalSaving: 'Saving…',
  totalWrong: 'Please enter a whole number, not less than what was awarded.',
  sourceTitle: 'Where the figures come from',
  source:
    'Awards come from closed rounds of this library and from imported lists; a lesson counts once at each level. Totals are entered by the bureau.',
};
