import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/**
 * `reset`: both sides see the connection fall. `half-open`: both wait for ever. `bad-gateway`: the client is
 * answered 502, as by a proxy that lost the server.
 */
export const cuts = ['reset', 'half-open', 'bad-gateway'] as const;
export type Cut = (typeof cuts)[number];

export interface CuttingProxy {
  url: string;
  /** Bytes that came from clients and were sent on. */
  forwarded: number;
  cuts: number;
  /** Bytes until the next connections are cut; infinity lets everything through. */
  setBudget(next: () => number): void;
  stop(): Promise<void>;
}

const badGateway = 'HTTP/1.1 502 Bad Gateway\r\nConnection: close\r\nContent-Length: 0\r\n\r\n';

/** Four resets, then one that stays half-open. */
const inTurn = (cut: number): Cut => (cut % 5 === 4 ? 'half-open' : 'reset');

/**
 * Stands between client and server and cuts a connection after a number of bytes. While there is no server
 * (`port` is undefined) it answers 502.
 */
export async function startCuttingProxy(
  port: number | (() => number | undefined),
  next: () => number,
  chooseCut: (cut: number) => Cut = inTurn,
  onCut: (cut: Cut) => void = () => {},
): Promise<CuttingProxy> {
  const open = new Set<Socket>();
  let budget = next;
  const server = createServer((client) => {
    follow(client);
    const serverPort = typeof port === 'number' ? port : port();
    if (serverPort === undefined) {
      client.once('data', () => client.end(badGateway));
      return;
    }
    const upstream = connect(serverPort, '127.0.0.1');
    follow(upstream);
    let left = budget();
    const cut = chooseCut(proxy.cuts);
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
      onCut(cut);
      client.removeAllListeners('data');
      upstream.unpipe(client);
      if (cut === 'half-open') return;
      if (cut === 'reset') client.resetAndDestroy();
      else client.resume().end(badGateway);
      // What was written before still arrives, as it would from a line that goes down behind it.
      upstream.write('', () => upstream.resetAndDestroy());
    });
    client.on('close', () => {
      if (cut !== 'half-open' || left > 0) upstream.destroy();
    });
    upstream.on('close', () => {
      if (cut !== 'bad-gateway' || left > 0) client.destroy();
    });
  });

  function follow(socket: Socket): void {
    open.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => open.delete(socket));
  }

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
