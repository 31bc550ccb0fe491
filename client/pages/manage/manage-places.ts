import type { Role, Session } from '../../../server/contract/session.ts';
import type { Words } from '../../../server/contract/words/dictionary.ts';
import type { DeskPlace } from '../../ui/desk-shell.tsx';

export type ManagePlace =
  | 'home'
  | 'lessons'
  | 'rounds'
  | 'people'
  | 'reports'
  | 'openPeriods'
  | 'settings'
  | 'system';

const administrators: readonly Role[] = ['school-administrator', 'bureau-administrator'];

/** The rooms of the desk with their addresses, and who has them. */
const rooms: readonly { name: ManagePlace; href: string; roles: readonly Role[] }[] = [
  { name: 'home', href: '/manage', roles: [...administrators, 'operator'] },
  { name: 'lessons', href: '/manage/lessons', roles: administrators },
  { name: 'rounds', href: '/manage/rounds', roles: administrators },
  { name: 'people', href: '/manage/people', roles: administrators },
  { name: 'reports', href: '/manage/reports', roles: administrators },
  { name: 'openPeriods', href: '/manage/open-periods', roles: ['bureau-administrator'] },
  { name: 'settings', href: '/manage/settings', roles: ['bureau-administrator', 'operator'] },
  { name: 'system', href: '/manage/system', roles: ['operator'] },
];

/** Rooms of the desk for somebody with these roles; the server decides, this only shows no closed doors. */
export function listManagePlaces(
  session: Session | null,
  current: ManagePlace,
  words: Words<'manage'>,
  waiting: Partial<Record<ManagePlace, number>> = {},
): DeskPlace[] {
  return rooms
    .filter(({ roles }) => session?.roles.some((role) => roles.includes(role)))
    .map(({ name, href }) => ({
      href,
      label: words[`place.${name}`],
      current: name === current,
      waiting: waiting[name],
    }));
}

/** Whether somebody has a room. */
export function hasManagePlace(session: Session | null, place: ManagePlace): boolean {
  const room = rooms.find(({ name }) => name === place);
  return session?.roles.some((role) => room?.roles.includes(role)) ?? false;
}
