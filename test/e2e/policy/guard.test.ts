// A guard as people meet it: two warnings and a cancel that is followed to its end, or a press that lets the job run on.

import { describe, expect, test } from 'vitest';
import { cancelledByGuard, guardedBySeconds, nextLookAt } from '../guard.ts';
import { longTimeout, startSandbox } from '../harness.ts';
import { auditAtRest, expectNothingTwice, expectStory, seeEnd } from '../story.ts';
import { until } from '../wait.ts';
import { ana } from '../workspace.ts';

describe.concurrent('a job past the limit of its guard', longTimeout, () => {
  test('is warned of twice, cancelled, and seen to its end', async ({ onTestFinished }) => {
    const sandbox = await startSandbox(onTestFinished);
    const bot = await sandbox.bot();
    const handle = await sandbox.launch('runaway-guarded');
    await sandbox.see({ match: `RUNNING.*${handle}[^]*⏱ Guard: cancelled after 20 s of running` });
    await sandbox.see({
      kind: 'message',
      match: '@ana It has run for .* allows 20 s',
    });
    await sandbox.see({ kind: 'message', match: 'I cancel it 10 s from now, unless' });
    await seeEnd(sandbox, handle, 'Cancelled: .* Asked for by its guard');
    await expectStory(sandbox, handle, cancelledByGuard);
    await expectNothingTwice(sandbox);
    expect(await auditAtRest(sandbox, bot)).toEqual([
      expect.stringMatching(/^launch U0ANA: created /),
      'cancel guard: job CANCELLED',
    ]);
  });

  test('runs on if somebody extends it', async ({ onTestFinished }) => {
    const sandbox = await startSandbox(onTestFinished, { env: guardedBySeconds() });
    const bot = await sandbox.bot();
    const handle = await sandbox.launch('runaway');
    await sandbox.see({ kind: 'message', match: 'At the limit I warn once more' });
    await sandbox.press('Extend 1h');
    await sandbox.see({ kind: 'message', match: '@ana lets it run 1 h longer' });
    await sandbox.see({ kind: 'ephemeral', user: ana, match: handle });
    const { story } = await expectStory(
      sandbox,
      handle,
      'launched PENDING? RUNNING warned warned? extended',
    );
    expect(story).not.toContain('cancel');
    expect((await sandbox.jobs()).map(({ state }) => state)).toEqual(['RUNNING']);
    expect(await auditAtRest(sandbox, bot)).toEqual([
      expect.stringMatching(/^launch U0ANA: created /),
      'extend U0ANA: extended',
    ]);
    // Nothing can be due before its new limit is near.
    await until('the guard waits for its new limit', async () => {
      if ((nextLookAt(sandbox) ?? 0) > Date.now() + 20 * 60_000) return true;
      expect(await (await sandbox.bot()).stop()).toBe(0);
      return undefined;
    });
  });
});
