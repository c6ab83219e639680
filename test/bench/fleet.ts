// The bot's poller on a real store and, over HTTP, the sandbox's Vertex AI with so many live jobs: what the benches of sweeps share.

import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { inspect } from 'node:util';
import { createStore } from '../../app/store/store.ts';
import type { Store } from '../../app/usecase/ports/store/store.ts';
import { createPollMemory } from '../../app/usecase/poll/poll-memory.ts';
import { createPoller } from '../../app/usecase/poll/poller.ts';
import { createGoogleAuth } from '../../app/vertex/auth.ts';
import { createVertex, type VertexDeps } from '../../app/vertex/client.ts';
import { pauseUntil } from '../../app/vertex/retry.ts';
import type { NamedDatabase } from './databases.ts';
import { followAll, takeWatched, watchAll } from './followed-jobs.ts';
import type { VertexServer } from './vertex-server.ts';

/** A request as the poller sent it. */
export type Sent = { readonly url: string; readonly headers: Headers };

export type Fleet = {
  readonly store: Store;
  /** One tick: polls every target, and resolves with the requests that were sent. Rejects unless each poll is good. */
  sweep(): Promise<readonly Sent[]>;
  stop(): Promise<void>;
};

const timeoutMs = 30_000;
const tickMs = 20_000;
/** The first sweep shows the watches their jobs; in the second, nothing is new. */
const warmUps = 2;

/** Follows all jobs of a Vertex AI in a new database, and sweeps until nothing is new. */
export async function startFleet(server: VertexServer, { open }: NamedDatabase): Promise<Fleet> {
  const { database, stop } = await open();
  const store = await createStore({
    database,
    clock,
    monotonic: () => performance.now(),
    newId: randomUUID,
    log: quiet,
  });
  const fleet: Fleet = {
    store,
    sweep: createSweep(store, server),
    async stop() {
      await store.close();
      await stop();
    },
  };
  try {
    await followAll(store, createVertex(googleOf(server.url, fetch)), server.targets);
    await watchAll(store);
    for (let i = 0; i < warmUps; i++) {
      await fleet.sweep();
      await takeWatched(store);
    }
    return fleet;
  } catch (error) {
    await fleet.stop();
    throw error;
  }
}

const clock = Date.now;
const quiet = { warn: () => undefined };

function createSweep(store: Store, { url, targets }: VertexServer): Fleet['sweep'] {
  let sent: Sent[] = [];
  const problems: unknown[] = [];
  const poller = createPoller({
    store,
    vertex: createVertex(
      googleOf(url, (input, init) => {
        if (typeof input === 'string') {
          sent.push({ url: input, headers: new Headers(init?.headers) });
        }
        return fetch(input, init);
      }),
    ),
    memory: createPollMemory(),
    turn: () => setImmediate(),
    newId: randomUUID,
    targets,
    leaseMs: 6 * timeoutMs,
    twoPollsMs: () => 2 * tickMs,
    tickMs: () => tickMs,
    // One sweep follows another without a pause.
    share: 1e9,
    count: (_, outcome) => outcome === 'good' || problems.push(outcome),
    polled: () => undefined,
    log: { ...quiet, error: (_, fields) => problems.push(fields?.['error']) },
  });
  return async () => {
    sent = [];
    poller.tick();
    await poller.idle();
    if (problems.length > 0) throw new Error(`A poll was not good: ${inspect(problems[0])}`);
    return sent;
  };
}

/** What a client of this Vertex AI takes. */
export function googleOf(endpoint: string, send: typeof fetch): VertexDeps {
  return {
    endpoint,
    auth: createGoogleAuth({ timeoutMs }),
    fetch: send,
    timeoutMs,
    random: Math.random,
    pause: pauseUntil(undefined),
    clock,
  };
}
