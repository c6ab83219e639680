// Killed at every step of telling the last lines of a log: the failure is told at once, and completed once when its log was read.

import { describe, expect, test } from 'vitest';
import { aimed, kill } from '../faults.ts';
import { longTimeout, startSandbox, type Sandbox } from '../harness.ts';
import { expectNothingTwice, expectStory, launchQueued } from '../story.ts';

const error = { code: 3, message: 'The replica workerpool0-0 exited with a non-zero status of 1.' };
const heading = 'The last lines of its log';
const complete = `Failed after [\\s\\S]*${heading}[\\s\\S]*ValueError: loss is NaN`;

/** Launches a job and waits until it runs; returns its handle. */
async function launchRunning(sandbox: Sandbox): Promise<string> {
  const { handle } = await launchQueued(sandbox);
  await sandbox.move('RUNNING');
  await sandbox.see({ kind: 'message', match: '^Running after' });
  await sandbox.see({ kind: 'edit', match: `Running.*${handle}` });
  return handle;
}

/** Checks that a failure and its last lines are in one message, once. */
async function expectComplete(sandbox: Sandbox, handle: string): Promise<void> {
  // By an edit, or at once if the log was read before the failure was posted.
  await sandbox.see({ match: complete });
  const { replies } = await expectStory(sandbox, handle, 'launched RUNNING FAILED');
  expect(replies.at(-1)).toEqual(['FAILED']);
  const tails = (await sandbox.messages()).flatMap(({ rendered }) =>
    rendered.split(heading).slice(1),
  );
  expect(tails).toHaveLength(1);
  await expectNothingTwice(sandbox);
}

describe.concurrent('a bot killed', longTimeout, () => {
  test.for(['before-record', 'after-record'] as const)(
    'while a log is read (%s) tells its last lines once',
    async (when, { onTestFinished }) => {
      const sandbox = await startSandbox(onTestFinished);
      const first = await sandbox.bot();
      const handle = await launchRunning(sandbox);
      await sandbox.vertexFault(aimed(kill(when, { call: 'logs' }), first));
      await sandbox.move('FAILED', { error });
      expect(await first.exited).toBeNull();

      const second = await sandbox.bot();
      await expectComplete(sandbox, handle);
      expect(await second.stop()).toBe(0);
    },
  );

  test('while the failure is completed by them tells them once', async ({ onTestFinished }) => {
    const sandbox = await startSandbox(onTestFinished);
    const first = await sandbox.bot();
    const handle = await launchRunning(sandbox);
    // The log is read only after the failure was posted, so its lines come by an edit.
    await sandbox.client.vertex('POST', 'outage', { locations: ['logging'] });
    await sandbox.move('FAILED', { error });
    const { ts = '' } = await sandbox.see({ kind: 'message', match: 'Failed after ' });
    const completes = { method: 'chat.update', args: `"ts":"${ts}"` };
    await sandbox.slackFault(aimed(kill('before-record', completes), first));
    await sandbox.client.vertex('POST', 'outage', { locations: [] });
    expect(await first.exited).toBeNull();

    const second = await sandbox.botKilledBy(kill('after-record', completes));
    expect(await second.exited).toBeNull();

    const third = await sandbox.bot();
    await expectComplete(sandbox, handle);
    expect(await third.stop()).toBe(0);
  });
});

test(
  'a log that can’t be read delays nothing, and is told when it can',
  longTimeout,
  async ({ onTestFinished }) => {
    const sandbox = await startSandbox(onTestFinished);
    const bot = await sandbox.bot();
    const handle = await launchRunning(sandbox);
    await sandbox.client.vertex('POST', 'outage', { locations: ['logging'] });
    await sandbox.move('FAILED', { error });
    const told = await sandbox.see({ kind: 'message', match: 'Failed after ' });
    expect(told.text).not.toContain(heading);
    const other = await sandbox.launch('hello greeting=Meanwhile');
    await sandbox.see({ match: `Succeeded.*${other}` });
    await sandbox.client.vertex('POST', 'outage', { locations: [] });
    await expectComplete(sandbox, handle);
    expect(await bot.stop()).toBe(0);
  },
);
