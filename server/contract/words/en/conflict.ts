import type { conflict as zh } from '../zh/conflict.ts';

export const conflict: Record<keyof typeof zh, string> = {
  title: 'This was just saved on another page or device',
  titleFinal: 'This was handed in on another page or device',
  body: 'What you typed is still on this page and not saved. Both differ in this:',
  mine: 'Here: ',
  theirs: 'There: ',
  untouched: 'You have not changed this: what was saved there stays.',
  same: 'Both say the same now: nothing is lost.',
  empty: '(empty)',
  takeTheirs: 'Load what was saved there',
  keepMine: 'Replace it with mine',
  look: 'See what differs',
};
