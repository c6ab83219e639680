// What a channel's settings change: its level, broadcasts and digests.

import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { longTimeout, shareSandbox, startSandbox, type Sandbox } from '../harness.ts';
import { ana, bo, mlJobs, research, secretLab } from '../workspace.ts';
import { digestsOf, endTogether, expectOnlyFailuresInThreads, launchMany } from '../burst.ts';
import { expectNothingTwice, launchQueued, threadOf } from '../story.ts';
import { untilOpenUpdates } from '../wait.ts';

async function setChannel(
  sandbox: Sandbox,
  channel: string,
  text: string,
  match: string,
): Promise<void> {
  const since = await sandbox.client.last();
  await sandbox.type(`/job channel ${text}`, { channel });
  await sandbox.see({ kind: 'ephemeral', user: ana, match, since });
}

describe.concurrent('a channel', longTimeout, () => {
  const shared = shareSandbox();

  test('in which seven jobs end at once has one digest, which names the failures', async ({
    onTestFinished,
  }) => {
    const sandbox = await startSandbox(onTestFinished);
    const bot = await sandbox.bot();
    const many = await launchMany(sandbox, 7);
    await endTogether(sandbox, many, 2);
    const { text } = await sandbox.see({ kind: 'message', match: '7 jobs ended at once' });
    expect(text).toContain('5 succeeded, 2 failed');
    for (const [nth, handle] of many.handles.entries()) {
      expect(text.includes(handle), handle).toBe(nth < 2);
    }
    expect(text).toContain('Out of memory');
    await expectOnlyFailuresInThreads(sandbox, many, 2);
    expect(await digestsOf(sandbox)).toHaveLength(1);
    expect(await bot.stop()).toBe(0);
    await expectNothingTwice(sandbox);
  });

  test('that is quiet sees states on cards, and what was held back when somebody asks', async () => {
    const sandbox = shared();
    await setChannel(sandbox, research, 'quiet', 'hears \\*?quiet');
    await sandbox.client.vertex('POST', 'scenarios', {
      match: { displayName: 'Hush' },
      scenario: 'stuck',
    });
    const handle = await sandbox.launch('hello greeting=Hush', { channel: research });
    await sandbox.see({ match: `Queued.*${handle}` });
    await sandbox.move('RUNNING', { displayName: 'Hush × 3' });
    await sandbox.see({ kind: 'edit', match: `Running.*${handle}` });
    await sandbox.move('SUCCEEDED', { displayName: 'Hush × 3' });
    await sandbox.see({ kind: 'edit', match: `Succeeded.*${handle}` });
    expect((await threadOf(sandbox, handle)).story).toBe('');

    const since = await sandbox.client.last();
    await sandbox.type('/job channel', { user: bo, channel: research });
    await sandbox.see({
      kind: 'ephemeral',
      user: bo,
      match: 'Held back in the last 7 d: \\d updates of 1 job',
      since,
    });
    await sandbox.press('What was held back', { user: bo, channel: research });
    await sandbox.see({
      kind: 'ephemeral',
      user: bo,
      match: 'Running after[\\s\\S]*Succeeded after ',
    });
    await sandbox.type(`/job status ${handle}`);
    await sandbox.see({
      kind: 'ephemeral',
      user: ana,
      match: 'updates were held back from its thread',
    });
    await untilOpenUpdates(sandbox.running, 0);
    expect((await threadOf(sandbox, handle)).story).toBe('');
  });

  test('with broadcast sees a failure besides its thread, once', async () => {
    const sandbox = shared();
    const channel = secretLab;
    await setChannel(sandbox, channel, 'broadcast=on', 'broadcast=on');
    const { handle, displayName } = await launchQueued(sandbox, 'Loud', { channel });
    await sandbox.move('RUNNING', { displayName });
    await sandbox.see({ kind: 'message', channel, match: '^Running' });
    // The answer is lost, so the bot has to find its own message, which shows in the thread and in the channel.
    await sandbox.slackFault({
      kind: 'record-then-close',
      match: { method: 'chat.postMessage', args: 'reply_broadcast' },
    });
    await sandbox.move('FAILED', { displayName, error: { code: 3, message: 'exited with 1' } });
    await sandbox.see({ kind: 'message', channel, match: 'Failed after ' });
    await sandbox.see({ kind: 'edit', match: `Failed.*${handle}` });
    await untilOpenUpdates(sandbox.running, 0);
    const { calls } = await sandbox.client.slackRecords();
    expect(calls.some((call) => call['fault'] === 'record-then-close')).toBe(true);
    const shown = (await sandbox.messages()).filter((one) => one['subtype'] === 'thread_broadcast');
    expect(shown.map(({ rendered }) => rendered)).toEqual([
      expect.stringContaining('Failed after '),
    ]);
    await expectNothingTwice(sandbox);
  });

  test('has its daily digest, though no bot ran when it was due', async ({ onTestFinished }) => {
    const sandbox = await startSandbox(onTestFinished);
    const first = await sandbox.bot();
    await setChannel(sandbox, mlJobs, 'digest=09:00', '09:00 in America/Sao_Paulo');
    const { handle } = await launchQueued(sandbox);
    expect(await first.stop()).toBe(0);
    const database = new DatabaseSync(join(sandbox.servers.directory, 'jobs.db'));
    database.prepare('update channels set due_at = due_at - 86400000').run();
    database.close();

    const second = await sandbox.bot();
    const { text } = await sandbox.see({
      kind: 'message',
      channel: mlJobs,
      match: 'Daily digest\\*? since',
    });
    expect(text).toMatch(/nothing ended\.\n1 job live/);
    expect(text).toContain(handle);
    expect(await second.stop()).toBe(0);
    const third = await sandbox.bot();
    // By the time a change of state is told, a second digest would have been posted.
    await sandbox.move('RUNNING');
    await sandbox.see({ kind: 'message', match: '^Running after' });
    expect(await third.stop()).toBe(0);
    const days = (await sandbox.roots()).filter(({ rendered }) =>
      rendered.includes('*Daily digest* since'),
    );
    expect(days).toHaveLength(1);
  });
});
