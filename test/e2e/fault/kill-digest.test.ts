// Killed at every step of posting a digest: it is posted once, and what it tells isn't told in the threads as well.

import { describe, expect, test } from 'vitest';
import { aimed, kill } from '../faults.ts';
import { longTimeout, startSandbox } from '../harness.ts';
import { digestsOf, endTogether, expectOnlyFailuresInThreads, launchMany } from '../burst.ts';
import { expectNothingTwice } from '../story.ts';

const post = { method: 'chat.postMessage', args: 'jobs ended at once' };

describe.concurrent('a bot killed', longTimeout, () => {
  test.for(['before-record', 'after-record'] as const)(
    'while it posts a digest (%s) posts it once',
    async (when, { onTestFinished }) => {
      const sandbox = await startSandbox(onTestFinished);
      const first = await sandbox.bot();
      const many = await launchMany(sandbox, 7);
      await sandbox.slackFault(aimed(kill(when, post), first));
      await endTogether(sandbox, many, 1);
      expect(await first.exited).toBeNull();

      const second = await sandbox.bot();
      await sandbox.see({ kind: 'message', match: '7 jobs ended at once' });
      await expectOnlyFailuresInThreads(sandbox, many, 1);
      expect(await second.stop()).toBe(0);
      expect(await digestsOf(sandbox)).toHaveLength(1);
      await expectNothingTwice(sandbox);
    },
  );

  test('again and again posts it once', async ({ onTestFinished }) => {
    const sandbox = await startSandbox(onTestFinished);
    const first = await sandbox.bot();
    const many = await launchMany(sandbox, 7);
    await sandbox.slackFault(aimed(kill('before-record', post), first));
    await endTogether(sandbox, many, 0);
    expect(await first.exited).toBeNull();
    const second = await sandbox.botKilledBy(kill('after-record', post));
    expect(await second.exited).toBeNull();
    const third = await sandbox.bot();
    await expectOnlyFailuresInThreads(sandbox, many, 0);
    expect(await third.stop()).toBe(0);
    expect(await digestsOf(sandbox)).toHaveLength(1);
    await expectNothingTwice(sandbox);
  });
});
