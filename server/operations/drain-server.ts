import { once } from 'node:events';
import type { Server, ServerResponse } from 'node:http';
import { type Socket, Server as SocketServer } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';

interface Line {
  running: Set<ServerResponse>;
  /** Whether it has brought a request. */
  used: boolean;
}

/** Who has just connected may need so long to send their request, ms. */
const firstRequestWithin = 1000;
/** For those who connected before the server was told to stop, ms: under a flood it ends all the same. */
const longestTaking = 1000;
/** The first may be the rest of the turn that we are in, in which nobody is let in. */
const quietTurns = 3;

/**
 * Watches a server from its start on, and answers with what ends it without failing a request: whoever has
 * connected by then is answered, and told that the connection closes; nobody else is let in. What runs for longer
 * than `longest` ms is cut.
 */
export function prepareDrain(server: Server): (longest: number) => Promise<void> {
  const lines = new Map<Socket, Line>();
  let draining = false;
  let taken = 0;
  server.on('connection', (socket) => {
    taken += 1;
    lines.set(socket, { running: new Set(), used: false });
    socket.once('close', () => lines.delete(socket));
  });
  server.prependListener('request', ({ socket }, response) => {
    if (draining) response.setHeader('Connection', 'close');
    const line = lines.get(socket);
    if (!line) return;
    line.used = true;
    line.running.add(response);
    response.once('close', () => line.running.delete(response));
  });

  /** The system has connections that the server was not told of yet, one in each turn; closing would reset them. */
  async function takeAllThatConnected(): Promise<void> {
    const deadline = performance.now() + longestTaking;
    for (let quiet = 0; quiet < quietTurns && performance.now() < deadline; ) {
      const before = taken;
      await nextTurn();
      quiet = taken === before ? quiet + 1 : 0;
    }
  }

  return async (longest) => {
    draining = true;
    for (const { running } of lines.values())
      for (const response of running) if (!response.headersSent) response.setHeader('Connection', 'close');
    await takeAllThatConnected();
    const closed = once(server, 'close');
    // What the HTTP server adds to this ends connections whose first request is still on its way.
    SocketServer.prototype.close.call(server);
    const begun = performance.now();
    const endIdle = () => {
      const late = performance.now() - begun > firstRequestWithin;
      for (const [socket, { running, used }] of lines)
        if (running.size === 0 && (used || late)) socket.destroySoon();
    };
    endIdle();
    const ending = setInterval(endIdle, 50);
    const cutting = setTimeout(() => server.closeAllConnections(), longest);
    await closed;
    clearInterval(ending);
    clearTimeout(cutting);
  };
}
