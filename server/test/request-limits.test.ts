import assert from 'node:assert/strict';
import { it } from 'node:test';
import { z } from 'zod';
import { visitor } from '../access/actor.ts';
import { createRequestLimiter } from '../access/request-limiter.ts';
import { defaultLimit, requestLimits } from '../access/request-limits.ts';
import { Problem } from '../contract/problem.ts';
import { routes } from '../routes.ts';
import { assertProblem } from './client.ts';
import { samplePassword } from './sample-world.ts';
import { describeOnEachServer } from './start-server.ts';

const few = { person: 2, network: 3, counted: 'process' } as const;

describeOnEachServer('limits of requests', (start) => {
  /** Two or three requests a minute of whatever class. */
  const startWithFew = () =>
    start({
      environment: { TRUST_PROXY: '1' },
      replace: (context) => ({
        limiter: createRequestLimiter(context, {
          ...requestLimits,
          read: few,
          search: few,
          write: few,
          'sign-in': { ...few, counted: 'database' },
        }),
      }),
    });
  const from = (address: string) => ({ 'x-forwarded-for': address });

  it('are those of a person where somebody is signed in, wherever they are', async () => {
    const server = await startWithFew();
    const li = await server.as('li');
    assert.equal((await li.get('/api/session', from('198.51.100.1'))).status, 200);
    assert.equal((await li.get('/api/session', from('198.51.100.2'))).status, 200);
    const refused = await li.get('/api/session', from('198.51.100.3'));
    assert.equal(refused.headers.get('retry-after'), '30');
    const problem = Problem.parse(await refused.json());
    assert.equal(problem.code, 'too-many-requests');
    assert.match(problem.title, /30/, 'in words');
    assert.equal((await (await server.as('wang')).get('/api/session')).status, 200, 'not the next person');
    assert.equal((await li.get('/api/search?q=')).status, 200, 'not another class');
    server.clock.advance({ seconds: 30 });
    assert.equal((await li.get('/api/session')).status, 200);
  });

  it('are those of a network for everybody else; an IPv6 subscriber is one', async () => {
    const server = await startWithFew();
    const ask = (address: string) => server.visitor().get('/api/terms', from(address));
    for (let tries = 0; tries < 3; tries++) assert.equal((await ask(`2001:db8:1:2::${tries}`)).status, 200);
    await assertProblem(await ask('2001:db8:1:2:ffff::1'), 429, 'too-many-requests');
    assert.equal((await ask('2001:db8:1:3::1')).status, 200);
    assert.equal((await ask('198.51.100.1')).status, 200);
  });

  it('for signing in are counted by all processes together', async () => {
    const server = await startWithFew();
    const other = createRequestLimiter(server.context, {
      ...requestLimits,
      'sign-in': { ...few, counted: 'database' },
    });
    const body = { name: 'nobody', password: 'whatever-it-is' };
    for (let tries = 0; tries < 2; tries++) {
      const answer = await server.visitor().post('/api/session', body, from('198.51.100.9'));
      assert.equal(answer.status, 401);
    }
    await other.take('sign-in', { actor: visitor, address: '198.51.100.9' });
    const refused = await server.visitor().post('/api/session', body, from('198.51.100.9'));
    await assertProblem(refused, 429, 'too-many-requests');
  });

  it('for signing in leave alone a browser that the account has used before', async () => {
    const server = await startWithFew();
    const body = { name: 'li', password: samplePassword };
    const [li, flood] = [server.visitor(), server.visitor()];
    assert.equal((await li.post('/api/session', body)).status, 204);
    for (let tries = 0; tries < 2; tries++) {
      assert.equal((await flood.post('/api/session', { ...body, name: `pupil${tries}` })).status, 401);
    }
    await assertProblem(await flood.post('/api/session', body), 429, 'too-many-requests');
    assert.equal((await li.post('/api/session', body)).status, 204);
  });

  it('let through a hundred pupils who open a lesson at once behind one address', async () => {
    const server = await start({ limits: true });
    const pages = ['/', '/api/suggest?q=分数', '/api/terms'];
    const seen = await Promise.all(
      Array.from({ length: 100 }, async () => {
        const pupil = server.visitor();
        const statuses: number[] = [];
        for (const page of pages) {
          const answer = await pupil.get(page);
          await answer.body?.cancel();
          statuses.push(answer.status);
        }
        return statuses;
      }),
    );
    assert.deepEqual([...new Set(seen.flat())], [200]);
  });

  it('let a school behind one address type its searches, and search is not used up by typing', () => {
    const ofRoute = (path: string) => routes.find((route) => route.path === path)?.limit;
    assert.deepEqual([ofRoute('/api/suggest'), ofRoute('/api/search')], ['suggest', 'search']);
    const [pupils, asksWhileTyping] = [3000, 10];
    assert.ok(requestLimits.suggest.network >= pupils * asksWhileTyping);
    assert.ok(requestLimits.search.network >= pupils);
  });

  it('give way to no address that is longer than ours', async () => {
    const server = await start();
    await assertProblem(
      await server.visitor().get(`/api/search?q=${'a'.repeat(9000)}`),
      414,
      'address-too-long',
    );
  });

  it('give way to no page of more than a hundred, and to no body beyond 100 kB', async () => {
    const server = await start();
    const bureau = await server.as('province');
    const limited = routes.filter(({ query }) => query instanceof z.ZodObject && 'limit' in query.shape);
    assert.ok(limited.length >= 2, `${limited.length} routes with a limit`);
    for (const route of limited) {
      const answer = await bureau.get(`${route.path.replace(/:\w+/g, 'none')}?limit=101`);
      assert.equal(answer.status, 400, route.path);
    }
    const large = { title: 'a'.repeat(101 * 1024), kind: 'micro' };
    const li = await server.as('li');
    await assertProblem(await li.post('/api/lessons', large), 413, 'request-too-large');
  });

  it('leave a teacher 60 new uploads and 3,000 chunks a minute, and a school its sign-ins', () => {
    const limitOf = (method: string, path: string) => {
      const route = routes.find((one) => one.method === method && one.path === path);
      assert.ok(route, `${method} ${path}`);
      return requestLimits[route.limit ?? defaultLimit(route)];
    };
    assert.ok(limitOf('POST', '/api/uploads').person >= 60);
    assert.ok(limitOf('PATCH', '/api/uploads/:id').person >= 3000);
    assert.ok(limitOf('POST', '/api/session').network >= 300);
    assert.equal(limitOf('POST', '/sign-in'), requestLimits['sign-in']);
    assert.equal(limitOf('PATCH', '/api/lessons/:id'), requestLimits.write);
    assert.equal(limitOf('GET', '/lessons/:id'), requestLimits.read);
  });
});
