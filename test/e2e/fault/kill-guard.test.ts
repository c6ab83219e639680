// Killed at each seam between a guard's first warning and the end of its cancel: two warnings, one cancel, each told once. Or, if
// somebody extends it, killed over that: told once, and nothing is cancelled.

import { describe, expect, test } from 'vitest';
import { aimed, kill, type Fault } from '../faults.ts';
import { cancelledByGuard, expectExtended, guardedBySeconds } from '../guard.ts';
import { longTimeout, startSandbox } from '../harness.ts';
import { auditAtRest, expectNothingTwice, expectStory, seeEnd } from '../story.ts';

const posting = (args: string) => ({ method: '^chat\\.postMessage$', args });
const first = posting('I warn once more');
const last = posting('I cancel it 3 s from now');
const cancel = { call: 'cancel' };

describe.concurrent('a bot killed', longTimeout, () => {
  test.for<readonly [string, { readonly slack?: Fault; readonly vertex?: Fault }]>([
    ['when the first warning is stored', { slack: kill('before-record', first) }],
    ['when Slack has the first warning', { slack: kill('after-record', first) }],
    ['when the last warning is stored', { slack: kill('before-record', last) }],
    ['when Slack has the last warning', { slack: kill('after-record', last) }],
    [
      'when its cancel is stored and not told',
      { slack: kill('before-record', posting('Its guard cancels it')) },
    ],
    ['when its cancel is stored and not sent', { vertex: kill('before-record', cancel) }],
    ['when Vertex has its cancel', { vertex: kill('after-record', cancel) }],
  ])('%s', async ([, { slack, vertex }], { onTestFinished }) => {
    const sandbox = await startSandbox(onTestFinished, { speed: 20, env: guardedBySeconds() });
    const bot = await sandbox.bot();
    if (slack !== undefined) await sandbox.slackFault(aimed(slack, bot));
    if (vertex !== undefined) await sandbox.vertexFault(aimed(vertex, bot));
    const handle = await sandbox.launch('runaway');
    expect(await bot.exited).toBeNull();
    const next = await sandbox.bot();
    await seeEnd(sandbox, handle, 'Cancelled after ');
    await expectStory(sandbox, handle, cancelledByGuard);
    expect((await sandbox.jobs()).map(({ state }) => state)).toEqual(['CANCELLED']);
    expect(await auditAtRest(sandbox, next)).toEqual([
      expect.stringMatching(/^launch U0ANA: created /),
      'cancel guard: job CANCELLED',
    ]);
    await expectNothingTwice(sandbox);
  });

  test.for(['before-record', 'after-record'] as const)(
    'while it tells that somebody extends it (%s)',
    async (when, { onTestFinished }) => {
      const sandbox = await startSandbox(onTestFinished, { env: guardedBySeconds() });
      const bot = await sandbox.bot();
      const handle = await sandbox.launch('runaway');
      await sandbox.see({ kind: 'message', match: 'At the limit I warn once more' });
      await sandbox.slackFault(aimed(kill(when, posting('lets it run 1 h longer')), bot));
      await sandbox.press('Extend 1h');
      expect(await bot.exited).toBeNull();
      const next = await sandbox.bot();
      await sandbox.see({ kind: 'message', match: '@ana lets it run 1 h longer' });
      await expectExtended(sandbox, handle, next);
      await expectNothingTwice(sandbox);
    },
  );
});
