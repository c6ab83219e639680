// A digest, killed at every seam of its post: it stands in the channel once, and the threads it spares stay spared.

import { describe, expect, test } from 'vitest';
import { aimed, kill, patience, setStage } from '../harness.ts';
import { digestsOf, endTogether, expectSpared, launchMany } from '../many.ts';
import { expectNothingTwice } from '../story.ts';

const post = { method: 'chat.postMessage', args: 'jobs ended at once' };

describe.concurrent('a bot killed', patience, () => {
  test.for(['before-record', 'after-record'] as const)(
    'while it posts a digest (%s) posts it once',
    async (when, { onTestFinished }) => {
      const stage = await setStage(onTestFinished);
      const first = await stage.bot();
      const many = await launchMany(stage, 7);
      await stage.slackFault(aimed(kill(when, post), first));
      await endTogether(stage, many, 1);
      expect(await first.exited).toBeNull();

      const second = await stage.bot();
      await stage.see({ kind: 'message', match: '7 jobs ended at once' });
      await expectSpared(stage, many, 1);
      expect(await second.stop()).toBe(0);
      expect(await digestsOf(stage)).toHaveLength(1);
      await expectNothingTwice(stage);
    },
  );

  test('again and again posts it once', async ({ onTestFinished }) => {
    const stage = await setStage(onTestFinished);
    const first = await stage.bot();
    const many = await launchMany(stage, 7);
    await stage.slackFault(aimed(kill('before-record', post), first));
    await endTogether(stage, many, 0);
    expect(await first.exited).toBeNull();
    const second = await stage.bot();
    await stage.slackFault(aimed(kill('after-record', post), second));
    expect(await second.exited).toBeNull();
    const third = await stage.bot();
    await expectSpared(stage, many, 0);
    expect(await third.stop()).toBe(0);
    expect(await digestsOf(stage)).toHaveLength(1);
    await expectNothingTwice(stage);
  });
});
