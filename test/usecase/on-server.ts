// A bot of the harness whose Vertex AI is the sandbox's server, by the same clock, and the server's books.

import { z } from 'zod';
import { startVertexServer, type VertexServer } from '../../app/sandbox/vertex/server.ts';
import { succeeded } from '../../app/domain/error/failure.ts';
import { createVertex } from '../../app/vertex/client.ts';
import { createHarness, target } from './harness.ts';

const projects = [{ id: target.project, number: '123' }];

const records = z.looseObject({
  requests: z.array(
    z.looseObject({
      at: z.string().transform((at) => Date.parse(at)),
      call: z.string().nullable(),
      status: z.number().nullish(),
    }),
  ),
  jobs: z.array(z.looseObject({ state: z.string() })),
});

/** Starts both. */
export async function startOnServer(atEnd: (stop: () => Promise<void>) => void) {
  const bot = await createHarness();
  const server = await startVertexServer({ projects, clock: bot.now });
  atEnd(() => server.stop());
  const real = createVertex({
    endpoint: server.url,
    timeoutMs: 5_000,
    auth: {
      headers: () =>
        Promise.resolve(succeeded(new Headers({ authorization: `Bearer ${server.token}` }))),
    },
    fetch: globalThis.fetch,
    random: () => 0,
    pause: () => Promise.resolve(),
    clock: bot.now,
  });
  Object.assign(bot.vertex, real);
  return { bot, server };
}

/** What the server was asked, and what became of its jobs. */
export async function readBooks({ url }: VertexServer) {
  return records.parse(await (await fetch(`${url}/sandbox/records`)).json());
}

/** The most calls of any span of time (a minute). */
export function mostWithin(times: readonly number[], spanMs = 60_000): number {
  let [most, from] = [0, 0];
  for (const [nth, at] of times.entries()) {
    while ((times[from] ?? at) <= at - spanMs) from++;
    most = Math.max(most, nth - from + 1);
  }
  return most;
}
