import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, createServer, get, type RequestListener } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { it, type TestContext } from 'node:test';
import { askOnce } from '../test/ask-once.ts';
import { prepareDrain } from './drain-server.ts';

async function serve(t: TestContext, listener: RequestListener) {
  const server = createServer(listener);
  const drain = prepareDrain(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.closeAllConnections());
  const { port } = server.address() as AddressInfo;
  return { server, drain, port, url: `http://127.0.0.1:${port}/` };
}

it('everybody who has connected is answered, also those whom the server was not told of yet', async (t) => {
  const { server, drain, url } = await serve(t, (_request, response) => response.end('whole'));
  const all = Array.from({ length: 50 }, () => askOnce(url));
  // The system has connected the others by now.
  await once(server, 'connection');
  await drain(10_000);
  const ends = new Map<string, number>();
  for (const asked of await Promise.all(all)) {
    const end = asked.end === 'answered' ? asked.body.toString() : asked.end;
    ends.set(end, (ends.get(end) ?? 0) + 1);
  }
  assert.deepEqual(Object.fromEntries(ends), { whole: 50 });
  assert.equal((await askOnce(url)).end, 'refused');
});

it('a kept connection is told to close with the answer that it waits for, and ended where it waits for none', async (t) => {
  const answer = Promise.withResolvers<void>();
  const { server, drain, url } = await serve(t, async ({ url: path }, response) => {
    if (path === '/slow') await answer.promise;
    response.end('whole');
  });
  const agent = new Agent({ keepAlive: true });
  t.after(() => agent.destroy());
  const ask = async (path: string) => {
    const [response] = await once(get(new URL(path, url), { agent }), 'response');
    response.resume();
    await once(response, 'end');
    return response.headers.connection;
  };
  const slow = ask('/slow');
  await once(server, 'request');
  assert.equal(await ask('/quick'), 'keep-alive');
  const drained = drain(10_000);
  answer.resolve();
  assert.equal(await slow, 'close');
  await drained;
});

it('a connection without a request and a request without an end hold nobody up for ever', async (t) => {
  const { server, drain, port, url } = await serve(t, () => {});
  const silent = connect(port, '127.0.0.1').on('error', () => {});
  const ended = once(silent, 'close');
  await once(server, 'connection');
  const endless = askOnce(url);
  await once(server, 'request');
  await drain(1500);
  await ended;
  assert.equal((await endless).end, 'cut');
});
