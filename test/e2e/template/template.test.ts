import { expect, test } from 'vitest';
import { z } from 'zod';
import { longTimeout, startSandbox } from '../harness.ts';
import { ana, mlJobs, root, wanda } from '../workspace.ts';

const yaml = (command: string) => `name: say
parameters:
  word: { type: string, default: hi }
displayName: say {{word}}
target: sandbox-project/us-central1
jobSpec:
  workerPoolSpecs:
    - machineSpec: { machineType: n1-standard-4 }
      replicaCount: 1
      containerSpec: { imageUri: gcr.io/x/y, command: [${command}], args: ['{{word}}'] }
`;

test(
  'a template is written in Slack, launched, changed by two at once, and brought back',
  longTimeout,
  async ({ onTestFinished }) => {
    const sandbox = await startSandbox(onTestFinished);
    await sandbox.bot();
    const { client } = sandbox;
    const type = (user: string, text: string) => client.type(user, mlJobs, `/job ${text}`);
    const told = (user: string, match: string) => sandbox.see({ kind: 'ephemeral', user, match });
    const window = (user: string, match: string) => sandbox.see({ kind: 'view', user, match });

    await type(ana, 'template save say');
    await told(ana, 'Only a workspace admin can change templates');

    await type(wanda, 'template save say');
    await window(wanda, 'Saving .*say.* as v1');
    expect(await client.submit(wanda, { yaml: 'name: say\njobSpec: {}' })).toMatchObject({
      notice: expect.stringContaining('workerPoolSpecs') as string,
    });
    await client.submit(wanda, { file: yaml('echo'), note: 'first' });
    await told(wanda, 'Saved .*say.* as v1');

    await type(ana, 'launch say word=hello');
    await sandbox.see({ kind: 'message', channel: mlJobs, match: 'say hello' });

    await type(wanda, 'template edit say');
    await window(wanda, 'as v2');
    await type(root, 'template edit say');
    await window(root, 'as v2');
    await client.submit(wanda, { yaml: yaml('printf'), note: 'no newline' });
    await told(wanda, 'as v2');
    await client.submit(root, { yaml: yaml('cat') });
    await window(root, 'Not saved yet.*\n?.*no newline');
    await client.submit(root, {});
    await told(root, 'as v3');

    await type(ana, 'template history say v1');
    await told(ana, 'from v1 to v3');
    await type(wanda, 'template restore say v1 simpler');
    await told(wanda, 'as v4, which is v1 again');
    await type(wanda, 'template delete say');
    await told(wanda, 'Deleted .*say');
    await type(ana, 'launch say');
    await told(ana, 'There is no template .say');

    const byHand = {
      displayName: 'by hand',
      jobSpec: {
        workerPoolSpecs: [
          {
            machineSpec: { machineType: 'n1-standard-4' },
            replicaCount: 1,
            containerSpec: { imageUri: 'gcr.io/x/y' },
          },
        ],
      },
    };
    const { name } = z
      .looseObject({ name: z.string() })
      .parse(await client.vertex('POST', 'jobs', { job: byHand }));
    await type(wanda, `rerun ${name}`);
    await told(wanda, 'Launching .*by hand');
    await sandbox.see({ kind: 'message', channel: mlJobs, match: 'by hand' });
    const { jobs } = await client.vertexRecords();
    expect(jobs.map((job) => job.displayName)).toEqual(['say hello', 'by hand', 'by hand']);
  },
);
