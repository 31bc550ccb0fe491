import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Problem } from '../contract/problem.ts';
import { startSqliteFolder } from '../db/test/each-database.ts';
import { routes } from '../routes.ts';
import type { TestClient } from './client.ts';
import { startServer, type TestServer } from './start-server.ts';

describe('what a request’s content may be', () => {
  let server: TestServer & { close(): Promise<void> };
  let province: TestClient;
  const databases = startSqliteFolder();
  before(async () => {
    server = await startServer(await databases.newDatabase());
    province = await server.as('province');
  });
  after(async () => {
    await server.close();
    await databases.stop();
  });

  async function send(path: string, body: BodyInit | undefined, headers: Record<string, string>) {
    const response = await province.fetch(path, { method: 'POST', body, headers });
    if (response.status < 400) return { status: response.status };
    const { code, title } = Problem.parse(await response.json());
    return { status: response.status, code, title };
  }
  const group = JSON.stringify({ name: '实验集团', kind: 'group' });
  const refused: [what: string, headers: Record<string, string>, code: string, types: RegExp][] = [
    ['text', { 'content-type': 'text/plain' }, 'content-type', /application\/json, application\/x-www-form/],
    ['another JSON', { 'content-type': 'application/merge-patch+json' }, 'content-type', /application\/json/],
    ['a form with files', { 'content-type': 'multipart/form-data; boundary=x' }, 'content-type', /json/],
    ['no media type', { 'content-type': 'json' }, 'content-type', /application\/json/],
    ['another charset', { 'content-type': 'application/json; charset=gbk' }, 'content-type', /UTF-8/],
    [
      'another coding',
      { 'content-type': 'application/json', 'content-encoding': 'compress' },
      'content-encoding',
      /gzip, deflate, br/,
    ],
  ];
  for (const [what, headers, code, types] of refused) {
    it(`is refused with 415, and what is accepted is said: ${what}`, async () => {
      const answer = await send('/api/groups', group, headers);
      assert.deepEqual([answer.status, answer.code], [415, code]);
      assert.match(answer.title ?? '', types);
    });
  }

  it('is taken as JSON in UTF-8 and as a plain form', async () => {
    for (const type of ['application/json', 'application/json; charset=utf-8', 'application/JSON']) {
      assert.equal((await send('/api/groups', group, { 'content-type': type })).status, 201, type);
    }
    const form = new URLSearchParams({ name: '实验集团', kind: 'group' });
    assert.equal((await send('/api/groups', form, {})).status, 201);
  });

  it('may be nothing: then it is told what is missing', async () => {
    assert.deepEqual((await send('/api/groups', undefined, {})).code, 'invalid-request');
    const broken = await send('/api/groups', '{', { 'content-type': 'application/json' });
    assert.deepEqual([broken.status, broken.code], [400, 'invalid-json']);
  });

  it('is looked at by every route that reads one, and after who asks', async () => {
    const readers = routes.filter(({ body, rawBody }) => body && !rawBody);
    assert.ok(readers.length > 20);
    const headers = { 'content-type': 'text/plain' };
    for (const { method, path, rule } of readers) {
      const address = path.replace(/:(\w+)/g, '0000000000000000');
      const visitor = await server.visitor().fetch(address, { method, body: 'x', headers });
      const status = ['public', 'with-token'].includes(rule) ? 415 : 401;
      assert.equal(visitor.status, status, `${method} ${path}`);
      await visitor.body?.cancel();
      const response = await province.fetch(address, { method, body: 'x', headers });
      assert.ok([403, 415].includes(response.status), `${method} ${path} answered ${response.status}`);
      await response.body?.cancel();
    }
  });
});
