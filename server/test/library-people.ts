import assert from 'node:assert/strict';
import { NewPersonAnswer, Organisation, OrganisationList } from '../contract/people.ts';
import { eventually } from '../jobs/test/eventually.ts';
import { createTestClient, readAnswer, type TestClient } from './client.ts';
import type { Library } from './library-process.ts';

/** Who works in a new library, each signed in. After another start of the program call `again`. */
export interface LibraryPeople {
  bureau: TestClient;
  school: TestClient;
  teacher: TestClient;
}

/** Of everybody in a library that was set up here. */
export const libraryPassword = 'yi-wan-ren-shang-ke-42';

/**
 * Brings a new library to life as its first administrator does: the link from the console, then a county, a
 * school, its administrator, who adds a teacher, all through the API.
 */
export async function setUpLibrary(library: Library): Promise<LibraryPeople> {
  // It serves before what it prints has come through the pipe.
  const token = await eventually(() => /\/setup\?token=([\w-]+)/.exec(library.output)?.[1]);
  const bureau = createTestClient(library.url);
  const first = { name: 'chen', displayName: '陈科长', organisation: '滨城市教育局', level: 'city' };
  const setUp = await bureau.post('/api/setup', { token, ...first, password: libraryPassword });
  assert.equal(setUp.status, 204, await setUp.text());

  const city = (await bureau.json('/api/organisations', OrganisationList)).items[0];
  const addOrganisation = async (parent: string | undefined, given: object) =>
    readAnswer(await bureau.post('/api/organisations', { parent, ...given }), Organisation, 201);
  const county = await addOrganisation(city?.id, { level: 'county', name: '中山区教育局' });
  const school = await addOrganisation(county.id, {
    level: 'school',
    name: '中山区实验小学',
    nature: 'public',
    place: 'town',
  });

  async function add(by: TestClient, name: string, displayName: string, role: string): Promise<TestClient> {
    const person = { name, displayName, role, organisation: school.id, password: libraryPassword };
    await readAnswer(await by.post('/api/people', person), NewPersonAnswer, 201);
    const client = createTestClient(library.url);
    const signedIn = await client.post('/api/session', { name, password: libraryPassword });
    assert.equal(signedIn.status, 204, await signedIn.text());
    return client;
  }
  const administrator = await add(bureau, 'zhou', '周校长', 'school-administrator');
  const teacher = await add(administrator, 'li', '李静', 'teacher');
  return { bureau, school: administrator, teacher };
}

/** The same people at the address of the newest start, with the cookies they had. */
export function again(library: Library, people: LibraryPeople): LibraryPeople {
  const move = (client: TestClient) => createTestClient(library.url, client.cookies());
  return { bureau: move(people.bureau), school: move(people.school), teacher: move(people.teacher) };
}
