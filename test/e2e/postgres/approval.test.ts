// Two approvers at once, each at another replica: one decides, and the other is told who did.
// Needs a server: TEST_POSTGRES_URL.

import { describe, expect, test } from 'vitest';
import { servers } from '../../store/databases.ts';
import { approvedByLeads, ask } from '../approval.ts';
import { longTimeout } from '../harness.ts';
import { expectOneJobToldOnce, expectStory, ran } from '../story.ts';
import { bo, mlJobs, root } from '../workspace.ts';
import { startPair } from './pair.ts';

describe.skipIf(servers.length === 0)('two approvers at once', longTimeout, () => {
  test('make one decision and one job, and one of them is told who decided', async ({
    onTestFinished,
  }) => {
    const { sandbox } = await startPair(onTestFinished, { speed: 20, env: approvedByLeads() });
    const { handle, displayName } = await ask(sandbox, 'Both');
    await Promise.all([bo, root].map((user) => sandbox.press('Approve', { user, handle })));
    const { user } = await sandbox.see({ kind: 'ephemeral', match: `^Approved: .*${handle}` });
    const [late, name] = laterThan(user);
    const already = `^@${name} approved .*${handle}.* already, at `;
    await sandbox.see({ kind: 'ephemeral', user: late, match: already });
    const story = `approval-asked decided launched ${ran}`;
    await expectOneJobToldOnce(sandbox, handle, displayName, story);
  });

  test('of whom one denies and one approves leave no doubt about it', async ({
    onTestFinished,
  }) => {
    const { sandbox } = await startPair(onTestFinished, { speed: 20, env: approvedByLeads() });
    const { handle, displayName } = await ask(sandbox, 'Either');
    await sandbox.press('Deny', { user: root, channel: mlJobs, handle });
    await sandbox.see({ kind: 'view', user: root, match: `${handle}[^]*Why` });
    await Promise.all([
      sandbox.client.submit(root, { reason: 'not now' }),
      sandbox.press('Approve', { user: bo, handle }),
    ]);
    const match = `^(?:Approved|Denied): .*${handle}`;
    const { user, text } = await sandbox.see({ kind: 'ephemeral', match });
    const [late, name] = laterThan(user);
    const already = `^@${name} (?:approved|denied) .*${handle}.* already, at `;
    await sandbox.see({ kind: 'ephemeral', user: late, match: already });
    if (text.startsWith('Approved')) {
      const story = `approval-asked decided launched ${ran}`;
      await expectOneJobToldOnce(sandbox, handle, displayName, story);
    } else {
      await sandbox.see({ kind: 'edit', match: `Denied.*${handle}` });
      await expectStory(sandbox, handle, 'approval-asked decided');
      expect(await sandbox.jobs()).toEqual([]);
    }
  });
});

/** The other approver, and the name of who was first. */
function laterThan(first: string): readonly [string, string] {
  return first === bo ? [root, 'bo'] : [bo, 'root'];
}
