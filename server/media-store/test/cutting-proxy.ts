import { connect, createServer, type Socket } from 'node:net';

/** Passes bytes on to a server and cuts connections as a bad line does. */
export interface CuttingProxy {
  url: string;
  /** Bytes that the server has sent. */
  received(): number;
  /** The next so many connections that carry more than `after` bytes, in either direction, are reset there. */
  cut(times: number, after: number): void;
  /** Connections that were reset. */
  cuts(): number;
  close(): Promise<void>;
}

/** `bytesPerSecond`: of all that the server sends, as on a narrow line. */
export async function startCuttingProxy(
  target: string,
  { bytesPerSecond = Number.POSITIVE_INFINITY }: { bytesPerSecond?: number } = {},
): Promise<CuttingProxy> {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  let [left, limit, done] = [0, 0, 0];
  let received = 0;
  /** When the line is free again, on the clock of `performance`. */
  let freeAt = 0;

  /** How long to wait before more is read of a server that has sent so many bytes. */
  function holdBack(bytes: number): number {
    received += bytes;
    const now = performance.now();
    freeAt = Math.max(now, freeAt) + (bytes / bytesPerSecond) * 1000;
    return freeAt - now;
  }

  const server = createServer((client) => {
    const behind = connect(Number(port), hostname);
    let bytes = 0;
    for (const [from, to] of [
      [client, behind],
      [behind, client],
    ] as const) {
      open.add(from);
      from.on('data', (chunk) => {
        bytes += chunk.length;
        if (left > 0 && bytes > limit) {
          left -= 1;
          done += 1;
          client.resetAndDestroy();
          behind.resetAndDestroy();
          return;
        }
        if (to.destroyed) return;
        const goesOn = to.write(chunk);
        const waitMs = from === behind ? holdBack(chunk.length) : 0;
        if (goesOn && waitMs < 1) return;
        from.pause();
        const resume = () => setTimeout(() => from.resume(), waitMs);
        if (goesOn) resume();
        else to.once('drain', resume);
      });
      from.on('end', () => to.end());
      from.on('error', () => to.destroy());
      from.on('close', () => {
        open.delete(from);
        to.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no address');
  return {
    url: `http://127.0.0.1:${address.port}`,
    cut(times, after) {
      [left, limit, done] = [times, after, 0];
    },
    cuts: () => done,
    received: () => received,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}
