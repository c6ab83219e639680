// `npm run sandbox -- --servers`: the two servers alone, until a signal.

import { startWorld } from './world.ts';

/** Starts both servers and prints how a bot is connected to them, one NAME=value a line; the last says that they are there. */
export async function serve(mode: 'socket' | 'http'): Promise<number> {
  const world = await startWorld({ mode });
  const lines = { ...world.env, VERTEX_TOKEN: world.vertex.token, SANDBOX_READY: '1' };
  for (const [name, value] of Object.entries(lines)) process.stdout.write(`${name}=${value}\n`);
  await signalled();
  await world.stop();
  return 0;
}

/** Resolves with the first SIGINT or SIGTERM; a second one ends the process at once. */
export function signalled(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
