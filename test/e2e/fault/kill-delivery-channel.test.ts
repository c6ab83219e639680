// Slack, the token or the channel is unavailable for a while: what happens meanwhile is told once, in order, afterwards.

import { describe, expect, test } from 'vitest';
import { aimed, kill } from '../faults.ts';
import { longTimeout, startSandbox, type Sandbox } from '../harness.ts';
import { ana, mlJobs } from '../workspace.ts';
import {
  expectNothingTwice,
  expectStory,
  launchQueued,
  seeEnd,
  threadOf,
  wordsOf,
} from '../story.ts';
import { untilOpenUpdates } from '../wait.ts';

/** The bot's direct messages to @ana. */
async function directMessages({ client }: Sandbox): Promise<readonly string[]> {
  const { channels } = await client.slackRecords();
  return channels
    .filter(({ id }) => id === 'D0ANA')
    .flatMap(({ messages }) => messages)
    .filter(({ user }) => user === 'U0VERTEXJOBS')
    .map(({ rendered }) => rendered);
}

describe.concurrent('while', longTimeout, () => {
  test('Slack is down everything waits, and is told once, in order, in few replies', async ({
    onTestFinished,
  }) => {
    const sandbox = await startSandbox(onTestFinished);
    const bot = await sandbox.bot();
    const { handle } = await launchQueued(sandbox);
    await sandbox.client.slack('POST', 'outage', { ms: null });
    const states = ['PENDING', 'RUNNING', 'PENDING', 'RUNNING', 'SUCCEEDED'];
    for (const [index, state] of states.entries()) {
      await sandbox.move(state);
      await untilOpenUpdates(bot, index + 1);
    }
    await sandbox.client.slack('POST', 'outage', { ms: 0 });
    await seeEnd(sandbox, handle);
    expect(await bot.stop()).toBe(0);
    const { replies } = await expectStory(
      sandbox,
      handle,
      'launched PENDING RUNNING interrupted RUNNING-again SUCCEEDED',
    );
    // One reply an update would be six. The first may have been on its way when the outage began.
    expect(replies.length).toBeLessThanOrEqual(4);
    await expectNothingTwice(sandbox);
  });

  test('the token is revoked nothing is parked, and all of it arrives when it is restored', async ({
    onTestFinished,
  }) => {
    const sandbox = await startSandbox(onTestFinished);
    const bot = await sandbox.bot();
    const { handle } = await launchQueued(sandbox);
    await sandbox.client.slack('POST', 'token/revoke');
    await sandbox.move('RUNNING');
    await untilOpenUpdates(bot, 1);
    await sandbox.move('SUCCEEDED');
    await untilOpenUpdates(bot, 2);
    await sandbox.client.slack('POST', 'token/restore');
    await seeEnd(sandbox, handle);
    expect(await bot.stop()).toBe(0);
    await expectStory(sandbox, handle, 'launched RUNNING SUCCEEDED');
    await expectNothingTwice(sandbox);
    expect(await directMessages(sandbox)).toEqual([]);
  });

  test('the bot is out of the channel its requester is told once, and the thread catches up', async ({
    onTestFinished,
  }) => {
    const sandbox = await startSandbox(onTestFinished);
    const bot = await sandbox.bot();
    const { handle } = await launchQueued(sandbox);
    await sandbox.client.slack('POST', 'act/kick', { channel: mlJobs });
    await sandbox.move('RUNNING');
    await sandbox.see({ channel: 'D0ANA', match: `can’t post about.*${handle}` });
    await sandbox.move('PENDING');
    await untilOpenUpdates(bot, 2);
    await sandbox.move('SUCCEEDED');
    await untilOpenUpdates(bot, 3);
    await sandbox.type(`/job status ${handle}`);
    await sandbox.see({ kind: 'ephemeral', user: ana, match: 'can’t be written to' });

    await sandbox.client.slack('POST', 'act/invite', { channel: mlJobs, by: '@ana' });
    await seeEnd(sandbox, handle);
    expect(await bot.stop()).toBe(0);
    const { replies } = await expectStory(
      sandbox,
      handle,
      'launched RUNNING interrupted SUCCEEDED',
    );
    expect(replies.at(-1)).toEqual(['RUNNING', 'interrupted', 'SUCCEEDED']);
    expect(await directMessages(sandbox)).toHaveLength(1);
    await expectNothingTwice(sandbox);
  });
});

describe.concurrent('a root that is deleted', longTimeout, () => {
  test('is replaced once and the thread goes on there, and is not replaced again', async ({
    onTestFinished,
  }) => {
    const sandbox = await startSandbox(onTestFinished);
    const bot = await sandbox.bot();
    const { handle } = await launchQueued(sandbox);
    const { root } = await threadOf(sandbox, handle);
    await sandbox.client.slack('POST', 'act/delete', { channel: mlJobs, ts: root.ts });
    const since = await sandbox.client.last();
    await sandbox.move('RUNNING');
    await sandbox.see({ kind: 'message', match: `Running.*\`${handle}\``, since });
    const next = await threadOf(sandbox, handle);
    expect(next.root.ts).not.toBe(root.ts);
    await sandbox.move('PENDING');
    await sandbox.see({ kind: 'message', match: '^Interrupted', thread: next.root.ts });
    await sandbox.see({ kind: 'edit', match: `Pending.*${handle}` });

    await sandbox.client.slack('POST', 'act/delete', { channel: mlJobs, ts: next.root.ts });
    await sandbox.move('SUCCEEDED');
    await sandbox.see({ channel: 'D0ANA', match: `${handle}[\\s\\S]*deleted twice` });
    expect(await bot.stop()).toBe(0);
    expect(await sandbox.roots()).toEqual([]);
    expect(await directMessages(sandbox)).toHaveLength(1);
    await expectNothingTwice(sandbox);
  });

  test('leaves a reply in the channel that a bot died over, and the next one finds it there', async ({
    onTestFinished,
  }) => {
    const sandbox = await startSandbox(onTestFinished);
    const first = await sandbox.bot();
    const { handle } = await launchQueued(sandbox);
    // The replies too: a root with replies leaves a tombstone, and its thread can still be posted to.
    const thread = (await sandbox.messages()).toSorted((a, b) => Number(b.ts) - Number(a.ts));
    for (const { ts } of thread) {
      await sandbox.client.slack('POST', 'act/delete', { channel: mlJobs, ts });
    }
    await sandbox.slackFault(aimed(kill('after-record', { method: 'chat.postMessage' }), first));
    await sandbox.move('RUNNING');
    await first.exited;
    const bot = await sandbox.bot();
    await sandbox.move('SUCCEEDED');
    await sandbox.see({ kind: 'message', match: '^Succeeded after ' });
    // In the new root's first text or in an edit of it: it may be posted before a poll sees the end.
    await sandbox.see({ match: `Succeeded.*\`${handle}\`` });
    expect(await bot.stop()).toBe(0);
    const told = (await sandbox.messages()).flatMap(wordsOf);
    expect(told.filter((word) => word === 'RUNNING')).toHaveLength(1);
    await expectNothingTwice(sandbox);
  });
});
