// The wall clock is set back, while the bot runs and while it doesn't: nothing waits until the clock has caught up.

import { describe, expect, test } from 'vitest';
import { longTimeout, startSandbox } from '../harness.ts';
import { channels } from '../workspace.ts';
import { expectNothingTwice, expectStory, launchQueued, ran, seeEnd } from '../story.ts';
import { wallOf } from '../wall.ts';

const tenMinutes = 600_000;

describe.concurrent('the wall clock set back by ten minutes', longTimeout, () => {
  test('while the bot runs holds up no card, no change of state and no poll', async ({
    onTestFinished,
  }) => {
    const sandbox = await startSandbox(onTestFinished);
    const wall = wallOf(sandbox);
    const bot = await sandbox.bot(wall.env);
    const before = await launchQueued(sandbox, 'Before', { channel: channels[0] });
    wall.set(-tenMinutes);
    const sinceMs = performance.now();
    await sandbox.move('RUNNING', before);
    await sandbox.see({ kind: 'edit', match: `Running.*${before.handle}` });
    const after = await sandbox.launch('hello', { channel: channels[1] });
    await seeEnd(sandbox, after);
    await sandbox.move('SUCCEEDED', before);
    await seeEnd(sandbox, before.handle);
    // Each wait above ends after 40 s, so this fails only if something waits for the clock.
    expect(performance.now() - sinceMs).toBeLessThan(tenMinutes / 5);
    await expectStory(sandbox, before.handle, `launched ${ran}`);
    await expectStory(sandbox, after, `launched ${ran}`);
    await expectNothingTwice(sandbox);
    expect(await bot.stop()).toBe(0);
  });

  test('between a kill and the next start holds up nothing that waited', async ({
    onTestFinished,
  }) => {
    const sandbox = await startSandbox(onTestFinished);
    const wall = wallOf(sandbox);
    const bot = await sandbox.bot(wall.env);
    const [held] = await Promise.all([launchQueued(sandbox, 'Held', { channel: channels[0] })]);
    await sandbox.kill(bot);
    await sandbox.move('RUNNING', held);
    wall.set(-tenMinutes);
    const next = await sandbox.bot(wall.env);
    await sandbox.see({ kind: 'edit', match: `Running.*${held.handle}` });
    await sandbox.move('SUCCEEDED', held);
    await seeEnd(sandbox, held.handle);
    await expectStory(sandbox, held.handle, `launched ${ran}`);
    await expectNothingTwice(sandbox);
    expect(await next.stop()).toBe(0);
  });
});
