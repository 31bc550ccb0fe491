import type { Role } from '../contract/session.ts';
import { newId } from '../db/new-id.ts';
import type { Database } from '../db/open-database.ts';
import { insertOrganisation } from '../db/organisations.ts';
import { insertMembership, insertPerson } from '../db/people.ts';
import { hashPassword } from '../people/password.ts';

/** A small province: a city with two counties, a school in each. */
const organisations = {
  province: { level: 'province', name: '滨海省', parent: null },
  city: { level: 'city', name: '滨城市', parent: 'province' },
  county1: { level: 'county', name: '中山区', parent: 'city' },
  county2: { level: 'county', name: '西岗区', parent: 'city' },
  school1: { level: 'school', name: '中山区实验小学', parent: 'county1' },
  school2: { level: 'school', name: '西岗区育才小学', parent: 'county2' },
} as const satisfies Record<string, { level: string; name: string; parent: string | null }>;

export type OrganisationName = keyof typeof organisations;

const people = {
  li: { displayName: '李静', role: 'teacher', at: 'school1' },
  wang: { displayName: '王强', role: 'teacher', at: 'school2' },
  school1: { displayName: '周校长', role: 'school-administrator', at: 'school1' },
  school2: { displayName: '吴校长', role: 'school-administrator', at: 'school2' },
  county: { displayName: '中山区管理员', role: 'bureau-administrator', at: 'county1' },
  bureau: { displayName: '滨城市管理员', role: 'bureau-administrator', at: 'city' },
  province: { displayName: '滨海省管理员', role: 'bureau-administrator', at: 'province' },
  rev1: { displayName: '评委一', role: 'reviewer', at: 'city' },
  rev2: { displayName: '评委二', role: 'reviewer', at: 'city' },
  rev3: { displayName: '评委三', role: 'reviewer', at: 'city' },
  ops: { displayName: '运维', role: 'operator', at: 'province' },
} as const satisfies Record<string, { displayName: string; role: Role; at: OrganisationName }>;

export type PersonName = keyof typeof people;
export const personNames = Object.keys(people) as PersonName[];

/** Everybody's password. */
export const samplePassword = 'yu-wen-shu-xue-27';
let hashed: Promise<string> | undefined;

/** Ids by name. */
export interface SampleWorld {
  organisations: Record<OrganisationName, { id: string; path: string }>;
  people: Record<PersonName, { id: string }>;
}

export async function makeSampleWorld(database: Database, now: Date): Promise<SampleWorld> {
  hashed ??= hashPassword(samplePassword);
  const passwordHash = await hashed;
  const created_at = now.toISOString();
  return database.transaction(async (trx) => {
    const places: Partial<SampleWorld['organisations']> = {};
    for (const name of Object.keys(organisations) as OrganisationName[]) {
      const { parent, ...columns } = organisations[name];
      const above = parent === null ? undefined : places[parent];
      const id = newId();
      const path = `${above?.path ?? ''}${id}/`;
      await insertOrganisation(trx, {
        ...columns,
        id,
        parent_id: above?.id ?? null,
        path,
        nature: columns.level === 'school' ? 'public' : null,
        place: columns.level === 'school' ? 'town' : null,
        created_at,
      });
      places[name] = { id, path };
    }
    const world = { organisations: places as SampleWorld['organisations'], people: {} };
    const ids: Partial<SampleWorld['people']> = {};
    for (const name of personNames) {
      const { displayName, role, at } = people[name];
      const id = newId();
      await insertPerson(trx, {
        id,
        name,
        display_name: displayName,
        password_hash: passwordHash,
        disabled_at: null,
        created_at,
      });
      await insertMembership(trx, {
        id: newId(),
        person_id: id,
        organisation_id: world.organisations[at].id,
        role,
        from_date: '2020-09-01',
        until_date: null,
      });
      ids[name] = { id };
    }
    return { ...world, people: ids as SampleWorld['people'] };
  });
}
