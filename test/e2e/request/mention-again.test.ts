import { expect, test } from 'vitest';
import { z } from 'zod';
import { ana, mlJobs, patience, setStage, type Stage } from '../harness.ts';

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

/** Ids of the mentions that were delivered and acked, oldest first. */
async function mentions({ client }: Stage): Promise<readonly string[]> {
  const { payloads } = recordsSchema.parse(await client.slack('GET', 'records'));
  return payloads
    .filter(({ payload }) => JSON.stringify(payload).includes('"app_mention"'))
    .filter(({ attempts }) => attempts.some(({ outcome }) => outcome === 'acked'))
    .map(({ id }) => id);
}

test(
  'a message is one request: edited, unfurled, and brought again to the next process',
  patience,
  async ({ onTestFinished }) => {
    const stage = await setStage(onTestFinished);
    const { client } = stage;
    const first = await stage.bot();
    const act = async (name: string, body: object) =>
      client.slack('POST', `act/${name}`, { user: ana, channel: mlJobs, ...body });
    const { ts } = said.parse(await act('say', { text: '@vertexjobs, launch runaway' }));
    await stage.see({ kind: 'message', match: 'Running' });

    await act('edit', { ts, text: '@vertexjobs launch runaway max-time=1h' });
    await stage.see({ kind: 'ephemeral', user: ana, match: 'edited messages' });
    await client.slack('POST', 'act/unfurl', { channel: mlJobs, ts });
    await act('edit', { ts, text: '@vertexjobs launch runaway max-time=2h' });
    await expect.poll(() => mentions(stage), { timeout: 20_000 }).toHaveLength(4);
    await stage.kill(first);
    const since = await client.last();
    await stage.bot();
    for (const id of await mentions(stage)) {
      expect(await client.slack('POST', 'redeliver', { id })).toMatchObject({ outcome: 'acked' });
    }
    // Whatever came of them would be seen before this.
    await stage.type('/job help');
    expect(await stage.jobs()).toHaveLength(1);
    const answers = await client.wait({
      kind: 'ephemeral',
      match: 'edited|Launching',
      since,
      timeoutMs: 1_000,
    });
    expect(answers).toBeUndefined();
  },
);

test(
  'prose that names the bot, and a reply that begins with another word, do nothing',
  patience,
  async ({ onTestFinished }) => {
    const stage = await setStage(onTestFinished);
    const { client } = stage;
    await stage.bot();
    const handle = await stage.launch('runaway');
    const { ts = '' } = await stage.see({ kind: 'message', match: `\`${handle}\`` });
    await stage.see({ kind: 'message', match: 'Running after', thread: ts });
    const reply = (text: string) =>
      client.slack('POST', 'act/say', { user: ana, channel: mlJobs, text, thread_ts: ts });
    await reply('stop worrying, @vertexjobs tells us when it is done');
    await reply('> @vertexjobs cancel');
    await reply('@vertexjobs: thanks, stop it when it is done');
    const { text } = await stage.see({ kind: 'ephemeral', user: ana, match: 'don’t understand' });
    expect(text).toContain('thanks');
    expect((await stage.jobs()).map(({ state }) => state)).toEqual(['RUNNING']);
  },
);
