import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Limits a server to `most` connections and always accepts the newest. For it, the connection that
 * has waited longest without a request is closed, or else the one with the oldest request. So idle
 * connections keep nobody out, least of all a health probe.
 */
export function keepRoom(server: Server, most: number): void {
  // A Set keeps insertion order: the first has waited longest.
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
  // At once, not on close: many may come in one turn of the event loop.
  if (socket !== undefined && !waiting.delete(socket)) atWork.delete(socket);
  return socket;
}
