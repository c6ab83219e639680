import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Holds at most `most` connections, and always takes the newest: for it the one goes that has waited longest without a request, or
 * else the one whose request is oldest. So those who open connections and say nothing keep nobody out, least of all a health probe.
 */
export function keepRoom(server: Server, most: number): void {
  // Sets keep their order: the first has waited longest.
  const waiting = new Set<Socket>();
  const atWork = new Set<Socket>();

  server.on('connection', (socket) => {
    if (waiting.size + atWork.size >= most) oldest(waiting, atWork)?.destroy();
    waiting.add(socket);
    socket.once('close', () => {
      waiting.delete(socket);
      atWork.delete(socket);
    });
  });
  server.on('request', ({ socket }, response) => {
    waiting.delete(socket);
    atWork.add(socket);
    response.once('close', () => {
      if (atWork.delete(socket) && !socket.destroyed) waiting.add(socket);
    });
  });
}

function oldest(waiting: Set<Socket>, atWork: Set<Socket>): Socket | undefined {
  const [socket] = waiting.size > 0 ? waiting : atWork;
  // At once, not when it has closed: many may come in one turn.
  if (socket !== undefined && !waiting.delete(socket)) atWork.delete(socket);
  return socket;
}
