import type { Role } from '../../contract/session.ts';
import { newId } from '../../db/new-id.ts';
import { insertMembership, insertPerson } from '../../db/people.ts';
import { hashPassword } from '../../people/password.ts';
import { closeSession, openSession } from '../../people/sessions.ts';
import { type OrganisationName, type PersonName, samplePassword } from '../sample-world.ts';
import type { TestServer } from '../start-server.ts';

/**
 * Everybody who asks in the access matrix, in the order of its columns. The lesson asked for is Li's (`owner`), of
 * school 1 in county 1; the round is the city's.
 */
export const callerNames = [
  'visitor',
  'ended session',
  'closed account',

  'owner',
  'colleague',
  'teacher elsewhere',

  'its school',
  'another school',

  'its county',
  'another county',
  'city',
  'province',

  'assigned reviewer',
  'another reviewer',

  'operator',
  'former everything',
] as const;
export type CallerName = (typeof callerNames)[number];

/** Those whom the server must take for nobody, whatever cookie they send. */
export const nobodies: ReadonlySet<CallerName> = new Set(['visitor', 'ended session', 'closed account']);

export interface Caller {
  name: CallerName;
  personId: string | null;
  /** Of one session that goes on. */
  cookie(): Promise<string>;
  /** Of a new one at every call, to be ended. */
  openCookie(): Promise<string>;
  /** The session that went on has been ended: the next cookie is a new one. */
  renew(): void;
}

const ofSampleWorld: Partial<Record<CallerName, PersonName>> = {
  owner: 'li',
  'teacher elsewhere': 'wang',
  'its school': 'school1',
  'another school': 'school2',
  'its county': 'county',
  city: 'bureau',
  province: 'province',
  'assigned reviewer': 'rev1',
  'another reviewer': 'rev3',
  operator: 'ops',
};

type Held = [role: Role, at: OrganisationName];

/** Who is not in the sample world, with the roles they hold. */
const added: Partial<Record<CallerName, Held[]>> = {
  'ended session': [['bureau-administrator', 'province']],
  'closed account': [['bureau-administrator', 'province']],
  colleague: [['teacher', 'school1']],
  'another county': [['bureau-administrator', 'county2']],
  'former everything': [
    ['teacher', 'school1'],
    ['school-administrator', 'school1'],
    ['bureau-administrator', 'province'],
    ['reviewer', 'city'],
    ['operator', 'province'],
  ],
};

/** The day before the test clock's. */
const yesterday = '2026-11-22';

export async function makeCallers(server: TestServer): Promise<Caller[]> {
  const callers: Caller[] = [];
  for (const name of callerNames) {
    const known = ofSampleWorld[name];
    const personId = known ? server.world.people[known].id : await addPerson(server, name);
    const open = () => openCookie(server, name, personId);
    let going: Promise<string> | undefined;
    callers.push({
      name,
      personId,
      openCookie: open,
      cookie() {
        going ??= open();
        return going;
      },
      renew() {
        going = undefined;
      },
    });
  }
  return callers;
}

async function openCookie({ context, clock }: TestServer, name: CallerName, personId: string | null) {
  if (personId === null) return '';
  const { db } = context.database;
  const token = await openSession(db, clock, { personId, userAgent: undefined, network: undefined });
  if (name === 'ended session') await closeSession(db, token);
  return `qianke=${token}`;
}

async function addPerson({ context, world }: TestServer, name: CallerName): Promise<string | null> {
  const held = added[name];
  if (!held) return null;
  const { db } = context.database;
  const created_at = context.clock.now().toISOString();
  const id = newId();
  await insertPerson(db, {
    id,
    name: name.replaceAll(' ', '-'),
    display_name: name,
    password_hash: await hashPassword(samplePassword),
    disabled_at: name === 'closed account' ? created_at : null,
    created_at,
  });
  for (const [role, at] of held) {
    await insertMembership(db, {
      id: newId(),
      person_id: id,
      organisation_id: world.organisations[at].id,
      role,
      from_date: '2020-09-01',
      until_date: name === 'former everything' ? yesterday : null,
    });
  }
  return id;
}
