// Killed at every seam of a delivery: what was posted is not posted again, what was not is, and the order stays.

import { describe, expect, test } from 'vitest';
import { setTimeout as pass } from 'node:timers/promises';
import { aimed, kill, leaseMs, patience, setStage } from '../harness.ts';
import { expectNothingTwice, expectStory, launchStill, seeEnd, threadOf } from '../story.ts';

const post = { method: 'chat.postMessage' };
const edit = { method: 'chat.update' };

describe.concurrent('a bot killed', patience, () => {
  test('before a reply is posted, and when the next one is, tells each once', async ({
    onTestFinished,
  }) => {
    const stage = await setStage(onTestFinished);
    const first = await stage.bot();
    const { handle } = await launchStill(stage);
    await stage.slackFault(aimed(kill('before-record', post), first));
    await stage.move('RUNNING');
    expect(await first.exited).toBeNull();

    const second = await stage.bot();
    await stage.see({ kind: 'message', match: '^Running after' });
    await stage.see({ kind: 'edit', match: `RUNNING.*${handle}` });
    await stage.slackFault(aimed(kill('after-record', post), second));
    await stage.move('SUCCEEDED');
    expect(await second.exited).toBeNull();

    const third = await stage.bot();
    await seeEnd(stage, handle);
    expect(await third.stop()).toBe(0);
    await expectStory(stage, handle, 'launched RUNNING SUCCEEDED');
    await expectNothingTwice(stage);
  });

  test('while its card is edited shows the newest state afterwards', async ({ onTestFinished }) => {
    const stage = await setStage(onTestFinished);
    const first = await stage.bot();
    const { handle } = await launchStill(stage);
    await stage.slackFault(aimed(kill('before-record', edit), first));
    await stage.move('RUNNING');
    expect(await first.exited).toBeNull();

    const second = await stage.bot();
    await stage.see({ kind: 'edit', match: `RUNNING.*${handle}` });
    await stage.slackFault(aimed(kill('after-record', edit), second));
    await stage.move('PENDING');
    expect(await second.exited).toBeNull();
    await stage.move('SUCCEEDED');

    const third = await stage.bot();
    await seeEnd(stage, handle);
    expect(await third.stop()).toBe(0);
    const { root } = await expectStory(stage, handle, 'launched RUNNING interrupted SUCCEEDED');
    expect(root.rendered).toContain('SUCCEEDED');
    await expectNothingTwice(stage);
  });

  test('while a failure is completed by its reason tells the failure once, complete', async ({
    onTestFinished,
  }) => {
    const stage = await setStage(onTestFinished);
    const first = await stage.bot();
    const { handle } = await launchStill(stage);
    await stage.move('FAILED');
    const { ts = '' } = await stage.see({ kind: 'message', match: 'Failed: ' });
    await stage.see({ kind: 'edit', match: `FAILED.*${handle}` });
    const completes = { ...edit, args: `"ts":"${ts}"` };
    await stage.slackFault(aimed(kill('before-record', completes), first));
    await stage.move('FAILED', { error: { code: 3, message: 'It had no chance.' } });
    expect(await first.exited).toBeNull();

    const second = await stage.bot();
    await stage.slackFault(aimed(kill('after-record', completes), second));
    expect(await second.exited).toBeNull();

    const third = await stage.bot();
    await stage.see({ kind: 'edit', match: `FAILED.*${handle}[\\s\\S]*It had no chance` });
    expect(await third.stop()).toBe(0);
    const { replies } = await expectStory(stage, handle, 'launched FAILED');
    expect(replies.at(-1)).toEqual(['FAILED']);
    const told = (await stage.messages()).find((one) => one.ts === ts);
    expect(told?.rendered).toContain('It had no chance.');
    expect(told?.rendered).not.toContain('has not given the reason yet');
  });
});

describe.concurrent('a bot held up', patience, () => {
  test('for longer than its lease while a post was under way posts nothing twice', async ({
    onTestFinished,
  }) => {
    const stage = await setStage(onTestFinished);
    const bot = await stage.bot();
    const { handle } = await launchStill(stage);
    await stage.slackFault({ kind: 'delay', ms: 500, match: post });
    await stage.move('RUNNING');
    await stage.see({ kind: 'message', match: '^Running after' });
    bot.signal('SIGSTOP');
    await stage.move('SUCCEEDED');
    // Nothing can be waited for: that the lease is over is what this is about.
    await pass(leaseMs + 500);
    bot.signal('SIGCONT');
    await seeEnd(stage, handle);
    expect(await bot.stop()).toBe(0);
    await expectStory(stage, handle, 'launched RUNNING SUCCEEDED');
    await expectNothingTwice(stage);
    const { root } = await threadOf(stage, handle);
    expect(root.rendered).toContain('SUCCEEDED');
  });
});
