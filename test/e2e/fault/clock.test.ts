// The wall clock is set back, while the bot runs and while it doesn't: nothing waits until the clock has caught up.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { longTimeout, startSandbox, type Sandbox } from '../harness.ts';
import { channels } from '../workspace.ts';
import { expectNothingTwice, expectStory, launchQueued, ran, seeEnd } from '../story.ts';

const tenMinutes = 600_000;

/** The wall clock of a bot. */
function wallOf(sandbox: Sandbox) {
  const file = join(sandbox.servers.directory, 'wall-off');
  const set = (offMs: number) => writeFileSync(file, String(offMs));
  set(0);
  const wall = `--import ${join(import.meta.dirname, '../preload', 'wall.ts')}`;
  return { env: { NODE_OPTIONS: wall, TEST_WALL_OFF: file }, set };
}

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
    await sandbox.see({ kind: 'edit', match: `RUNNING.*${before.handle}` });
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
    await sandbox.see({ kind: 'edit', match: `RUNNING.*${held.handle}` });
    await sandbox.move('SUCCEEDED', held);
    await seeEnd(sandbox, held.handle);
    await expectStory(sandbox, held.handle, `launched ${ran}`);
    await expectNothingTwice(sandbox);
    expect(await next.stop()).toBe(0);
  });
});
