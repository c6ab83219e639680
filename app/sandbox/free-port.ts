// Finds a port for a server that starts later, perhaps several times.

import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * The range stays below the ephemeral ports (from 32768 on Linux, 49152 elsewhere). An ephemeral port may be taken by another process by
 * the time the server starts, or starts again after a kill.
 */
const lowest = 12_000;
const highest = 32_000;

/** A loopback port that is free now. */
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
