// Killed at every step of a delivery: each update is posted once, in order.

import { describe, expect, test } from 'vitest';
import { setTimeout as sleep } from 'node:timers/promises';
import { aimed, kill } from '../faults.ts';
import { leaseMs, longTimeout, startSandbox } from '../harness.ts';
import { expectNothingTwice, expectStory, launchQueued, seeEnd, threadOf } from '../story.ts';

const post = { method: 'chat.postMessage' };
const edit = { method: 'chat.update' };

describe.concurrent('a bot killed', longTimeout, () => {
  test('before a reply is posted, and when the next one is, tells each once', async ({
    onTestFinished,
  }) => {
    const sandbox = await startSandbox(onTestFinished);
    const first = await sandbox.bot();
    const { handle } = await launchQueued(sandbox);
    await sandbox.slackFault(aimed(kill('before-record', post), first));
    await sandbox.move('RUNNING');
    expect(await first.exited).toBeNull();

    const second = await sandbox.bot();
    await sandbox.see({ kind: 'message', match: '^Running after' });
    await sandbox.see({ kind: 'edit', match: `Running.*${handle}` });
    await sandbox.slackFault(aimed(kill('after-record', post), second));
    await sandbox.move('SUCCEEDED');
    expect(await second.exited).toBeNull();

    const third = await sandbox.bot();
    await seeEnd(sandbox, handle);
    expect(await third.stop()).toBe(0);
    await expectStory(sandbox, handle, 'launched RUNNING SUCCEEDED');
    await expectNothingTwice(sandbox);
  });

  test('while its card is edited shows the newest state afterwards', async ({ onTestFinished }) => {
    const sandbox = await startSandbox(onTestFinished);
    const first = await sandbox.bot();
    const { handle } = await launchQueued(sandbox);
    await sandbox.slackFault(aimed(kill('before-record', edit), first));
    await sandbox.move('RUNNING');
    expect(await first.exited).toBeNull();

    const second = await sandbox.bot();
    await sandbox.see({ kind: 'edit', match: `Running.*${handle}` });
    await sandbox.slackFault(aimed(kill('after-record', edit), second));
    await sandbox.move('PENDING');
    expect(await second.exited).toBeNull();
    await sandbox.move('SUCCEEDED');

    const third = await sandbox.bot();
    await seeEnd(sandbox, handle);
    expect(await third.stop()).toBe(0);
    const { root } = await expectStory(sandbox, handle, 'launched RUNNING interrupted SUCCEEDED');
    expect(root.rendered).toContain('Succeeded');
    await expectNothingTwice(sandbox);
  });

  test('while a failure is completed by its reason tells the failure once, complete', async ({
    onTestFinished,
  }) => {
    const sandbox = await startSandbox(onTestFinished);
    const first = await sandbox.bot();
    const { handle } = await launchQueued(sandbox);
    await sandbox.move('FAILED');
    const { ts = '' } = await sandbox.see({ kind: 'message', match: 'Failed after ' });
    await sandbox.see({ kind: 'edit', match: `Failed.*${handle}` });
    const completes = { ...edit, args: `"ts":"${ts}"` };
    await sandbox.slackFault(aimed(kill('before-record', completes), first));
    await sandbox.move('FAILED', { error: { code: 3, message: 'It had no chance.' } });
    expect(await first.exited).toBeNull();

    const second = await sandbox.botKilledBy(kill('after-record', completes));
    expect(await second.exited).toBeNull();

    const third = await sandbox.bot();
    await sandbox.see({ kind: 'edit', match: `Failed.*${handle}[\\s\\S]*It had no chance` });
    expect(await third.stop()).toBe(0);
    const { replies } = await expectStory(sandbox, handle, 'launched FAILED');
    expect(replies.at(-1)).toEqual(['FAILED']);
    const told = (await sandbox.messages()).find((one) => one.ts === ts);
    expect(told?.rendered).toContain('It had no chance.');
    expect(told?.rendered).not.toContain('has not given the reason yet');
  });
});

describe.concurrent('a bot held up', longTimeout, () => {
  test('for longer than its lease while a post was under way posts nothing twice', async ({
    onTestFinished,
  }) => {
    const sandbox = await startSandbox(onTestFinished);
    const bot = await sandbox.bot();
    const { handle } = await launchQueued(sandbox);
    await sandbox.slackFault({ kind: 'delay', ms: 500, match: post });
    await sandbox.move('RUNNING');
    await sandbox.see({ kind: 'message', match: '^Running after' });
    bot.signal('SIGSTOP');
    await sandbox.move('SUCCEEDED');
    // A stopped process shows nothing that could be waited for, and the lease has to end.
    await sleep(leaseMs + 500);
    bot.signal('SIGCONT');
    await seeEnd(sandbox, handle);
    expect(await bot.stop()).toBe(0);
    await expectStory(sandbox, handle, 'launched RUNNING SUCCEEDED');
    await expectNothingTwice(sandbox);
    const { root } = await threadOf(sandbox, handle);
    expect(root.rendered).toContain('Succeeded');
  });
});
