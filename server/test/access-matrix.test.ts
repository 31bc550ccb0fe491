import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { rules } from '../access/policy.ts';
import { Problem } from '../contract/problem.ts';
import { startSqliteFolder } from '../db/test/each-database.ts';
import type { Route } from '../route.ts';
import { routes } from '../routes.ts';
import { callerNames } from './access/callers.ts';
import { expectedCells, expectedCellsWhenClosed } from './access/expected/all-cells.ts';
import { startServer, type TestServer } from './start-server.ts';

/** Holding the link or the signed address is the permission; both are made up here. */
const forAnybody = new Set(['public', 'with-token', 'signed-address']);
const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Ids of nothing. */
const address = (route: Route) =>
  route.path
    .replace(/\{?\/?\*(\w+)\}?/g, '/nothing')
    .replace(/:(\w+)/g, (_whole, name: string) => (/index|number/i.test(name) ? '1' : '0000000000000000'));

describe('the route table', () => {
  let server: TestServer & { close(): Promise<void> };
  const databases = startSqliteFolder();
  before(async () => {
    server = await startServer(await databases.newDatabase());
  });
  after(async () => {
    await server.close();
    await databases.stop();
  });

  it('has a rule for every route, and each address once', () => {
    const seen = new Set<string>();
    for (const { method, path, rule } of routes) {
      assert.ok(Object.hasOwn(rules, rule), `${method} ${path}: ${rule}`);
      assert.ok(!seen.has(`${method} ${path}`), `${method} ${path} twice`);
      seen.add(`${method} ${path}`);
    }
  });

  it('has a line for every route in what is expected of everybody', () => {
    const names = new Set(routes.map(({ method, path }) => `${method} ${path}`));
    const missing = [...names].filter((name) => Object.keys(expectedCells[name]?.rows ?? {}).length === 0);
    assert.deepEqual(missing, [], 'say in server/test/access/expected/ who may do it: one line a state');
    const expected = [...Object.entries(expectedCells), ...Object.entries(expectedCellsWhenClosed)];
    for (const [name, { rows }] of expected) {
      assert.ok(names.has(name), `${name} is no route (any more)`);
      for (const [about, line] of Object.entries(rows)) {
        assert.match(line.replaceAll(' ', ''), /^[-+·!x?]+$/, `${name}, ${about}`);
        assert.equal(line.replaceAll(' ', '').length, callerNames.length, `${name}, ${about}`);
      }
    }
  });

  for (const origin of [undefined, 'https://elsewhere.example', 'null']) {
    it(`refuses every unsafe request with ${origin === undefined ? 'no origin' : `the origin ${origin}`}`, async () => {
      const bureau = await server.as('province');
      for (const route of routes) {
        if (safeMethods.has(route.method)) continue;
        const headers = { cookie: bureau.cookies(), ...(origin && { origin }) };
        const response = await fetch(server.url + address(route), { method: route.method, headers });
        assert.equal(response.status, 403, `${route.method} ${route.path}`);
        const problem = Problem.parse(await response.json());
        assert.equal(problem.code, 'wrong-origin', `${route.method} ${route.path}`);
      }
    });
  }

  it('refuses a visitor everything that is not for everybody, before reading what they sent', async () => {
    const visitor = server.visitor();
    for (const route of routes) {
      if (forAnybody.has(route.rule)) continue;
      const response = await visitor.fetch(address(route), {
        method: route.method,
        // As if it had come through a proxy: programs on this machine may see more.
        headers: { 'x-forwarded-for': '203.0.113.7' },
      });
      assert.ok(
        response.status === 401 || response.status === 404,
        `${route.method} ${route.path} answered ${response.status}`,
      );
      await response.body?.cancel();
    }
  });

  it('answers nothing that is not there, to nobody', async () => {
    for (const name of ['li', 'school1', 'province', 'rev1', 'ops'] as const) {
      const somebody = await server.as(name);
      for (const route of routes) {
        if (!route.path.includes(':') || !safeMethods.has(route.method) || route.method === 'OPTIONS')
          continue;
        const headers = { 'tus-resumable': '1.0.0' };
        const response = await somebody.fetch(address(route), { method: route.method, headers });
        assert.ok(
          [403, 404, 410].includes(response.status),
          `${name}: ${route.method} ${route.path} answered ${response.status}`,
        );
        await response.body?.cancel();
      }
    }
  });

  it('sends its security headers with every answer', async () => {
    const visitor = server.visitor();
    for (const route of routes) {
      const response = await visitor.fetch(address(route), { method: route.method });
      const about = `${route.method} ${route.path}`;
      assert.match(response.headers.get('content-security-policy') ?? '', /^default-src 'none'/, about);
      assert.doesNotMatch(response.headers.get('content-security-policy') ?? '', /unsafe/, about);
      assert.equal(response.headers.get('x-content-type-options'), 'nosniff', about);
      assert.ok(response.headers.get('x-request-id'), about);
      assert.equal(response.headers.get('x-powered-by'), null, about);
      await response.body?.cancel();
    }
  });

  it('gives a visitor no cookie', async () => {
    const visitor = server.visitor();
    for (const route of routes) {
      if (!safeMethods.has(route.method)) continue;
      const response = await visitor.fetch(address(route), { method: route.method });
      assert.deepEqual(response.headers.getSetCookie(), [], `${route.method} ${route.path}`);
      await response.body?.cancel();
    }
  });
});
