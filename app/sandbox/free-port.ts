// A port for a server that is started later, perhaps several times.

import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below the ports that systems give to outgoing connections and to servers that don't care (from 32768 on Linux, 49152 elsewhere): one of
 * those can be somebody else's by the time its server starts, or starts again after a kill.
 */
const lowest = 12_000;
const highest = 32_000;

/** A loopback port nobody listens on now. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(lowest, highest);
    if (await isFree(port)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
