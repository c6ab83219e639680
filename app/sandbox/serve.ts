// `npm run sandbox -- --servers`: the two servers alone, until a signal.

import { startServers } from './servers.ts';

/** Starts both servers and prints the variables that connect a bot to them, one NAME=value per line; `SANDBOX_READY=1` comes last. */
export async function serve(mode: 'socket' | 'http'): Promise<number> {
  const servers = await startServers({ mode });
  const lines = { ...servers.env, VERTEX_TOKEN: servers.vertex.token, SANDBOX_READY: '1' };
  for (const [name, value] of Object.entries(lines)) process.stdout.write(`${name}=${value}\n`);
  await signalled();
  await servers.stop();
  return 0;
}

/** Resolves on the first SIGINT or SIGTERM. A second one ends the process at once. */
function signalled(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
