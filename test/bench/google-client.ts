// Google's own client for the jobs of Vertex AI. It is installed in `test/peers`, and only when asked for.

import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

/** The part of google-cloud-node's JobServiceClient that is measured. */
type JobService = {
  getCustomJob(request: { readonly name: string }): Promise<unknown>;
  close(): Promise<void>;
};

const folder = join(import.meta.dirname, '../peers');
const library = z.object({
  v1beta1: z.object({ JobServiceClient: z.custom<new (options: object) => JobService>() }),
});

/** Installs Google's client. */
export async function installGoogleClient(): Promise<void> {
  await promisify(execFile)('npm', ['ci', '--prefix', folder, '--no-audit', '--no-fund']);
}

/** Google's client, with the credentials of this process. It speaks REST, since the sandbox has no gRPC. */
export function createGoogleClient(server: string): JobService {
  const { hostname, port } = new URL(server);
  const loaded: unknown = createRequire(join(folder, 'package.json'))('@google-cloud/aiplatform');
  const { JobServiceClient } = library.parse(loaded).v1beta1;
  return new JobServiceClient({
    fallback: true,
    apiEndpoint: hostname,
    port: Number(port),
    protocol: 'http',
  });
}
