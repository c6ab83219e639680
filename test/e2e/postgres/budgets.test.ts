// Two launches at two replicas race for the last dollars of a budget: one gets them.
// Needs a server: TEST_POSTGRES_URL.

import { describe, expect, test } from 'vitest';
import { servers } from '../../store/databases.ts';
import { launchWhatFits, race, seeOneWin, stayQueued, teamBudget, untilPriced } from '../budget.ts';
import { longTimeout } from '../harness.ts';
import { expectNothingTwice } from '../story.ts';
import { startPair } from './pair.ts';

describe.skipIf(servers.length === 0)('a budget', longTimeout, () => {
  test('lets one of two launches through that two replicas get at once, and a kill changes nothing', async ({
    onTestFinished,
  }) => {
    const { sandbox, first } = await startPair(onTestFinished, { env: teamBudget() });
    await Promise.all([untilPriced(sandbox, 2), stayQueued(sandbox)]);
    await race(sandbox);
    const user = await seeOneWin(sandbox);
    await sandbox.see({ kind: 'message', match: '^Launched by ' });
    await sandbox.kill(first);

    const since = await sandbox.client.last();
    await launchWhatFits(sandbox, user, since);
    expect(await sandbox.jobs()).toHaveLength(2);
    await expectNothingTwice(sandbox);
  });
});
