// The sandbox's sample of a fallback: no machines in the first place, so it runs in the next.

import { expect, test } from 'vitest';
import { longTimeout, startSandbox } from '../harness.ts';
import { expectNothingTwice, expectStory, ran, seeEnd } from '../story.ts';

test(
  'a sample finds no machines in one place and runs in the next',
  longTimeout,
  async ({ onTestFinished }) => {
    const sandbox = await startSandbox(onTestFinished, { speed: 20 });
    await sandbox.bot();
    const handle = await sandbox.launch('stockout-fallback');
    await seeEnd(sandbox, handle);
    await expectStory(sandbox, handle, `launched PENDING? next launched ${ran}`);
    const jobs = await sandbox.jobs();
    expect(jobs.map(({ state }) => state).toSorted()).toEqual(['FAILED', 'SUCCEEDED']);
    await expectNothingTwice(sandbox);
  },
);
