// Two launches race for the last dollars of a budget: one gets them, and the other one hears what would fit. Also if the
// bot dies in between.

import { describe, expect, test } from 'vitest';
import { launchWhatFits, race, seeOneWin, stayQueued, teamBudget, untilPriced } from '../budget.ts';
import { aimed, kill } from '../faults.ts';
import { longTimeout, startSandbox } from '../harness.ts';
import { auditOf, expectNothingTwice } from '../story.ts';
import { bo } from '../workspace.ts';

const created = expect.stringMatching(/^launch U0(?:ANA|BO): created /) as string;
const refused = expect.stringMatching(
  /^launch U0(?:ANA|BO): refused: over-budget .*"key":"team","value":"vision"/,
) as string;

describe.concurrent('of two launches for the last dollars', longTimeout, () => {
  test('one is refused, now and after a kill, and launches what fits', async ({
    onTestFinished,
  }) => {
    const sandbox = await startSandbox(onTestFinished, { env: teamBudget() });
    const first = await sandbox.bot();
    await Promise.all([untilPriced(sandbox, 1), stayQueued(sandbox)]);
    await race(sandbox);
    const user = await seeOneWin(sandbox);
    await sandbox.see({ kind: 'message', match: '^Launched by ' });
    await sandbox.kill(first);

    // What is promised is on record, so the next process counts it too.
    const next = await sandbox.bot();
    await untilPriced(sandbox, 2);
    const since = await sandbox.client.last();
    await launchWhatFits(sandbox, user, since);
    await expectNothingTwice(sandbox);
    expect(await next.stop()).toBe(0);
    expect(await sandbox.jobs()).toHaveLength(2);
    expect([...auditOf(sandbox)].sort()).toEqual([created, created, refused, refused]);
  });

  test('one is refused by the next process if the bot is killed before both are decided', async ({
    onTestFinished,
  }) => {
    const sandbox = await startSandbox(onTestFinished, { env: teamBudget() });
    const first = await sandbox.bot();
    await Promise.all([untilPriced(sandbox, 1), stayQueued(sandbox)]);
    // Both are stored before Slack is asked who they are.
    const whoAsks = kill('before-record', { method: 'users.info', args: bo });
    await sandbox.slackFault(aimed(whoAsks, first));
    await race(sandbox);
    expect(await first.exited).toBeNull();

    const next = await sandbox.bot();
    await seeOneWin(sandbox);
    await sandbox.see({ kind: 'message', match: '^Launched by ' });
    expect(await next.stop()).toBe(0);
    expect(await sandbox.jobs()).toHaveLength(1);
    await expectNothingTwice(sandbox);
    expect([...auditOf(sandbox)].sort()).toEqual([created, refused]);
  });
});
