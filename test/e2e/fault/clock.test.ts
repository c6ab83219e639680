// The wall clock of the real process, set back while it runs and while it doesn't: nothing waits until the old hour comes again.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { channels, patience, setStage, type Stage } from '../harness.ts';
import { expectNothingTwice, expectStory, launchStill, ran, seeEnd } from '../story.ts';

const tenMinutes = 600_000;

/** The wall clock of a bot. */
function wallOf(stage: Stage) {
  const file = join(stage.servers.directory, 'wall-off');
  const set = (offMs: number) => writeFileSync(file, String(offMs));
  set(0);
  const wall = `--import ${join(import.meta.dirname, '../preload', 'wall.ts')}`;
  return { env: { NODE_OPTIONS: wall, TEST_WALL_OFF: file }, set };
}

describe.concurrent('the wall clock set back by ten minutes', patience, () => {
  test('while the bot runs holds up no card, no change of state and no poll', async ({
    onTestFinished,
  }) => {
    const stage = await setStage(onTestFinished);
    const wall = wallOf(stage);
    const bot = await stage.bot(wall.env);
    const before = await launchStill(stage, 'Before', channels[0]);
    wall.set(-tenMinutes);
    const sinceMs = performance.now();
    await stage.move('RUNNING', before);
    await stage.see({ kind: 'edit', match: `RUNNING.*${before.handle}` });
    const after = await stage.launch('hello', { channel: channels[1] });
    await seeEnd(stage, after);
    await stage.move('SUCCEEDED', before);
    await seeEnd(stage, before.handle);
    // Each wait of these is bounded by 40 s, far below the ten minutes.
    expect(performance.now() - sinceMs).toBeLessThan(tenMinutes / 5);
    await expectStory(stage, before.handle, `launched ${ran}`);
    await expectStory(stage, after, `launched ${ran}`);
    await expectNothingTwice(stage);
    expect(await bot.stop()).toBe(0);
  });

  test('between a kill and the next start holds up nothing that waited', async ({
    onTestFinished,
  }) => {
    const stage = await setStage(onTestFinished);
    const wall = wallOf(stage);
    const bot = await stage.bot(wall.env);
    const [held] = await Promise.all([launchStill(stage, 'Held', channels[0])]);
    await stage.kill(bot);
    await stage.move('RUNNING', held);
    wall.set(-tenMinutes);
    const next = await stage.bot(wall.env);
    await stage.see({ kind: 'edit', match: `RUNNING.*${held.handle}` });
    await stage.move('SUCCEEDED', held);
    await seeEnd(stage, held.handle);
    await expectStory(stage, held.handle, `launched ${ran}`);
    await expectNothingTwice(stage);
    expect(await next.stop()).toBe(0);
  });
});
