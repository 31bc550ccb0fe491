import type { awardsReport as zh } from '../zh/awards-report.ts';

export const awardsReport: Record<keyof typeof zh, string> = {
  title: 'Awards of {year}',
  allProgrammes: 'All programmes',
  level: 'Level',
  awarded: 'Lessons awarded',
  total: 'Of a total of',
  share: 'Share',
  source: 'Every lesson counts once in a level; totals are entered by administrators.',
};
