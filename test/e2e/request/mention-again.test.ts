import { expect, test } from 'vitest';
import { z } from 'zod';
import { longTimeout, startSandbox, type Sandbox } from '../harness.ts';
import { ana, mlJobs } from '../workspace.ts';

const said = z.looseObject({ ts: z.string() });
const recordsSchema = z.looseObject({
  payloads: z.array(
    z.looseObject({
      id: z.string(),
      payload: z.record(z.string(), z.json()),
      attempts: z.array(z.looseObject({ outcome: z.string() })),
    }),
  ),
});

/** Ids of the acked mentions, oldest first. */
async function mentions({ client }: Sandbox): Promise<readonly string[]> {
  const { payloads } = recordsSchema.parse(await client.slack('GET', 'records'));
  return payloads
    .filter(({ payload }) => JSON.stringify(payload).includes('"app_mention"'))
    .filter(({ attempts }) => attempts.some(({ outcome }) => outcome === 'acked'))
    .map(({ id }) => id);
}

test(
  'a message is one request: edited, unfurled, and brought again to the next process',
  longTimeout,
  async ({ onTestFinished }) => {
    const sandbox = await startSandbox(onTestFinished);
    const { client } = sandbox;
    const first = await sandbox.bot();
    const act = async (name: string, body: object) =>
      client.slack('POST', `act/${name}`, { user: ana, channel: mlJobs, ...body });
    const { ts } = said.parse(await act('say', { text: '@vertexjobs, launch runaway' }));
    await sandbox.see({ kind: 'message', match: 'Running' });

    await act('edit', { ts, text: '@vertexjobs launch runaway max-time=1h' });
    await sandbox.see({ kind: 'ephemeral', user: ana, match: 'edited messages' });
    await client.slack('POST', 'act/unfurl', { channel: mlJobs, ts });
    await act('edit', { ts, text: '@vertexjobs launch runaway max-time=2h' });
    await expect.poll(() => mentions(sandbox), { timeout: 20_000 }).toHaveLength(4);
    await sandbox.kill(first);
    const since = await client.last();
    await sandbox.bot();
    for (const id of await mentions(sandbox)) {
      expect(await client.slack('POST', 'redeliver', { id })).toMatchObject({ outcome: 'acked' });
    }
    // Whatever came of them would be seen before this.
    await sandbox.type('/job help');
    expect(await sandbox.jobs()).toHaveLength(1);
    const answers = await client.wait({
      kind: 'ephemeral',
      match: 'edited|Launching',
      since,
      timeoutMs: 1_000,
    });
    expect(answers).toBeUndefined();
  },
);
