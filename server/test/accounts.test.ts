import assert from 'node:assert/strict';
import { it } from 'node:test';
import { LinkAnswer, ManagedPerson, NewPersonAnswer, PersonList } from '../contract/people.ts';
import { Session } from '../contract/session.ts';
import { listAudit } from '../db/audit-log.ts';
import { countPeople, lockPerson, updatePerson } from '../db/people.ts';
import { untilSomebodyWaits } from '../db/test/until-somebody-waits.ts';
import { LibrarySettingsSchema } from '../library-settings.ts';
import { createFirstLink } from '../people/first-start.ts';
import { letBackIn } from '../people/let-back-in.ts';
import { assertProblem, readAnswer } from './client.ts';
import { samplePassword } from './sample-world.ts';
import { describeOnEachServer, readPageModel, type TestServer } from './start-server.ts';

const actionsOn = async (server: TestServer, subject?: string) =>
  (await listAudit(server.context.database.db, { subject, limit: 100 })).map((row) => row.action);

const tokenOf = (link: string | null | undefined) =>
  new URL(link ?? '', 'http://x').searchParams.get('token');

describeOnEachServer('accounts', (start) => {
  const given = {
    name: 'chen',
    displayName: '陈主任',
    password: 'hai-bian-de-cheng-shi',
    organisation: '滨城市教育局',
    level: 'city',
  };

  it('begin with one administrator, from one link, of however many try at once', async () => {
    const server = await start({ empty: true });
    const { database } = server.context;
    const old = tokenOf(await createFirstLink(database, server.clock));
    const token = tokenOf(await createFirstLink(database, server.clock));
    await assertProblem(
      await server.visitor().post('/api/setup', { ...given, token: old }),
      410,
      'link-used',
    );
    const weak = { ...given, token, password: '滨城市教育局1234' };
    await assertProblem(await server.visitor().post('/api/setup', weak), 400, 'weak-password');

    const clients = Array.from({ length: 4 }, () => server.visitor());
    const answers = await Promise.all(
      clients.map((client, number) => client.post('/api/setup', { ...given, token, name: `chen${number}` })),
    );
    assert.deepEqual(answers.map((answer) => answer.status).sort(), [204, 410, 410, 410]);
    assert.equal(await countPeople(database.db), 1);
    const chen = clients[answers.findIndex((answer) => answer.status === 204)];
    assert.ok(chen);
    const session = await chen.json('/api/session', Session);
    assert.deepEqual(session.roles, ['bureau-administrator', 'operator']);
    assert.equal(session.organisation?.name, given.organisation);
    const settings = await server.visitor().json('/api/settings', LibrarySettingsSchema);
    assert.equal(settings.organiser, given.organisation);
    assert.deepEqual(await actionsOn(server), ['session.open', 'library.set-up']);
    assert.equal(await createFirstLink(database, server.clock), null);
  });

  it('begin within a day of the start', async () => {
    const server = await start({ empty: true });
    const token = tokenOf(await createFirstLink(server.context.database, server.clock));
    server.clock.advance({ hours: 24 });
    await assertProblem(await server.visitor().post('/api/setup', { ...given, token }), 410, 'link-used');
  });

  it('are added with a link, once and within a day, with which they choose a password', async () => {
    const server = await start();
    const school = await server.as('school1');
    const { id: organisation } = server.world.organisations.school1;
    const body = { name: 'zhao', displayName: '赵敏', role: 'teacher', organisation };
    const zhao = await readAnswer(await school.post('/api/people', body), NewPersonAnswer, 201);
    assert.equal(zhao.hasPassword, false);
    await assertProblem(await school.post('/api/people', body), 409, 'name-taken');

    const token = tokenOf(zhao.link);
    const visitor = server.visitor();
    const weak = { token, password: 'zhao-zhao1' };
    await assertProblem(await visitor.post('/api/set-password', weak), 400, 'weak-password');
    const answers = await Promise.all(
      Array.from({ length: 3 }, () => visitor.post('/api/set-password', { token, password: samplePassword })),
    );
    assert.deepEqual(answers.map((answer) => answer.status).sort(), [204, 410, 410]);
    assert.equal(
      (await visitor.post('/api/session', { name: 'zhao', password: samplePassword })).status,
      204,
    );

    const next = await readAnswer(await school.post(`/api/people/${zhao.id}/link`), LinkAnswer, 201);
    assert.equal((await visitor.get('/api/session')).status, 200, 'nothing has changed yet');
    server.clock.advance({ hours: 24 });
    const late = { token: tokenOf(next.link), password: samplePassword };
    await assertProblem(await server.visitor().post('/api/set-password', late), 410, 'link-used');
    assert.deepEqual(await actionsOn(server, zhao.id), [
      'person.link',
      'session.open',
      'person.set-password',
      'person.create',
    ]);
  });

  it('lose their sessions with a new password, a role, and the account', async () => {
    const server = await start();
    const school = await server.as('school1');
    const { id } = server.world.people.li;
    const signedIn = async () => (await server.as('li')).get('/api/session');

    let li = await server.as('li');
    const link = await readAnswer(await school.post(`/api/people/${id}/link`), LinkAnswer, 201);
    await server.visitor().post('/api/set-password', {
      token: tokenOf(link.link),
      password: 'another-one-entirely',
    });
    assert.equal((await li.get('/api/session')).status, 401);

    li = await server.as('li');
    const person = (await school.json('/api/people', PersonList)).items.find((one) => one.id === id);
    const membership = person?.memberships[0]?.id;
    await readAnswer(
      await school.patch(`/api/people/${id}/memberships/${membership}`, { until: '2026-11-23' }),
      ManagedPerson,
    );
    assert.equal((await li.get('/api/session')).status, 401);
    const session = async () => (await server.as('li')).json('/api/session', Session);
    assert.deepEqual((await session()).roles, ['teacher'], 'the last day counts');
    server.clock.advance({ days: 1 });
    assert.deepEqual((await session()).roles, []);

    const schoolToday = await server.as('school1');
    await readAnswer(await schoolToday.patch(`/api/people/${id}`, { disabled: true }), ManagedPerson);
    assert.equal((await signedIn()).status, 401);
    await readAnswer(await schoolToday.patch(`/api/people/${id}`, { disabled: false }), ManagedPerson);
    assert.equal((await signedIn()).status, 200);
  });

  it('are given roles only by those above, and only where the role belongs', async () => {
    const server = await start();
    const { school1, school2, county1, city, province } = server.world.organisations;
    const add = async (by: Parameters<TestServer['as']>[0], role: string, organisation: string) => {
      const body = { name: `${by}-${role}-${organisation}`, displayName: '某某', role, organisation };
      return (await server.as(by)).post('/api/people', body);
    };
    await readAnswer(await add('county', 'school-administrator', school1.id), NewPersonAnswer, 201);
    await readAnswer(await add('bureau', 'reviewer', city.id), NewPersonAnswer, 201);
    await readAnswer(await add('bureau', 'bureau-administrator', county1.id), NewPersonAnswer, 201);
    await readAnswer(await add('province', 'operator', province.id), NewPersonAnswer, 201);
    await assertProblem(await add('school1', 'school-administrator', school1.id), 403, 'forbidden');
    await assertProblem(await add('school1', 'teacher', school2.id), 403, 'forbidden');
    await assertProblem(await add('bureau', 'bureau-administrator', city.id), 403, 'forbidden');
    await assertProblem(await add('bureau', 'operator', province.id), 403, 'forbidden');
    await assertProblem(await add('li', 'teacher', school1.id), 403, 'forbidden');
    await assertProblem(await add('bureau', 'teacher', county1.id), 400, 'role-place');
  });

  it('cannot be taken over by who could not have given their roles', async () => {
    const server = await start();
    const { people, organisations } = server.world;
    const bureau = await server.as('bureau');
    const role = { role: 'teacher', organisation: organisations.school1.id };
    await readAnswer(
      await bureau.post(`/api/people/${people.county.id}/memberships`, role),
      ManagedPerson,
      201,
    );
    const school = await server.as('school1');
    await assertProblem(await school.post(`/api/people/${people.county.id}/link`), 403, 'forbidden');
    await assertProblem(
      await school.patch(`/api/people/${people.county.id}`, { disabled: true }),
      403,
      'forbidden',
    );
    await assertProblem(await school.post(`/api/people/${people.wang.id}/link`), 404, 'not-found');
    const province = await server.as('province');
    const self = `/api/people/${people.province.id}`;
    await assertProblem(await province.patch(self, { disabled: true }), 403, 'not-yourself');
  });

  it('cannot be taken over with a link from before they were given a role', async () => {
    const server = await start();
    const { people, organisations } = server.world;
    const school = await server.as('school1');
    const { link } = await readAnswer(await school.post(`/api/people/${people.li.id}/link`), LinkAnswer, 201);
    const role = { role: 'bureau-administrator', organisation: organisations.county1.id };
    const given = await (await server.as('bureau')).post(`/api/people/${people.li.id}/memberships`, role);
    await readAnswer(given, ManagedPerson, 201);
    const taking = { token: tokenOf(link), password: 'another-one-entirely' };
    await assertProblem(await server.visitor().post('/api/set-password', taking), 410, 'link-used');
  });

  it('are let in by a link only while its maker could still make it', async () => {
    const server = await start();
    const { context, clock, world } = server;
    const { people, organisations } = world;
    const linkFor = async (by: 'school1' | 'county', id: string) =>
      tokenOf(
        (await readAnswer(await (await server.as(by)).post(`/api/people/${id}/link`), LinkAnswer, 201)).link,
      );
    const use = (token: string | null) =>
      server.visitor().post('/api/set-password', { token, password: 'another-one-entirely' });
    const refusedOnPage = async (token: string | null) =>
      (
        (await readPageModel(await server.visitor().get(`/set-password?token=${token}`))) as {
          refused: unknown;
        }
      ).refused;
    const { db } = context.database;

    const fromSchool = await linkFor('school1', people.li.id);
    assert.equal(await refusedOnPage(fromSchool), null);
    // The maker's role ends: today still counts, tomorrow not.
    await db
      .updateTable('memberships')
      .set({ until_date: '2026-11-23' })
      .where('person_id', '=', people.school1.id)
      .execute();
    assert.equal(await refusedOnPage(fromSchool), null, 'the last day counts');
    clock.advance({ hours: 15 });
    assert.equal(await refusedOnPage(fromSchool), 'link-maker');
    await assertProblem(await use(fromSchool), 410, 'link-maker');

    const fromCounty = await linkFor('county', people.li.id);
    const school = {
      name: 'zhao',
      displayName: '赵敏',
      role: 'teacher',
      organisation: organisations.school1.id,
    };
    const added = await readAnswer(
      await (await server.as('county')).post('/api/people', school),
      NewPersonAnswer,
      201,
    );
    await updatePerson(db, people.county.id, {
      display_name: '县管理员',
      disabled_at: clock.now().toISOString(),
    });
    await assertProblem(await use(fromCounty), 410, 'link-maker');
    await assertProblem(await use(tokenOf(added.link)), 410, 'link-maker');

    const onServer = await letBackIn(context.database, clock, { name: 'li', endSecondFactor: false });
    assert.ok(typeof onServer === 'object');
    assert.equal((await use(tokenOf(onServer.link))).status, 204);
  });

  it('of two who administer are never both shut out by each other', async () => {
    const server = await start();
    const { people, organisations } = server.world;
    const first = await server.as('province');
    const role = { role: 'bureau-administrator', organisation: organisations.province.id };
    const colleague = { name: 'colleague', displayName: '同事', password: samplePassword, ...role };
    const made = await readAnswer(await first.post('/api/people', colleague), NewPersonAnswer, 201);
    const second = server.visitor();
    await second.post('/api/session', { name: 'colleague', password: samplePassword });
    const { database, clock } = server.context;
    const [closed, commit] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    // As the first administrator's request closes the account of the second.
    const closing = database.transaction(async (trx) => {
      await lockPerson(trx, made.id);
      await updatePerson(trx, made.id, { display_name: '同事', disabled_at: clock.now().toISOString() });
      closed.resolve();
      await commit.promise;
    });
    await closed.promise;
    const answering = second.patch(`/api/people/${people.province.id}`, { disabled: true });
    await untilSomebodyWaits(database, answering);
    commit.resolve();
    await closing;
    await assertProblem(await answering, 401, 'not-signed-in');
    assert.equal((await first.get('/api/session')).status, 200);
  });

  it('are listed by page and by role, each school’s to its own', async () => {
    const server = await start();
    const bureau = await server.as('bureau');
    const first = await bureau.json('/api/people?limit=2', PersonList);
    const second = await bureau.json(`/api/people?limit=100&cursor=${first.nextCursor}`, PersonList);
    const names = [...first.items, ...second.items].map((person) => person.name);
    assert.deepEqual(names, ['bureau', 'county', 'li', 'rev1', 'rev2', 'rev3', 'school1', 'school2', 'wang']);
    const reviewers = await bureau.json('/api/people?role=reviewer', PersonList);
    assert.equal(reviewers.items.length, 3);
    const own = await (await server.as('school1')).json('/api/people', PersonList);
    assert.deepEqual(
      own.items.map((person) => person.name),
      ['li', 'school1'],
    );
  });
});
