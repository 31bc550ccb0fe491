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
  | 'synonyms'
  | 'curriculum'
  | 'settings'
  | 'audit'
  | 'system';

const administrators: readonly Role[] = ['school-administrator', 'bureau-administrator'];

interface Room {
  name: ManagePlace;
  href: string;
  roles: readonly Role[];
  /** Also for whoever keeps what holds for the whole library. */
  governing?: boolean;
}

/** The rooms of the desk with their addresses, and who has them. */
const rooms: readonly Room[] = [
  { name: 'home', href: '/manage', roles: [...administrators, 'operator'] },
  { name: 'lessons', href: '/manage/lessons', roles: administrators },
  { name: 'rounds', href: '/manage/rounds', roles: administrators },
  { name: 'people', href: '/manage/people', roles: administrators },
  { name: 'reports', href: '/manage/reports', roles: administrators },
  { name: 'openPeriods', href: '/manage/open-periods', roles: [], governing: true },
  { name: 'synonyms', href: '/manage/synonyms', roles: ['operator'], governing: true },
  { name: 'curriculum', href: '/manage/curriculum', roles: [], governing: true },
  { name: 'settings', href: '/manage/settings', roles: ['operator'], governing: true },
  { name: 'audit', href: '/manage/audit', roles: ['operator'], governing: true },
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
    .filter((room) => session !== null && opensTo(room, session))
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
  return session !== null && room !== undefined && opensTo(room, session);
}

function opensTo({ roles, governing = false }: Room, session: Session): boolean {
  return (governing && session.governs) || session.roles.some((role) => roles.includes(role));
}
