// A launch is requested again: Slack redelivers it, somebody presses twice, or repeats it because the job isn't found at first.

import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { handleIn } from '../acts.ts';
import { longTimeout, startSandbox, type Sandbox } from '../harness.ts';
import { ana } from '../workspace.ts';
import { expectNothingTwice, expectOneJobToldOnce, expectStory, ran, seeEnd } from '../story.ts';

const acked = z.looseObject({ ack: z.looseObject({ text: z.string().min(1) }) });

describe.concurrent('a launch asked for again', longTimeout, () => {
  test('by redelivery, before and after it was made and after a kill, is one job', async ({
    onTestFinished,
  }) => {
    const sandbox = await startSandbox(onTestFinished, { speed: 20 });
    const bot = await sandbox.bot();
    // The launch is stored, and waits until it is known who asks.
    await sandbox.slackFault({ kind: 'delay', ms: 500, match: { method: 'users.info' } });
    const { id = '', ...launching } = await sandbox.launching('hello');
    await sandbox.client.slack('POST', 'redeliver', { id });
    const handle = await launching.handle();
    await sandbox.see({ kind: 'message', match: '^Launched by' });
    expect(await redelivered(sandbox, id)).toBe(handle);
    await seeEnd(sandbox, handle);
    await sandbox.kill(bot);
    const next = await sandbox.bot();
    expect(await redelivered(sandbox, id)).toBe(handle);
    expect(await next.stop()).toBe(0);
    expect(await sandbox.roots()).toHaveLength(1);
    await expectOneJobToldOnce(sandbox, handle, 'Hello × 3', `launched ${ran}`);
  });

  test('by hand asks first, and two clicks on “Launch anyway” are one job more', async ({
    onTestFinished,
  }) => {
    const sandbox = await startSandbox(onTestFinished, { speed: 20 });
    const bot = await sandbox.bot();
    const first = await sandbox.launch('runaway');
    await sandbox.see({ match: `Running.*${first}` });
    await sandbox.type('/job launch runaway');
    const held = await sandbox.see({ kind: 'ephemeral', user: ana, match: 'Nothing was launched' });
    expect(held.text).toContain(first);
    const [{ id }] = await Promise.all([
      sandbox.press('Launch anyway'),
      sandbox.press('Launch anyway'),
    ]);
    await sandbox.client.slack('POST', 'redeliver', { id });
    const root = await sandbox.see({ kind: 'message', match: 'launched by @ana', since: held.seq });
    const second = /`(\w+)`/.exec(root.text)?.[1] ?? '';
    expect(second).not.toBe(first);
    await sandbox.see({ match: `Running.*${second}` });
    expect(await bot.stop()).toBe(0);
    expect(await sandbox.jobs()).toHaveLength(2);
    expect(await sandbox.roots()).toHaveLength(2);
    await expectNothingTwice(sandbox);
  });

  test('although its job exists is told in both threads once the first job shows', async ({
    onTestFinished,
  }) => {
    const sandbox = await startSandbox(onTestFinished, { env: { LAUNCH_QUARANTINE: '3s' } });
    const bot = await sandbox.bot();
    await sandbox.client.vertex('POST', 'list-lag', { ms: 600_000 });
    await sandbox.vertexFault({ kind: 'record-then-close', match: { call: 'create' } });
    const late = await sandbox.launch('stuck');
    const { seq: since } = await sandbox.see({ kind: 'message', match: 'I looked' });
    await sandbox.press('Launch again');
    const root = await sandbox.see({ kind: 'message', match: 'launched by @ana', since });
    const again = /`(\w+)`/.exec(root.text)?.[1] ?? '';
    await sandbox.see({ match: `Queued.*${again}` });

    await sandbox.client.vertex('POST', 'list-lag', { ms: 0 });
    const told = await sandbox.see({ kind: 'message', match: 'turned up after all' });
    await sandbox.see({ kind: 'message', match: 'turned up after all', since: told.seq });
    await sandbox.see({ match: `Queued.*${late}` });
    expect(await bot.stop()).toBe(0);
    expect(await sandbox.jobs()).toHaveLength(2);
    await expectStory(sandbox, late, 'uncertain asked settled found twins');
    await expectStory(sandbox, again, 'launched twins');
    await expectNothingTwice(sandbox);
  });
});

/** Redelivers a command's payload, and returns the handle in the answer. */
async function redelivered(sandbox: Sandbox, id: string): Promise<string> {
  const since = await sandbox.client.last();
  const { data } = acked.safeParse(await sandbox.client.slack('POST', 'redeliver', { id }));
  if (data !== undefined) return handleIn(data.ack.text);
  // A new process has to ask Slack who this is, so it answers after the ack.
  const { text } = await sandbox.see({ kind: 'ephemeral', user: ana, match: '^Launching ', since });
  return handleIn(text);
}
