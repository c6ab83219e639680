// A guard as people meet it: two warnings and a cancel that is followed to its end, or a press that lets the job run on.

import { describe, expect, test } from 'vitest';
import { cancelledByGuard, expectExtended, guardedBySeconds, nextLookAt } from '../guard.ts';
import type { AtEnd } from '../bots.ts';
import { longTimeout, startSandbox, type Sandbox } from '../harness.ts';
import { auditAtRest, expectNothingTwice, expectStory, seeEnd } from '../story.ts';
import { until } from '../wait.ts';
import { ana } from '../workspace.ts';

describe.concurrent('a job past the limit of its guard', longTimeout, () => {
  test('is warned of twice, cancelled, and seen to its end', async ({ onTestFinished }) => {
    const sandbox = await startSandbox(onTestFinished);
    const bot = await sandbox.bot();
    const handle = await sandbox.launch('runaway-guarded');
    await sandbox.see({ match: `Running.*${handle}[^]*⏱ Guard: cancelled after 20 s of running` });
    await sandbox.see({
      kind: 'message',
      match: '@ana It has run for .* allows 20 s',
    });
    await sandbox.see({ kind: 'message', match: 'I cancel it 10 s from now, unless' });
    await seeEnd(sandbox, handle, 'Cancelled after .* Asked for by its guard');
    await expectStory(sandbox, handle, cancelledByGuard);
    await expectNothingTwice(sandbox);
    expect(await auditAtRest(sandbox, bot)).toEqual([
      expect.stringMatching(/^launch U0ANA: created /),
      'cancel guard: job CANCELLED',
    ]);
  });

  test('is warned of its idle GPUs twice, and cancelled', async ({ onTestFinished }) => {
    const sandbox = await startIdle(onTestFinished);
    const bot = await sandbox.bot();
    const handle = await sandbox.launch('gpu-idle-guarded');
    await sandbox.see({
      match: `Running.*${handle}[^]*⏱ Guard: cancelled after GPUs below 5% for 5 min, with two warnings`,
    });
    const used = '@ana Its GPUs were used (?:0|<1)% on average in the last 5 min\\.[^]*As of ';
    await sandbox.see({ kind: 'message', match: `${used}[^]*At the limit I warn once more` });
    await sandbox.see({ kind: 'message', match: `${used}[^]*I cancel it 3 s from now, unless` });
    await seeEnd(sandbox, handle, 'Cancelled after .* Asked for by its guard');
    await expectStory(sandbox, handle, cancelledByGuard.replace('RUNNING', 'RUNNING late?'));
    await expectNothingTwice(sandbox);
    expect(await auditAtRest(sandbox, bot)).toEqual([
      expect.stringMatching(/^launch U0ANA: created /),
      'cancel guard: job CANCELLED',
    ]);
  });

  test('is warned of nothing by GPUs whose use may not be read', async ({ onTestFinished }) => {
    const sandbox = await startIdle(onTestFinished);
    const { client } = sandbox;
    await client.vertex('POST', 'permissions', {
      deny: [{ permission: 'monitoring.timeSeries.list' }],
    });
    await sandbox.bot();
    const handle = await sandbox.launch('gpu-idle-guarded');
    await sandbox.see({ match: `Running.*${handle}[^]*⚠️ I may not read the use of its GPUs` });
    const since = await client.last();
    await sandbox.type(`/job status ${handle}`);
    const { text } = await sandbox.see({ kind: 'ephemeral', match: 'Use of|use of', since });
    expect(text).toContain('The use of its GPUs is not known.');
    expect(text).not.toMatch(/\b0 ?%/);
    await expectStory(sandbox, handle, 'launched PENDING? RUNNING late?');
    expect((await sandbox.jobs()).map(({ state }) => state)).toEqual(['RUNNING']);
  });

  test('runs on if somebody extends it', async ({ onTestFinished }) => {
    const sandbox = await startSandbox(onTestFinished, { env: guardedBySeconds() });
    const bot = await sandbox.bot();
    const handle = await sandbox.launch('runaway');
    await sandbox.see({ kind: 'message', match: 'At the limit I warn once more' });
    await sandbox.press('Extend 1h');
    await sandbox.see({ kind: 'message', match: '@ana lets it run 1 h longer' });
    await sandbox.see({ kind: 'ephemeral', user: ana, match: handle });
    await expectExtended(sandbox, handle, bot);
    // Nothing can be due before its new limit is near.
    await until('the guard waits for its new limit', async () => {
      if ((nextLookAt(sandbox) ?? 0) > Date.now() + 20 * 60_000) return true;
      expect(await (await sandbox.bot()).stop()).toBe(0);
      return undefined;
    });
  });
});

/** A sandbox whose jobs have run for twenty minutes at once, with a point of their use every ten seconds. */
async function startIdle(atEnd: AtEnd): Promise<Sandbox> {
  const sandbox = await startSandbox(atEnd);
  await sandbox.client.vertex('POST', 'metrics', { metricMinuteMs: 100_000 });
  const phases = [{ state: 'PENDING', ms: 1_000 }, { state: 'RUNNING' }];
  const custom = { phases, ageMs: 20 * 60_000 };
  await sandbox.client.vertex('POST', 'scenarios', { match: { displayName: 'gpu' }, custom });
  return sandbox;
}
