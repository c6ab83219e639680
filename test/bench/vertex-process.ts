// The sandbox's Vertex AI in a process of its own, so that its CPU isn't counted with the bot's. Started by `vertex-server.ts`
// with the locations, the number of live jobs and their states as JSON.

import { z } from 'zod';
import { launchIdLabel } from '../../app/domain/job/job.ts';
import { controlAt } from '../../app/sandbox/client/control.ts';
import { startVertexServer } from '../../app/sandbox/vertex/server.ts';

const asked = z
  .object({
    locations: z.array(z.string()),
    jobs: z.number(),
    states: z.array(z.string()),
    directory: z.string(),
  })
  .parse(JSON.parse(process.argv[2] ?? ''));
const seedsAtOnce = 16;

const server = await startVertexServer({ locations: asked.locations });
const control = controlAt(server.url);
// What is measured is the cost of a sweep, not how it waits for a quota.
await control('POST', 'quota', { crudPerMinute: 1_000_000_000 });
for (let from = 0; from < asked.jobs; from += seedsAtOnce) {
  const some = Array.from({ length: Math.min(seedsAtOnce, asked.jobs - from) }, (_, i) => from + i);
  await Promise.all(some.map((index) => control('POST', 'jobs', liveJob(index))));
}
const credentials = await server.writeCredentials(asked.directory);
process.send?.({ url: server.url, credentials });
// Ends with the bench, whatever ended that.
process.once('disconnect', () => process.exit(0));

/** It stays in its state. */
function liveJob(index: number): unknown {
  const name = `resnet-50-sweep-${index}`;
  return {
    location: asked.locations[index % asked.locations.length],
    custom: { phases: [{ state: asked.states[index % asked.states.length] }] },
    job: {
      displayName: name,
      labels: {
        [launchIdLabel]: `launch-${index}`,
        'launched-by': 'u0ana',
        template: 'resnet-50',
        team: 'vision',
      },
      jobSpec: {
        workerPoolSpecs: [
          {
            machineSpec: {
              machineType: 'g2-standard-8',
              acceleratorType: 'NVIDIA_L4',
              acceleratorCount: 1,
            },
            replicaCount: '1',
            containerSpec: {
              imageUri: 'us-docker.pkg.dev/ml-prod/train/resnet:v3',
              args: ['--epochs=90', '--lr=0.1', `--run=${name}`, '--data=gs://ml-prod/imagenet'],
            },
          },
        ],
      },
    },
  };
}
