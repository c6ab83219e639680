// How much a channel hears, in the real process.

import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ana, bo, mlJobs, patience, setStage, type Stage } from '../harness.ts';
import { digestsOf, endTogether, expectSpared, launchMany } from '../many.ts';
import { expectNothingTwice, launchStill, threadOf } from '../story.ts';

async function setChannel(stage: Stage, text: string, match: string): Promise<void> {
  const since = await stage.client.last();
  await stage.type(`/job channel ${text}`);
  await stage.see({ kind: 'ephemeral', user: ana, match, since });
}

describe.concurrent('a channel', patience, () => {
  test('in which twelve jobs end at once has one digest, which names the failures', async ({
    onTestFinished,
  }) => {
    const stage = await setStage(onTestFinished);
    const bot = await stage.bot();
    const many = await launchMany(stage, 12);
    await endTogether(stage, many, 2);
    const { text } = await stage.see({ kind: 'message', match: '12 jobs ended at once' });
    expect(text).toContain('10 succeeded, 2 failed');
    for (const [nth, handle] of many.handles.entries()) {
      expect(text.includes(handle), handle).toBe(nth < 2);
    }
    expect(text).toContain('Out of memory');
    await expectSpared(stage, many, 2);
    expect(await digestsOf(stage)).toHaveLength(1);
    expect(await bot.stop()).toBe(0);
    await expectNothingTwice(stage);
  });

  test('that is quiet sees states on cards, and what was held back when somebody asks', async ({
    onTestFinished,
  }) => {
    const stage = await setStage(onTestFinished);
    const bot = await stage.bot();
    await setChannel(stage, 'quiet', 'hears \\*?quiet');
    await stage.client.vertex('POST', 'scenarios', {
      match: { displayName: 'Hush' },
      scenario: 'stuck',
    });
    const handle = await stage.launch('hello greeting=Hush');
    await stage.see({ match: `QUEUED.*${handle}` });
    await stage.move('RUNNING');
    await stage.see({ kind: 'edit', match: `RUNNING.*${handle}` });
    await stage.move('SUCCEEDED');
    await stage.see({ kind: 'edit', match: `SUCCEEDED.*${handle}` });
    expect((await threadOf(stage, handle)).story).toBe('');

    const since = await stage.client.last();
    await stage.type('/job channel', { user: bo });
    await stage.see({
      kind: 'ephemeral',
      user: bo,
      match: 'Held back in the last 7 d: \\d updates of 1 job',
      since,
    });
    await stage.press('What was held back', { user: bo });
    await stage.see({ kind: 'ephemeral', user: bo, match: 'Running after[\\s\\S]*Succeeded: ' });
    await stage.type(`/job status ${handle}`);
    await stage.see({
      kind: 'ephemeral',
      user: ana,
      match: 'updates were held back from its thread',
    });
    expect(await bot.stop()).toBe(0);
    expect((await threadOf(stage, handle)).story).toBe('');
  });

  test('with broadcast sees a failure besides its thread, once', async ({ onTestFinished }) => {
    const stage = await setStage(onTestFinished);
    const bot = await stage.bot();
    await setChannel(stage, 'broadcast=on', 'broadcast=on');
    const { handle } = await launchStill(stage);
    await stage.move('RUNNING');
    await stage.see({ kind: 'message', match: '^Running' });
    // The answer is lost: the bot has to find its own message, which stands in thread and channel.
    await stage.slackFault({
      kind: 'record-then-close',
      match: { method: 'chat.postMessage', args: 'reply_broadcast' },
    });
    await stage.move('FAILED', { error: { code: 3, message: 'exited with 1' } });
    await stage.see({ kind: 'message', match: 'Failed: ' });
    await stage.see({ kind: 'edit', match: `FAILED.*${handle}` });
    expect(await bot.stop()).toBe(0);
    const { calls } = await stage.client.slackRecords();
    expect(calls.some((call) => call['fault'] === 'record-then-close')).toBe(true);
    const shown = (await stage.messages()).filter((one) => one['subtype'] === 'thread_broadcast');
    expect(shown.map(({ rendered }) => rendered)).toEqual([expect.stringContaining('Failed: ')]);
    await expectNothingTwice(stage);
  });

  test('has its daily digest, though no bot ran when it was due', async ({ onTestFinished }) => {
    const stage = await setStage(onTestFinished);
    const first = await stage.bot();
    await setChannel(stage, 'digest=09:00', '09:00 in America/Sao_Paulo');
    const { handle } = await launchStill(stage);
    expect(await first.stop()).toBe(0);
    const database = new DatabaseSync(join(stage.servers.directory, 'jobs.db'));
    database.prepare('update channels set due_at = due_at - 86400000').run();
    database.close();

    const second = await stage.bot();
    const { text } = await stage.see({ kind: 'message', channel: mlJobs, match: '\\*?The day' });
    expect(text).toMatch(/nothing ended\.\n1 job is still live/);
    expect(text).toContain(handle);
    expect(await second.stop()).toBe(0);
    const third = await stage.bot();
    expect(await third.stop()).toBe(0);
    const days = (await stage.roots()).filter(({ rendered }) => rendered.includes('The day'));
    expect(days).toHaveLength(1);
  });
});
