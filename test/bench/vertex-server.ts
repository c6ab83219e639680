import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Target } from '../../app/domain/job/job.ts';
import { controlAt, type Control } from '../../app/sandbox/client/control.ts';

export type VertexServer = {
  readonly url: string;
  /** Path of the file with its credentials. */
  readonly credentials: string;
  readonly targets: readonly Target[];
  readonly control: Control;
  stop(): Promise<void>;
};

/** As in the sandbox, which has one project. */
const project = 'sandbox-project';
const locations = ['us-central1', 'europe-west4', 'us-east1', 'asia-east1'];

/**
 * Starts the sandbox's Vertex AI in another process, with so many live jobs spread over so many targets, in these states in
 * turn. Its credentials become those of this process.
 */
export async function startVertex(
  jobs: number,
  targets: number,
  states: readonly string[] = ['PENDING', 'RUNNING'],
): Promise<VertexServer> {
  const directory = await mkdtemp(join(tmpdir(), 'vertex-job-bot-bench-'));
  const chosen = locations.slice(0, targets);
  const asked = JSON.stringify({ locations: chosen, jobs, states, directory });
  const child = fork(join(import.meta.dirname, 'vertex-process.ts'), [asked]);
  const exited = once(child, 'exit');
  const said: unknown = await Promise.race([
    once(child, 'message').then((given: unknown[]) => given[0]),
    exited.then(() => Promise.reject(new Error('The Vertex server did not start.'))),
  ]);
  const { url, credentials } = z.object({ url: z.string(), credentials: z.string() }).parse(said);
  process.env['GOOGLE_APPLICATION_CREDENTIALS'] = credentials;
  return {
    url,
    credentials,
    targets: chosen.map((location) => ({ project, location })),
    control: controlAt(url),
    async stop() {
      child.disconnect();
      await exited;
      await rm(directory, { recursive: true });
    },
  };
}
