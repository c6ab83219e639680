import { z } from 'zod';
import type { VertexServer } from './vertex-server.ts';

/** Moves other jobs each time, from PENDING to RUNNING or back. */
export async function createChange({ control }: VertexServer, count: number) {
  if (count === 0) return () => Promise.resolve();
  const { jobs } = recorded.parse(await control('GET', 'jobs'));
  const states = new Map(jobs.map(({ id, state }) => [id, state]));
  let next = 0;
  return async (): Promise<void> => {
    for (const { id } of jobs.slice(next, next + count)) {
      const state = states.get(id) === 'PENDING' ? 'RUNNING' : 'PENDING';
      states.set(id, state);
      await control('POST', `jobs/${id}/state`, { state });
    }
    next = (next + count) % jobs.length;
  };
}

const recorded = z.object({ jobs: z.array(z.object({ id: z.string(), state: z.string() })) });
