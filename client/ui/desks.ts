import type { Role, Session } from '../../server/contract/session.ts';

export type Desk = 'teach' | 'review' | 'manage';

const desksOf: Record<Role, Desk> = {
  teacher: 'teach',
  reviewer: 'review',
  'school-administrator': 'manage',
  'bureau-administrator': 'manage',
  operator: 'manage',
};

/** The desks somebody has, in a fixed order. */
export function listDesks(session: Session): Desk[] {
  const mine = session.roles.map((role) => desksOf[role]);
  return (['teach', 'review', 'manage'] as const).filter((desk) => mine.includes(desk));
}

/** This page's address with the other language asked for. `address` is path and query. */
export function addressInLanguage(address: string, language: string): string {
  // An address that begins with two slashes would name another site.
  const url = new URL(address.replace(/^[/\\]+/, '/'), 'http://site.invalid');
  url.searchParams.set('lang', language);
  return url.pathname + url.search;
}
