import assert from 'node:assert/strict';
import { argon2Sync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import { text } from 'node:stream/consumers';
import { it } from 'node:test';
import { Session } from '../contract/session.ts';
import { listAudit } from '../db/audit-log.ts';
import { findPersonById, updatePassword, updatePerson } from '../db/people.ts';
import { assertProblem, type TestClient } from './client.ts';
import { samplePassword } from './sample-world.ts';
import { describeOnEachServer } from './start-server.ts';

const signIn = (client: TestClient, name: string, password = samplePassword) =>
  client.post('/api/session', { name, password });

/** Carries on with cookies as they were at some moment. */
const replay = (client: TestClient, cookie: string) => client.get('/api/session', { cookie });

interface HostRequest {
  host: string;
  path: string;
  /** With one it is a POST from that host's own page. */
  body?: object;
}

/** A request as it comes in at another address of this machine; `fetch` lets nobody choose the host. */
async function askAs(url: string, { host, path, body }: HostRequest) {
  const json = body && JSON.stringify(body);
  const headers = { host, ...(json && { origin: `http://${host}`, 'content-type': 'application/json' }) };
  const request = http.request(url + path, { method: json ? 'POST' : 'GET', headers }).end(json);
  const [response] = (await once(request, 'response')) as [http.IncomingMessage];
  const [cookie = ''] = response.headers['set-cookie'] ?? [];
  return { status: response.statusCode, cookie, body: await text(response) };
}

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
    assert.doesNotMatch(li.cookies(), /qianke=/);
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

  it('works over plain http at an address of a LAN, and says that it can be read on the way', async () => {
    const server = await start();
    const lan = '192.168.1.20:8080';
    const page = await askAs(server.url, { host: lan, path: '/sign-in' });
    assert.match(page.body, /"insecure":true/);
    const here = await askAs(server.url, { host: new URL(server.url).host, path: '/sign-in' });
    assert.match(here.body, /"insecure":false/, 'not on the machine itself');
    const body = { name: 'li', password: samplePassword };
    const signedIn = await askAs(server.url, { host: lan, path: '/api/session', body });
    assert.equal(signedIn.status, 204);
    assert.match(signedIn.cookie, /^qianke=[\w-]{43};/);
    assert.doesNotMatch(signedIn.cookie, /Secure/);
    const named = await askAs(server.url, { host: 'qianke.lan:8080', path: '/api/session', body });
    assert.equal(named.status, 403);
    assert.match(named.body, /PUBLIC_URL=http:\/\/qianke\.lan:8080/);
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

  it('makes nobody wait longer because the clock was put back', async () => {
    const server = await start();
    for (let tries = 0; tries < 5; tries++) await signIn(server.visitor(), 'li', 'guess');
    await assertProblem(await signIn(server.visitor(), 'li'), 429, 'too-many-attempts');
    server.clock.advance({ hours: -3 });
    assert.equal((await signIn(server.visitor(), 'li')).status, 204);
  });

  it('keeps no teacher out who is guessed at behind the same address', async () => {
    const server = await start();
    const li = server.visitor();
    assert.equal((await signIn(li, 'li')).status, 204);
    await li.delete('/api/session');
    const pupil = server.visitor();
    for (let tries = 0; tries < 40; tries++) await signIn(pupil, 'li', `guess-${tries}`);
    await assertProblem(await signIn(pupil, 'li'), 429, 'too-many-attempts');
    assert.equal((await signIn(li, 'li')).status, 204, 'on the browser she has used before');
    await assertProblem(await signIn(server.visitor(), 'li'), 429, 'too-many-attempts');

    const cookie = li.cookies();
    const guess = (name: string, password: string) =>
      server.visitor().post('/api/session', { name, password }, { cookie });
    for (let tries = 0; tries < 4; tries++) assert.equal((await guess('li', `guess-${tries}`)).status, 401);
    assert.equal((await guess('li', samplePassword)).status, 429, 'its mark does not make guessing free');
    assert.equal((await guess('wang', samplePassword)).status, 204, 'and says nothing about others');
    const forged = cookie.replace(/(qianke-browser=[^.]+\.)[^.]+/, '$1AAAAAAAAAAAA');
    assert.equal(
      (
        await server
          .visitor()
          .post('/api/session', { name: 'li', password: samplePassword }, { cookie: forged })
      ).status,
      429,
    );
  });

  it('hashes a password again that was hashed when that was cheaper', async () => {
    const server = await start();
    const { db } = server.context.database;
    const { id } = server.world.people.li;
    const salt = randomBytes(16);
    const parameters = { memory: 8192, passes: 1, parallelism: 1, tagLength: 32 };
    const hash = argon2Sync('argon2id', { message: samplePassword, nonce: salt, ...parameters });
    const b64 = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
    await updatePassword(db, id, `$argon2id$v=19$m=8192,t=1,p=1$${b64(salt)}$${b64(hash)}`);
    assert.equal((await signIn(server.visitor(), 'li', 'not-the-password')).status, 401);
    const hashOf = async () => (await findPersonById(db, id))?.password_hash ?? '';
    assert.match(await hashOf(), /m=8192,t=1/);
    assert.equal((await signIn(server.visitor(), 'li')).status, 204);
    assert.match(await hashOf(), /m=19456,t=2/);
    assert.equal((await signIn(server.visitor(), 'li')).status, 204);
  });

  it('ends idle sessions when the operator says', async () => {
    const server = await start({
      environment: { SESSION_IDLE_MINUTES: '60', ADMIN_SESSION_IDLE_MINUTES: '10' },
    });
    const [li, bureau] = [await server.as('li'), await server.as('bureau')];
    server.clock.advance({ minutes: 11 });
    assert.equal((await bureau.get('/api/session')).status, 401);
    assert.equal((await li.get('/api/session')).status, 200);
    server.clock.advance({ minutes: 61 });
    assert.equal((await li.get('/api/session')).status, 401);
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
