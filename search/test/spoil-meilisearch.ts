import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** What stands in front of a Meilisearch does with each request. */
export type Spoiling =
  | { do: 'pass' }
  | { do: 'delay'; milliseconds: number }
  | { do: 'answer'; text: string };

/** A server in front of a Meilisearch that spoils what it is told to. */
export interface SpoiledMeilisearch extends AsyncDisposable {
  url: string;
  spoil(how: Spoiling): void;
}

export async function spoilMeilisearch(url: string): Promise<SpoiledMeilisearch> {
  let how: Spoiling = { do: 'pass' };
  const server = createServer(async (request, response) => {
    const now = how;
    if (now.do === 'answer') {
      request.resume();
      response.writeHead(200, { 'content-type': 'application/json' }).end(now.text);
      return;
    }
    if (now.do === 'delay') await wait(now.milliseconds);
    const { method, headers } = request;
    const asked = httpRequest(new URL(request.url ?? '/', url), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    asked.on('error', () => response.destroy());
    request.pipe(asked);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spoil: (next) => {
      how = next;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
