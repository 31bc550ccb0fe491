import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { dayIn } from '../../clock.ts';
import type { AppContext } from '../../context.ts';
import type { Role } from '../../contract/session.ts';
import { newId } from '../../db/new-id.ts';
import type { Trx } from '../../db/open-database.ts';
import { insertOrganisation, listOrganisations } from '../../db/organisations.ts';
import {
  countPeople,
  findPersonByName,
  insertMembership,
  insertPerson,
  updatePassword,
} from '../../db/people.ts';
import { readSetting, writeSetting } from '../../db/settings.ts';
import { writeLibrarySettings } from '../../library-settings.ts';
import { hashPassword } from '../../people/password.ts';
import { OperatorError } from '../operator-error.ts';

/** The made-up city of the demo: names by key, parents before children. */
const organisations = [
  { key: 'city', parent: null, level: 'city', name: '滨城市教育局' },
  { key: 'county1', parent: 'city', level: 'county', name: '中山区教育局' },
  { key: 'county2', parent: 'city', level: 'county', name: '西岗区教育局' },
  {
    key: 'school1',
    parent: 'county1',
    level: 'school',
    name: '中山区实验学校',
    nature: 'public',
    place: 'town',
  },
  {
    key: 'school2',
    parent: 'county2',
    level: 'school',
    name: '西岗区育才学校',
    nature: 'public',
    place: 'town',
  },
  {
    key: 'school3',
    parent: 'county2',
    level: 'school',
    name: '西岗区大潭教学点',
    nature: 'public',
    place: 'teaching-point',
  },
] as const;

interface DemoAccount {
  name: string;
  displayName: string;
  role: Role;
  at: (typeof organisations)[number]['key'];
  /** What the person is for, printed beside the name. */
  zh: string;
}

export const demoAccounts: readonly DemoAccount[] = [
  { name: 'teacher', displayName: '李敏', role: 'teacher', at: 'school1', zh: '教师（中山区实验学校）' },
  { name: 'teacher2', displayName: '王建华', role: 'teacher', at: 'school2', zh: '教师（西岗区育才学校）' },
  {
    name: 'school',
    displayName: '赵校长',
    role: 'school-administrator',
    at: 'school1',
    zh: '学校管理员（中山区实验学校）',
  },
  {
    name: 'school2',
    displayName: '孙主任',
    role: 'school-administrator',
    at: 'school2',
    zh: '学校管理员（西岗区育才学校）',
  },
  { name: 'reviewer', displayName: '周老师', role: 'reviewer', at: 'city', zh: '评审专家' },
  { name: 'bureau', displayName: '陈科长', role: 'bureau-administrator', at: 'city', zh: '教育局管理员' },
  { name: 'operator', displayName: '信息中心', role: 'operator', at: 'city', zh: '运维' },
];

const passwordKey = 'demo-password';

/**
 * Makes the demo's organisations and accounts, or finds them, all with one password: the one given, the one
 * of the last start, or a new one. Returns it. This is the only place that makes accounts by itself.
 */
export async function prepareDemoPeople(context: AppContext, given: string | undefined): Promise<string> {
  const { database, clock, config } = context;
  const kept = await readSetting(database.db, passwordKey, z.string());
  if (kept === undefined && (await countPeople(database.db)) > 0) {
    const hint = '演示请另用一个文件夹：DATA_DIR=./demo-data npm run demo';
    throw new OperatorError(`${config.dataFolder} 里已有真实的数据。${hint}`);
  }
  const password = given ?? kept ?? randomBytes(9).toString('base64url');
  const hash = await hashPassword(password);
  const now = clock.now().toISOString();
  await database.transaction(async (trx) => {
    const ids = await ensureOrganisations(trx, now);
    for (const account of demoAccounts) {
      const known = await findPersonByName(trx, account.name);
      if (known) {
        if (password !== kept) await updatePassword(trx, known.id, hash);
        continue;
      }
      const personId = newId();
      await insertPerson(trx, {
        id: personId,
        name: account.name,
        display_name: account.displayName,
        password_hash: hash,
        disabled_at: null,
        created_at: now,
      });
      await insertMembership(trx, {
        id: newId(),
        person_id: personId,
        organisation_id: ids[account.at] ?? '',
        role: account.role,
        from_date: dayIn(config.timeZone, clock.now()),
        until_date: null,
      });
    }
    await writeSetting(trx, passwordKey, password);
  });
  if (kept === undefined) await nameLibrary(context);
  return password;
}

async function nameLibrary({ database }: AppContext): Promise<void> {
  await writeLibrarySettings(database.db, {
    name: '千课',
    place: '滨城',
    organiser: '滨城市教育局（演示）',
    icp: '滨ICP备00000000号（演示）',
    publicSecurity: '滨公网安备 00000000000000号（演示）',
    reportAddress: 'jubao@example.edu.cn',
  });
}

async function ensureOrganisations(trx: Trx, now: string): Promise<Record<string, string>> {
  const ids: Record<string, string> = {};
  const paths: Record<string, string> = {};
  const existing = await listOrganisations(trx);
  for (const one of organisations) {
    const known = existing.find((row) => row.name === one.name);
    const id = known?.id ?? newId();
    const path = known?.path ?? `${one.parent ? paths[one.parent] : ''}${id}/`;
    ids[one.key] = id;
    paths[one.key] = path;
    if (known) continue;
    await insertOrganisation(trx, {
      id,
      parent_id: one.parent ? (ids[one.parent] ?? null) : null,
      level: one.level,
      name: one.name,
      path,
      nature: 'nature' in one ? one.nature : null,
      place: 'place' in one ? one.place : null,
      created_at: now,
    });
  }
  return ids;
}
