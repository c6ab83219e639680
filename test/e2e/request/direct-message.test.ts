import { expect, test } from 'vitest';
import { z } from 'zod';
import { patience, startSandbox, type Sandbox } from '../harness.ts';
import { ana } from '../workspace.ts';

const said = z.looseObject({ ts: z.string() });
type Talk = {
  readonly channel: string;
  readonly say: (text: string, thread?: string) => Promise<string>;
};

/** @ana's direct messages with the bot, which are there as soon as she has opened it. */
async function openTalk({ client }: Sandbox): Promise<Talk> {
  await client.openHome(ana);
  const { channels } = await client.slackRecords();
  const channel = channels.find(({ id }) => id.startsWith('D'))?.id ?? '';
  return {
    channel,
    async say(text, thread_ts) {
      const body = { user: ana, channel, text, ...(thread_ts === undefined ? {} : { thread_ts }) };
      return said.parse(await client.slack('POST', 'act/say', body)).ts;
    },
  };
}

test(
  'the bot’s direct messages are a place to talk, and its own posts start nothing',
  patience,
  async ({ onTestFinished }) => {
    const sandbox = await startSandbox(onTestFinished);
    const bot = await sandbox.bot();
    const { client } = sandbox;
    const { channel, say } = await openTalk(sandbox);
    const answered = (match: string, since = 0) =>
      sandbox.see({ kind: 'ephemeral', user: ana, channel, match, since });

    const ts = await say('launch runaway');
    const { text } = await answered('^Launching ');
    const handle = /as `?([a-z0-9]+)`?/.exec(text)?.[1] ?? '';
    const root = await sandbox.see({ kind: 'message', channel, match: `\`${handle}\`` });
    await sandbox.see({ kind: 'message', channel, match: 'Running', thread: root.ts ?? '' });

    // An edit starts nothing, and is told so once.
    const edit = (text: string) =>
      client.slack('POST', 'act/edit', { user: ana, channel, ts, text });
    await edit('launch runaway max-time=1h');
    await answered('edited messages');
    await edit('launch runaway max-time=2h');
    await client.slack('POST', 'act/unfurl', { channel, ts });

    await say('<@U0VERTEXJOBS> status last');
    await answered(`${handle}[^]*was read`);
    await sandbox.type('/job list', { channel });
    await answered('1 live job');

    // In its thread the job is the thread’s.
    await say('thanks, that looks good', root.ts);
    expect((await answered('don’t understand')).thread).toBe(root.ts);
    await say('cancel too slow', root.ts);
    await answered('^Cancel ');
    await sandbox.press('Cancel the job', { channel });
    await answered('^To be cancelled');
    await sandbox.see({ kind: 'message', channel, match: 'too slow', thread: root.ts ?? '' });
    await sandbox.see({ kind: 'message', channel, match: 'Cancelled', thread: root.ts ?? '' });
    expect(await bot.stop()).toBe(0);

    expect((await sandbox.jobs()).map(({ state }) => state)).toEqual(['CANCELLED']);
    const { ephemerals } = await client.slackRecords();
    expect(
      ephemerals.map(({ rendered }) => rendered).filter((one) => /edited/.test(one)),
    ).toHaveLength(1);
    // Launching, edited, status, list, not understood, and to be cancelled in place of its question.
    expect(ephemerals).toHaveLength(6);
  },
);
