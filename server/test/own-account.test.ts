import assert from 'node:assert/strict';
import { it } from 'node:test';
import { LinkAnswer, PersonList } from '../contract/people.ts';
import { OpenSessionList, RecoveryCodes, SecondFactor, SecondFactorSecret } from '../contract/session.ts';
import { listAudit } from '../db/audit-log.ts';
import { findSecondFactor } from '../db/second-factors.ts';
import { codeAt, fromBase32, stepAt } from '../people/totp.ts';
import { assertProblem, readAnswer, type TestClient } from './client.ts';
import { samplePassword } from './sample-world.ts';
import { describeOnEachServer, readPageModel, type TestServer } from './start-server.ts';

const signIn = (client: TestClient, body: object = {}, headers = {}) =>
  client.post('/api/session', { name: 'li', password: samplePassword, ...body }, headers);

const signedIn = async (client: TestClient) => (await client.get('/api/session')).status === 200;

describeOnEachServer('one’s own account', (start) => {
  it('shows where one is signed in, and ends one session or all others', async () => {
    const server = await start({ environment: { TRUST_PROXY: '1' } });
    const phone = server.visitor();
    await signIn(
      phone,
      {},
      { 'user-agent': 'Mozilla/5.0 (iPhone) Safari/604.1', 'x-forwarded-for': '203.0.113.77' },
    );
    server.clock.advance({ hours: 1 });
    const [desk, school] = [server.visitor(), server.visitor()];
    await signIn(desk, {}, { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0) Chrome/126.0 Safari/537.36' });
    await signIn(school, {}, { 'user-agent': 'curl/8' });

    const { items } = await desk.json('/api/sessions', OpenSessionList);
    assert.deepEqual(items.map(({ current, device }) => ({ current, device })).slice(0, 1), [
      { current: true, device: 'Chrome · Windows' },
    ]);
    const onPhone = items.find(({ device }) => device === 'Safari · iPhone');
    assert.equal(onPhone?.network, '203.0.113.0', 'no whole address');
    assert.equal(onPhone?.since, '2026-11-23T02:00:00.000Z');
    assert.ok(!JSON.stringify(items).includes(/qianke=([^;]+)/.exec(desk.cookies())?.[1] ?? 'none'));
    const page = (await readPageModel(await desk.get('/account'))) as { sessions: unknown };
    assert.deepEqual(page.sessions, items);

    const wang = await server.as('wang');
    await assertProblem(await wang.delete(`/api/sessions/${onPhone?.id}`), 404, 'not-found');
    assert.equal((await desk.delete(`/api/sessions/${onPhone?.id}`)).status, 204);
    assert.deepEqual(
      [await signedIn(phone), await signedIn(desk), await signedIn(school)],
      [false, true, true],
    );
    assert.equal((await desk.delete('/api/sessions')).status, 204);
    assert.deepEqual([await signedIn(desk), await signedIn(school)], [true, false]);
    assert.equal(await signedIn(wang), true);
  });

  it('does not list where one was idle for too long, by the limit of one’s roles', async () => {
    const server = await start();
    for (const [name, pause] of [
      ['li', { hours: 6 }],
      ['bureau', { minutes: 15 }],
    ] as const) {
      const [old, desk] = [server.visitor(), server.visitor()];
      await signIn(old, { name });
      server.clock.advance({ minutes: 20 });
      await signIn(desk, { name });
      assert.equal((await desk.json('/api/sessions', OpenSessionList)).items.length, 2, name);
      for (let tries = 0; tries < 2; tries++) {
        server.clock.advance(pause);
        assert.equal(await signedIn(desk), true, name);
      }
      const { items } = await desk.json('/api/sessions', OpenSessionList);
      assert.deepEqual(
        items.map(({ current }) => current),
        [true],
        name,
      );
      assert.equal(await signedIn(old), false, name);
    }
  });

  it('has at most fifty sessions: the one that was seen longest ago makes room for a new one', async () => {
    const server = await start();
    const opened: TestClient[] = [];
    for (let number = 0; number < 50; number += 1) {
      opened.push(await server.as('li'));
      server.clock.advance({ minutes: 2 });
    }
    const [oldest, second] = opened;
    assert.ok(oldest && second);
    assert.equal(await signedIn(oldest), true, 'fifty may be');
    const wang = await server.as('wang');
    const newest = await server.as('li');
    assert.equal((await newest.json('/api/sessions', OpenSessionList)).items.length, 50);
    assert.deepEqual(
      [await signedIn(second), await signedIn(oldest), await signedIn(newest), await signedIn(wang)],
      [false, true, true, true],
      'the oldest has been seen just now, and nobody else’s are touched',
    );
  });

  it('changes the password, which ends every session and gives this browser a new one', async () => {
    const server = await start();
    const [li, other] = [server.visitor(), server.visitor()];
    await signIn(li);
    await signIn(other);
    const asked = await (await server.as('school1')).post(`/api/people/${server.world.people.li.id}/link`);
    const { link } = await readAnswer(asked, LinkAnswer, 201);
    const before = li.cookies();
    const change = (current: string, password: string) =>
      li.put('/api/session/password', { current, password });
    await assertProblem(await change('not-the-password', 'a-new-one-of-mine'), 400, 'wrong-password');
    await assertProblem(await change(samplePassword, '中山区实验小学2026'), 400, 'weak-password');
    await assertProblem(await change(samplePassword, 'sunshine2026'), 400, 'weak-password');
    assert.equal((await change(samplePassword, 'a-new-one-of-mine')).status, 204);
    assert.deepEqual([await signedIn(li), await signedIn(other)], [true, false]);
    assert.equal(
      (await server.visitor().get('/api/session', { cookie: before })).status,
      401,
      'a new cookie',
    );
    assert.equal((await signIn(server.visitor())).status, 401);
    assert.equal((await signIn(server.visitor(), { password: 'a-new-one-of-mine' })).status, 204);
    const token = new URL(link, server.url).searchParams.get('token');
    const used = await server.visitor().post('/api/set-password', { token, password: samplePassword });
    await assertProblem(used, 410, 'link-used');
  });

  it('does not let whoever sits at an open session try passwords for long', async () => {
    const server = await start();
    const li = await server.as('li');
    const guess = (current: string) =>
      li.put('/api/session/password', { current, password: 'a-new-one-of-mine' });
    for (let tries = 0; tries < 4; tries++) assert.equal((await guess(`guess-${tries}`)).status, 400);
    await assertProblem(await guess(samplePassword), 429, 'too-many-attempts');
  });
});

/** Switches it on for 李静, and gives what the app holds. */
async function switchOn(server: TestServer, li: TestClient) {
  const address = '/api/session/second-factor';
  const begun = await li.post(address, { password: samplePassword });
  const { secret, address: uri, picture } = await readAnswer(begun, SecondFactorSecret, 201);
  const code = () => codeAt(fromBase32(secret), stepAt(server.clock.now()));
  const { recoveryCodes } = await readAnswer(await li.put(address, { code: code() }), RecoveryCodes);
  return { secret, uri, picture, code, recoveryCodes };
}

describeOnEachServer('the second factor', (start) => {
  it('is asked for once it is on, after the password, and takes no code twice', async () => {
    const server = await start();
    const [li, other] = [server.visitor(), server.visitor()];
    await signIn(li);
    await signIn(other);
    const { secret, uri, picture, code } = await switchOn(server, li);
    assert.equal(
      uri,
      `otpauth://totp/${encodeURIComponent('千课')}:li?secret=${secret}&issuer=${encodeURIComponent('千课')}`,
    );
    assert.match(picture, /^<svg[^>]*>/);
    assert.deepEqual([await signedIn(li), await signedIn(other)], [true, false]);

    const visitor = server.visitor();
    await assertProblem(await signIn(visitor, { code: code() }), 401, 'wrong-code');
    server.clock.advance({ seconds: 30 });
    await assertProblem(await signIn(visitor), 401, 'totp-required');
    await assertProblem(
      await signIn(visitor, { password: 'not-it', code: code() }),
      401,
      'wrong-name-or-password',
    );
    server.clock.advance({ minutes: 1 });
    const typed = code();
    assert.equal((await signIn(visitor, { code: typed })).status, 204);
    server.clock.advance({ seconds: 30 });
    await assertProblem(await signIn(server.visitor(), { code: typed }), 401, 'wrong-code');
  });

  it('lets one of many who send the same code at once in', async () => {
    const server = await start();
    const li = server.visitor();
    await signIn(li);
    const { code, recoveryCodes } = await switchOn(server, li);
    server.clock.advance({ minutes: 1 });
    for (const same of [code(), recoveryCodes[3]]) {
      const answers = await Promise.all([1, 2, 3].map(() => signIn(server.visitor(), { code: same })));
      const statuses = answers.map((answer) => answer.status).sort();
      assert.deepEqual(statuses, [204, 401, 401]);
      server.clock.advance({ minutes: 20 });
      const again = await signIn(server.visitor(), { code: code() });
      assert.equal(again.status, 204, 'and what the others were counted for is taken back');
      server.clock.advance({ minutes: 1 });
    }
  });

  it('is slowed like guessed passwords: the right password starts no new count', async () => {
    const server = await start();
    const li = server.visitor();
    await signIn(li);
    const { code } = await switchOn(server, li);
    server.clock.advance({ minutes: 1 });
    const visitor = server.visitor();
    for (let tries = 0; tries < 2; tries++) {
      await assertProblem(await signIn(visitor, { code: `00000${tries}` }), 401, 'wrong-code');
      await assertProblem(await signIn(visitor), 401, 'totp-required');
    }
    await assertProblem(await signIn(visitor, { code: code() }), 429, 'too-many-attempts');
  });

  it('is not guessed at from many networks, and its owner gets in on a browser of theirs meanwhile', async () => {
    const server = await start({ environment: { TRUST_PROXY: '1' } });
    const li = server.visitor();
    await signIn(li);
    const { code } = await switchOn(server, li);
    server.clock.advance({ minutes: 1 });
    const guessFrom = (network: number, typed: string) =>
      signIn(server.visitor(), { code: typed }, { 'x-forwarded-for': `198.51.${network}.7` });
    for (let network = 0; network < 4; network++)
      await assertProblem(await guessFrom(network, `00000${network}`), 401, 'wrong-code');
    await assertProblem(await guessFrom(4, code()), 429, 'too-many-attempts');
    assert.equal((await signIn(li, { code: code() })).status, 204, 'the owner, where she was before');
    await assertProblem(await guessFrom(5, '000005'), 429, 'too-many-attempts');
    server.clock.advance({ minutes: 16 });
    assert.equal((await guessFrom(6, code())).status, 204, 'and after the delay from anywhere');
  });

  it('has ten recovery codes, each good once, kept as hashes', async () => {
    const server = await start();
    const li = server.visitor();
    await signIn(li);
    const { recoveryCodes } = await switchOn(server, li);
    assert.equal(new Set(recoveryCodes).size, 10);
    const [first = ''] = recoveryCodes;
    const row = await findSecondFactor(server.context.database.db, server.world.people.li.id);
    assert.ok(!JSON.stringify(row).includes(first));
    const typed = first.replace('-', ' ').toUpperCase();
    const visitor = server.visitor();
    assert.equal((await signIn(visitor, { code: typed })).status, 204, 'as it was written down');
    await assertProblem(await signIn(server.visitor(), { code: first }), 401, 'wrong-code');
    const left = await visitor.json('/api/session/second-factor', SecondFactor);
    assert.deepEqual(left, { on: true, recoveryCodesLeft: 9 });
  });

  it('counts only once a code has been typed; is begun and removed with the password alone', async () => {
    const server = await start();
    const li = await server.as('li');
    const address = '/api/session/second-factor';
    await assertProblem(await li.put(address, { code: '123456' }), 409, 'wrong-state');
    await assertProblem(await li.post(address, { password: 'not-it' }), 400, 'wrong-password');
    await readAnswer(await li.post(address, { password: samplePassword }), SecondFactorSecret, 201);
    await assertProblem(await li.put(address, { code: '000000' }), 400, 'wrong-code');
    assert.equal((await signIn(server.visitor())).status, 204, 'not on yet');
    await switchOn(server, li);
    await assertProblem(await li.post(address, { password: samplePassword }), 409, 'second-factor-on');
    await assertProblem(await li.delete(address, { password: 'not-it' }), 400, 'wrong-password');
    assert.equal((await li.delete(address, { password: samplePassword })).status, 204);
    assert.equal((await signIn(server.visitor())).status, 204);
  });

  it('asks on the sign-in page for the code alone, with a ticket for the password', async () => {
    const server = await start();
    const li = server.visitor();
    await signIn(li);
    const { code } = await switchOn(server, li);
    server.clock.advance({ minutes: 1 });
    const visitor = server.visitor();
    const send = (fields: Record<string, string>) =>
      visitor.fetch('/sign-in', { method: 'POST', body: new URLSearchParams(fields) });
    const asked = await send({ name: 'li', password: samplePassword, next: '/teach' });
    assert.equal(asked.status, 401);
    const page = (await readPageModel(asked)) as { ticket: string; problem: { code: string } };
    assert.equal(page.problem.code, 'totp-required');
    assert.equal(
      (await send({ name: 'wang', ticket: page.ticket, code: code() })).status,
      401,
      'not another’s',
    );
    assert.equal((await send({ name: 'li', ticket: `${page.ticket}x`, code: code() })).status, 401);
    const done = await send({ name: 'li', ticket: page.ticket, code: code(), next: '/teach' });
    assert.equal(done.status, 303);
    assert.equal(done.headers.get('location'), '/teach');
    server.clock.advance({ minutes: 6 });
    assert.equal((await send({ name: 'li', ticket: page.ticket, code: code() })).status, 401, 'too late');
  });

  it('is reset by those who manage the person, on record; nobody else ends anything of theirs', async () => {
    const server = await start();
    const { id } = server.world.people.li;
    const li = server.visitor();
    await signIn(li);
    await switchOn(server, li);
    for (const name of ['wang', 'school2'] as const) {
      const stranger = await server.as(name);
      assert.equal((await stranger.delete(`/api/people/${id}/sessions`)).status, 404, name);
      assert.equal((await stranger.delete(`/api/people/${id}/second-factor`)).status, 404, name);
    }
    const school = await server.as('school1');
    const person = (await school.json('/api/people', PersonList)).items.find((one) => one.id === id);
    assert.equal(person?.secondFactor, true);
    assert.equal((await school.delete(`/api/people/${id}/sessions`)).status, 204);
    assert.equal(await signedIn(li), false);
    assert.equal((await school.delete(`/api/people/${id}/second-factor`)).status, 204);
    await assertProblem(await school.delete(`/api/people/${id}/second-factor`), 409, 'wrong-state');
    assert.equal((await signIn(server.visitor())).status, 204);
    const audit = await listAudit(server.context.database.db, { subject: id, limit: 20 });
    assert.deepEqual(
      audit.map((row) => row.action),
      ['session.open', 'second-factor.reset', 'person.end-sessions', 'second-factor.on', 'session.open'],
    );
  });

  it('can be required of whoever reviews or administers, who until then is a teacher at most', async () => {
    const server = await start({ environment: { SECOND_FACTOR: 'required' } });
    const [li, school] = [await server.as('li'), await server.as('school1')];
    assert.equal((await li.get('/teach')).status, 200, 'teachers choose for themselves');
    await assertProblem(await school.get('/api/reports/awards'), 403, 'second-factor-needed');
    const desk = await school.get('/desk');
    assert.equal(desk.headers.get('location'), '/account');
    const page = (await readPageModel(await school.get('/account'))) as { needsSecondFactor: boolean };
    assert.equal(page.needsSecondFactor, true);
    await switchOn(server, school);
    assert.equal((await school.get('/api/people')).status, 200);
    assert.equal((await school.get('/desk')).headers.get('location'), '/manage');
  });
});
