// A channel, a workspace or a token that is closed to the bot for a while: what happens meanwhile is told once, in order, afterwards.

import { describe, expect, test } from 'vitest';
import { aimed, ana, kill, mlJobs, patience, setStage, type Stage } from '../harness.ts';
import {
  expectNothingTwice,
  expectStory,
  launchStill,
  seeEnd,
  threadOf,
  wordsOf,
} from '../story.ts';
import { untilWaiting } from '../wait.ts';

/** The bot's direct messages to @ana. */
async function directMessages({ client }: Stage): Promise<readonly string[]> {
  const { channels } = await client.slackRecords();
  return channels
    .filter(({ id }) => id === 'D0ANA')
    .flatMap(({ messages }) => messages)
    .filter(({ user }) => user === 'U0VERTEXJOBS')
    .map(({ rendered }) => rendered);
}

describe.concurrent('while', patience, () => {
  test('Slack is down everything waits, and is told once, in order, in few replies', async ({
    onTestFinished,
  }) => {
    const stage = await setStage(onTestFinished);
    const bot = await stage.bot();
    const { handle } = await launchStill(stage);
    await stage.client.slack('POST', 'outage', { ms: null });
    const states = ['PENDING', 'RUNNING', 'PENDING', 'RUNNING', 'SUCCEEDED'];
    for (const [index, state] of states.entries()) {
      await stage.move(state);
      await untilWaiting(bot, index + 1);
    }
    await stage.client.slack('POST', 'outage', { ms: 0 });
    await seeEnd(stage, handle);
    expect(await bot.stop()).toBe(0);
    const { replies } = await expectStory(
      stage,
      handle,
      'launched PENDING RUNNING interrupted RUNNING-again SUCCEEDED',
    );
    // One for each would be six; the first may have been under way when Slack went.
    expect(replies.length).toBeLessThanOrEqual(4);
    await expectNothingTwice(stage);
  });

  test('the token is revoked nothing is parked, and all of it arrives when it is restored', async ({
    onTestFinished,
  }) => {
    const stage = await setStage(onTestFinished);
    const bot = await stage.bot();
    const { handle } = await launchStill(stage);
    await stage.client.slack('POST', 'token/revoke');
    await stage.move('RUNNING');
    await untilWaiting(bot, 1);
    await stage.move('SUCCEEDED');
    await untilWaiting(bot, 2);
    await stage.client.slack('POST', 'token/restore');
    await seeEnd(stage, handle);
    expect(await bot.stop()).toBe(0);
    await expectStory(stage, handle, 'launched RUNNING SUCCEEDED');
    await expectNothingTwice(stage);
    expect(await directMessages(stage)).toEqual([]);
  });

  test('the bot is out of the channel its requester is told once, and the thread catches up', async ({
    onTestFinished,
  }) => {
    const stage = await setStage(onTestFinished);
    const bot = await stage.bot();
    const { handle } = await launchStill(stage);
    await stage.client.slack('POST', 'act/kick', { channel: mlJobs });
    await stage.move('RUNNING');
    await stage.see({ channel: 'D0ANA', match: `can’t post about.*${handle}` });
    await stage.move('PENDING');
    await untilWaiting(bot, 2);
    await stage.move('SUCCEEDED');
    await untilWaiting(bot, 3);
    await stage.type(`/job status ${handle}`);
    await stage.see({ kind: 'ephemeral', user: ana, match: 'can’t be written to' });

    await stage.client.slack('POST', 'act/invite', { channel: mlJobs, by: '@ana' });
    await seeEnd(stage, handle);
    expect(await bot.stop()).toBe(0);
    const { replies } = await expectStory(stage, handle, 'launched RUNNING interrupted SUCCEEDED');
    expect(replies.at(-1)).toEqual(['RUNNING', 'interrupted', 'SUCCEEDED']);
    expect(await directMessages(stage)).toHaveLength(1);
    await expectNothingTwice(stage);
  });
});

describe.concurrent('a root that is deleted', patience, () => {
  test('is replaced once and the thread goes on there, and is not replaced again', async ({
    onTestFinished,
  }) => {
    const stage = await setStage(onTestFinished);
    const bot = await stage.bot();
    const { handle } = await launchStill(stage);
    const { root } = await threadOf(stage, handle);
    await stage.client.slack('POST', 'act/delete', { channel: mlJobs, ts: root.ts });
    const since = await stage.client.last();
    await stage.move('RUNNING');
    await stage.see({ kind: 'message', match: `RUNNING.*\`${handle}\``, since });
    const next = await threadOf(stage, handle);
    expect(next.root.ts).not.toBe(root.ts);
    await stage.move('PENDING');
    await stage.see({ kind: 'message', match: '^Interrupted', thread: next.root.ts });
    await stage.see({ kind: 'edit', match: `PENDING.*${handle}` });

    await stage.client.slack('POST', 'act/delete', { channel: mlJobs, ts: next.root.ts });
    await stage.move('SUCCEEDED');
    await stage.see({ channel: 'D0ANA', match: `${handle}[\\s\\S]*deleted twice` });
    expect(await bot.stop()).toBe(0);
    expect(await stage.roots()).toEqual([]);
    expect(await directMessages(stage)).toHaveLength(1);
    await expectNothingTwice(stage);
  });

  test('leaves a reply in the channel that a bot died over, and the next one finds it there', async ({
    onTestFinished,
  }) => {
    const stage = await setStage(onTestFinished);
    const first = await stage.bot();
    const { handle } = await launchStill(stage);
    // All of it: a root that has replies leaves a tombstone, and its thread goes on.
    const thread = (await stage.messages()).toSorted((a, b) => Number(b.ts) - Number(a.ts));
    for (const { ts } of thread) {
      await stage.client.slack('POST', 'act/delete', { channel: mlJobs, ts });
    }
    await stage.slackFault(aimed(kill('after-record', { method: 'chat.postMessage' }), first));
    await stage.move('RUNNING');
    await first.exited;
    const bot = await stage.bot();
    await stage.move('SUCCEEDED');
    await stage.see({ kind: 'message', match: '^Succeeded: ' });
    // By its first post or by an edit: the new root may go up before a poll has seen the end.
    await stage.see({ match: `SUCCEEDED.*\`${handle}\`` });
    expect(await bot.stop()).toBe(0);
    const told = (await stage.messages()).flatMap(wordsOf);
    expect(told.filter((word) => word === 'RUNNING')).toHaveLength(1);
    await expectNothingTwice(stage);
  });
});
