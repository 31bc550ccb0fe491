import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface CuttingProxy {
  url: string;
  /** Bytes that came from clients and were sent on. */
  forwarded: number;
  cuts: number;
  /** Bytes until the next connections are cut; infinity lets everything through. */
  setBudget(next: () => number): void;
  stop(): Promise<void>;
}

/**
 * Stands between client and server and cuts a connection after a number of bytes, in turn by reset, and by
 * letting both sides wait for ever.
 */
export async function startCuttingProxy(port: number, next: () => number): Promise<CuttingProxy> {
  const open = new Set<Socket>();
  let budget = next;
  const server = createServer((client) => {
    const upstream = connect(port, '127.0.0.1');
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => open.delete(socket));
    }
    let left = budget();
    const halfOpen = proxy.cuts % 5 === 4;
    upstream.pipe(client);
    client.on('data', (bytes) => {
      const sent = bytes.subarray(0, left);
      left -= sent.length;
      proxy.forwarded += sent.length;
      if (sent.length > 0 && !upstream.write(sent)) {
        client.pause();
        upstream.once('drain', () => client.resume());
      }
      if (left > 0) return;
      proxy.cuts += 1;
      client.removeAllListeners('data');
      if (halfOpen) {
        upstream.unpipe(client);
        return;
      }
      client.resetAndDestroy();
      // What was written before still arrives, as it would from a line that goes down behind it.
      upstream.write('', () => upstream.resetAndDestroy());
    });
    client.on('close', () => {
      if (!halfOpen) upstream.destroy();
    });
    upstream.on('close', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy: CuttingProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    forwarded: 0,
    cuts: 0,
    setBudget(given) {
      budget = given;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
  return proxy;
}
