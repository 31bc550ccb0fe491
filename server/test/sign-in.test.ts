import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Session } from '../contract/session.ts';
import { listAudit } from '../db/audit-log.ts';
import { updatePerson } from '../db/people.ts';
import { assertProblem, type TestClient } from './client.ts';
import { samplePassword } from './sample-world.ts';
import { describeOnEachServer } from './start-server.ts';

const signIn = (client: TestClient, name: string, password = samplePassword) =>
  client.post('/api/session', { name, password });

/** Carries on with cookies as they were at some moment. */
const replay = (client: TestClient, cookie: string) => client.get('/api/session', { cookie });

describeOnEachServer('signing in', (start) => {
  it('says who one is, until one signs out; the old cookie is worth nothing then', async () => {
    const server = await start();
    const li = server.visitor();
    assert.equal((await signIn(li, ' LI ')).status, 204);
    const session = await li.json('/api/session', Session);
    assert.deepEqual(session.roles, ['teacher']);
    assert.equal(session.organisation?.name, '中山区实验小学');
    const cookie = li.cookies();
    assert.equal((await li.delete('/api/session')).status, 204);
    assert.equal(li.cookies(), '');
    await assertProblem(await replay(li, cookie), 401, 'not-signed-in');
  });

  it('gives a new session each time and ends the one before on that browser', async () => {
    const server = await start();
    const li = server.visitor();
    await signIn(li, 'li');
    const first = li.cookies();
    await signIn(li, 'li');
    assert.notEqual(li.cookies(), first);
    assert.equal((await replay(li, first)).status, 401);
    assert.equal((await li.get('/api/session')).status, 200);
    const opened = await listAudit(server.context.database.db, {
      subject: server.world.people.li.id,
      limit: 10,
    });
    assert.deepEqual(
      opened.map((row) => row.action),
      ['session.open', 'session.open'],
    );
  });

  it('sends a cookie that scripts cannot read and other sites do not send', async () => {
    const server = await start();
    const [cookie = ''] = (await signIn(server.visitor(), 'li')).headers.getSetCookie();
    assert.match(cookie, /^qianke=[\w-]{43};/);
    assert.match(cookie, /HttpOnly/);
    assert.match(cookie, /SameSite=Lax/);
  });

  it('binds the cookie to the host on https', async () => {
    const publicUrl = 'https://qianke.example';
    const server = await start({ environment: { PUBLIC_URL: publicUrl } });
    const response = await server
      .visitor()
      .post('/api/session', { name: 'li', password: samplePassword }, { origin: publicUrl });
    const [cookie = ''] = response.headers.getSetCookie();
    assert.match(cookie, /^__Host-qianke=/);
    assert.match(cookie, /Secure/);
  });

  it('says the same of a wrong password, an unknown name and a closed account', async () => {
    const server = await start();
    const closed = server.world.people.wang.id;
    await updatePerson(server.context.database.db, closed, { disabled_at: '2026-11-01T00:00:00.000Z' });
    for (const [name, password] of [
      ['li', 'not-the-password'],
      ['nobody', samplePassword],
      ['wang', samplePassword],
    ] as const) {
      await assertProblem(await signIn(server.visitor(), name, password), 401, 'wrong-name-or-password');
    }
  });

  it('ends the session of an account that is closed', async () => {
    const server = await start();
    const li = await server.as('li');
    await updatePerson(server.context.database.db, server.world.people.li.id, {
      disabled_at: '2026-11-23T02:00:00.000Z',
    });
    assert.equal((await li.get('/api/session')).status, 401);
  });

  it('ends an idle session after twelve hours, an administrator’s after half an hour, any after a week', async () => {
    const server = await start();
    const [li, bureau] = [await server.as('li'), await server.as('bureau')];
    server.clock.advance({ minutes: 29 });
    assert.equal((await bureau.get('/api/session')).status, 200);
    server.clock.advance({ minutes: 31 });
    assert.equal((await bureau.get('/api/session')).status, 401);
    assert.equal((await li.get('/api/session')).status, 200);
    server.clock.advance({ hours: 13 });
    assert.equal((await li.get('/api/session')).status, 401);

    const wang = await server.as('wang');
    for (let hours = 0; hours < 7 * 24 - 6; hours += 6) {
      server.clock.advance({ hours: 6 });
      assert.equal((await wang.get('/api/session')).status, 200, `after ${hours + 6} h`);
    }
    server.clock.advance({ hours: 7 });
    assert.equal((await wang.get('/api/session')).status, 401);
  });

  it('makes a guesser wait longer and longer, and never locks the account', async () => {
    const server = await start({ environment: { TRUST_PROXY: '1' } });
    const from = (address: string) => (password: string) =>
      server.visitor().post('/api/session', { name: 'li', password }, { 'x-forwarded-for': address });
    const guess = from('198.51.100.7');
    for (let tries = 0; tries < 4; tries++) assert.equal((await guess(`guess-${tries}`)).status, 401);
    const refused = await guess(samplePassword);
    assert.equal(refused.headers.get('retry-after'), '2');
    await assertProblem(refused, 429, 'too-many-attempts');

    assert.equal((await from('203.0.113.9')(samplePassword)).status, 204, 'the teacher, at school');
    for (let tries = 4; tries < 30; tries++) {
      server.clock.advance({ minutes: 16 });
      assert.equal(
        (await guess(`guess-${tries}`)).status,
        401,
        'no wait is longer than a quarter of an hour',
      );
    }
    server.clock.advance({ minutes: 16 });
    assert.equal((await guess(samplePassword)).status, 204, 'not even here');
    assert.equal((await guess('guess-again')).status, 401, 'counted from the start again');
  });

  it('looks at no more guesses sent at once than at ones sent one after another', async () => {
    const server = await start();
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, number) => signIn(server.visitor(), 'li', `guess-${number}`)),
    );
    const looked = answers.filter((answer) => answer.status === 401).length;
    assert.equal(looked, 4);
    assert.ok(answers.every((answer) => answer.status === 401 || answer.status === 429));
  });

  it('does not slow a class that mistypes names behind one address', async () => {
    const server = await start();
    for (let number = 0; number < 10; number++) {
      assert.equal((await signIn(server.visitor(), `pupil${number}`)).status, 401);
    }
    assert.equal((await signIn(server.visitor(), 'li')).status, 204);
  });
});
