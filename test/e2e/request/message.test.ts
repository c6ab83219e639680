import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { longTimeout, shareSandbox, type Sandbox } from '../harness.ts';
import { ana, bo, mlJobs, research, wanda } from '../workspace.ts';
import { untilOpenUpdates } from '../wait.ts';

const said = z.looseObject({ ts: z.string() });
type DirectMessages = {
  readonly channel: string;
  readonly say: (text: string, thread?: string) => Promise<string>;
};

/** @wanda's direct messages with the bot. They exist once she has opened its Home. */
async function openDirectMessages({ client }: Sandbox): Promise<DirectMessages> {
  await client.openHome(wanda);
  const { channels } = await client.slackRecords();
  const own = channels.find(({ id, ...one }) => id.startsWith('D') && one['name'] === 'wanda');
  const channel = own?.id ?? '';
  return {
    channel,
    async say(text, thread_ts) {
      const body = {
        user: wanda,
        channel,
        text,
        ...(thread_ts === undefined ? {} : { thread_ts }),
      };
      return said.parse(await client.slack('POST', 'act/say', body)).ts;
    },
  };
}

describe('a message to the bot', longTimeout, () => {
  const shared = shareSandbox();

  test('in a job’s thread cancels it; the shortcut shows it', async () => {
    const sandbox = shared();
    const { client } = sandbox;
    const handle = await sandbox.launch('runaway');
    const { ts = '' } = await sandbox.see({ kind: 'message', match: `\`${handle}\`` });
    await sandbox.see({ kind: 'message', match: 'Running after', thread: ts });

    const act = (name: string, body: object) =>
      client.slack('POST', `act/${name}`, { user: ana, channel: mlJobs, ...body });
    await act('shortcut', { callback_id: 'job_actions', ts });
    const shown = await sandbox.see({ kind: 'ephemeral', user: ana, match: 'was read .* ago' });
    expect(shown.text).toContain(handle);

    await act('say', { text: '@vertexjobs cancel too slow', thread_ts: ts });
    await sandbox.see({ kind: 'ephemeral', user: ana, match: '^Cancel ' });
    await sandbox.press('Cancel the job');
    await sandbox.see({ kind: 'ephemeral', user: ana, match: '^Cancel requested' });
    await sandbox.see({ kind: 'message', match: 'too slow', thread: ts });
    await sandbox.see({ kind: 'message', match: 'Cancelled', thread: ts });
    const jobs = await sandbox.jobsBy(ana);
    expect(jobs.map(({ state }) => state)).toEqual(['CANCELLED']);
  });

  test('that only names it, or begins with another word, does nothing', async () => {
    const sandbox = shared();
    const { client } = sandbox;
    await client.vertex('POST', 'scenarios', {
      match: { displayName: 'Prose' },
      scenario: 'runaway',
    });
    const handle = await sandbox.launch('hello greeting=Prose', { user: bo, channel: research });
    const { ts = '' } = await sandbox.see({ kind: 'message', match: `\`${handle}\`` });
    await sandbox.see({ kind: 'message', match: 'Running after', thread: ts });
    const reply = (text: string) =>
      client.slack('POST', 'act/say', { user: bo, channel: research, text, thread_ts: ts });
    await reply('stop worrying, @vertexjobs tells us when it is done');
    await reply('> @vertexjobs cancel');
    await reply('@vertexjobs: thanks, stop it when it is done');
    const { text } = await sandbox.see({ kind: 'ephemeral', user: bo, match: 'don’t understand' });
    expect(text).toContain('thanks');
    expect((await sandbox.jobsBy(bo)).map(({ state }) => state)).toEqual(['RUNNING']);
  });

  test('in its direct messages needs no mention, and its own posts start nothing', async () => {
    const sandbox = shared();
    const { client } = sandbox;
    const { channel, say } = await openDirectMessages(sandbox);
    const answered = (match: string, since = 0) =>
      sandbox.see({ kind: 'ephemeral', user: wanda, channel, match, since });

    const ts = await say('launch runaway');
    const { text } = await answered('^Launching ');
    const handle = /as `?([a-z0-9]+)`?/.exec(text)?.[1] ?? '';
    const root = await sandbox.see({ kind: 'message', channel, match: `\`${handle}\`` });
    await sandbox.see({ kind: 'message', channel, match: 'Running', thread: root.ts ?? '' });

    // An edit starts nothing; its author hears that once.
    const edit = (text: string) =>
      client.slack('POST', 'act/edit', { user: wanda, channel, ts, text });
    await edit('launch runaway max-time=1h');
    await answered('edited messages');
    await edit('launch runaway max-time=2h');
    await client.slack('POST', 'act/unfurl', { channel, ts });

    await say('<@U0VERTEXJOBS> status last');
    await answered(`${handle}[^]*was read`);
    await sandbox.type('/job list', { user: wanda, channel });
    await answered('1 live job');

    // In a thread, a request is about the thread's job.
    await say('thanks, that looks good', root.ts);
    expect((await answered('don’t understand')).thread).toBe(root.ts);
    await say('cancel too slow', root.ts);
    await answered('^Cancel ');
    await sandbox.press('Cancel the job', { user: wanda, channel });
    await answered('^Cancel requested');
    await sandbox.see({ kind: 'message', channel, match: 'too slow', thread: root.ts ?? '' });
    await sandbox.see({ kind: 'message', channel, match: 'Cancelled', thread: root.ts ?? '' });
    await untilOpenUpdates(sandbox.running, 0);

    expect((await sandbox.jobsBy(wanda)).map(({ state }) => state)).toEqual(['CANCELLED']);
    const { ephemerals } = await client.slackRecords();
    const answers = ephemerals.filter((one) => one.channel === channel);
    expect(answers.filter(({ rendered }) => /edited/.test(rendered))).toHaveLength(1);
    // Launching, edited, status, list, not understood, and “Cancel requested”, which replaced its question.
    expect(answers).toHaveLength(6);
  });
});
