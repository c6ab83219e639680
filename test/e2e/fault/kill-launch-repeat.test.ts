// The same request again: redelivered by Slack, pressed twice, or repeated because the job turned up late.

import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ana, handleIn, patience, setStage, type Stage } from '../harness.ts';
import { expectNothingTwice, expectOneJobToldOnce, expectStory, ran, seeEnd } from '../story.ts';

const acked = z.looseObject({ ack: z.looseObject({ text: z.string().min(1) }) });

describe.concurrent('a launch asked for again', patience, () => {
  test('by redelivery, before and after it was made and after a kill, is one job', async ({
    onTestFinished,
  }) => {
    const stage = await setStage(onTestFinished, { speed: 20 });
    const bot = await stage.bot();
    // The launch is stored, and waits to be told who asks.
    await stage.slackFault({ kind: 'delay', ms: 500, match: { method: 'users.info' } });
    const { id = '', ...launching } = await stage.launching('hello');
    await stage.client.slack('POST', 'redeliver', { id });
    const handle = await launching.handle();
    await stage.see({ kind: 'message', match: '^Launched by' });
    expect(await redelivered(stage, id)).toBe(handle);
    await seeEnd(stage, handle);
    await stage.kill(bot);
    const next = await stage.bot();
    expect(await redelivered(stage, id)).toBe(handle);
    expect(await next.stop()).toBe(0);
    expect(await stage.roots()).toHaveLength(1);
    await expectOneJobToldOnce(stage, handle, 'Hello × 3', `launched ${ran}`);
  });

  test('by hand asks first, and two clicks on “Launch anyway” are one job more', async ({
    onTestFinished,
  }) => {
    const stage = await setStage(onTestFinished, { speed: 20 });
    const bot = await stage.bot();
    const first = await stage.launch('runaway');
    await stage.see({ match: `RUNNING.*${first}` });
    await stage.type('/job launch runaway');
    const held = await stage.see({ kind: 'ephemeral', user: ana, match: 'Nothing was launched' });
    expect(held.text).toContain(first);
    const [{ id }] = await Promise.all([
      stage.press('Launch anyway'),
      stage.press('Launch anyway'),
    ]);
    await stage.client.slack('POST', 'redeliver', { id });
    const root = await stage.see({ kind: 'message', match: 'launched by @ana', since: held.seq });
    const second = /`(\w+)`/.exec(root.text)?.[1] ?? '';
    expect(second).not.toBe(first);
    await stage.see({ match: `RUNNING.*${second}` });
    expect(await bot.stop()).toBe(0);
    expect(await stage.jobs()).toHaveLength(2);
    expect(await stage.roots()).toHaveLength(2);
    await expectNothingTwice(stage);
  });

  test('although its job exists is told in both threads once the first job shows', async ({
    onTestFinished,
  }) => {
    const stage = await setStage(onTestFinished, { env: { LAUNCH_QUARANTINE: '3s' } });
    const bot = await stage.bot();
    await stage.client.vertex('POST', 'list-lag', { ms: 600_000 });
    await stage.vertexFault({ kind: 'record-then-close', match: { call: 'create' } });
    const late = await stage.launch('stuck');
    const { seq: since } = await stage.see({ kind: 'message', match: 'I looked' });
    await stage.press('Launch again');
    const root = await stage.see({ kind: 'message', match: 'launched by @ana', since });
    const again = /`(\w+)`/.exec(root.text)?.[1] ?? '';
    await stage.see({ match: `QUEUED.*${again}` });

    await stage.client.vertex('POST', 'list-lag', { ms: 0 });
    const told = await stage.see({ kind: 'message', match: 'turned up after all' });
    await stage.see({ kind: 'message', match: 'turned up after all', since: told.seq });
    await stage.see({ match: `QUEUED.*${late}` });
    expect(await bot.stop()).toBe(0);
    expect(await stage.jobs()).toHaveLength(2);
    await expectStory(stage, late, 'uncertain asked settled found twins');
    await expectStory(stage, again, 'launched twins');
    await expectNothingTwice(stage);
  });
});

/** Redelivers a command's payload, and returns the handle in the answer. */
async function redelivered(stage: Stage, id: string): Promise<string> {
  const since = await stage.client.last();
  const { data } = acked.safeParse(await stage.client.slack('POST', 'redeliver', { id }));
  if (data !== undefined) return handleIn(data.ack.text);
  // The next process does not know yet who asks.
  const { text } = await stage.see({ kind: 'ephemeral', user: ana, match: '^Launching ', since });
  return handleIn(text);
}
