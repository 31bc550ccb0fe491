import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startSqliteFolder } from '../db/test/each-database.ts';
import { routes } from '../routes.ts';
import { startServer, type TestServer } from './start-server.ts';

/** Ids of nothing. */
const address = (path: string) => path.replace(/\{?\/?\*(\w+)\}?/g, '/nothing').replace(/:(\w+)/g, '1');

describe('security headers', () => {
  const publicUrl = 'https://qianke.example';
  const databases = startSqliteFolder();
  let secure: TestServer & { close(): Promise<void> };
  let plain: TestServer & { close(): Promise<void> };
  before(async () => {
    secure = await startServer(await databases.newDatabase(), { environment: { PUBLIC_URL: publicUrl } });
    plain = await startServer(await databases.newDatabase());
  });
  after(async () => {
    await secure.close();
    await plain.close();
    await databases.stop();
  });

  async function headersOf(server: TestServer, { method, path }: (typeof routes)[number]) {
    const response = await server.visitor().fetch(address(path), { method, headers: { origin: publicUrl } });
    await response.body?.cancel();
    return response.headers;
  }

  it('are on every answer where the library is on https', async () => {
    for (const route of routes) {
      const headers = await headersOf(secure, route);
      const about = `${route.method} ${route.path}`;
      assert.match(headers.get('strict-transport-security') ?? '', /max-age=31536000/, about);
      assert.equal(headers.get('cross-origin-opener-policy'), 'same-origin', about);
      assert.equal(headers.get('cross-origin-resource-policy'), 'same-origin', about);
      assert.equal(headers.get('referrer-policy'), 'same-origin', about);
      assert.equal(headers.get('x-content-type-options'), 'nosniff', about);
    }
  });

  it('let nobody but the player stand in other people’s pages', async () => {
    for (const route of routes) {
      const policy = (await headersOf(secure, route)).get('content-security-policy') ?? '';
      const ancestors = /frame-ancestors ([^;]+)/.exec(policy)?.[1];
      assert.equal(ancestors, route.path.startsWith('/embed/') ? '*' : "'none'", route.path);
    }
  });

  it('promise nothing on plain http that a browser would hold against the next visit', async () => {
    for (const route of routes.filter(({ page }) => page)) {
      assert.equal((await headersOf(plain, route)).get('strict-transport-security'), null, route.path);
    }
  });
});
