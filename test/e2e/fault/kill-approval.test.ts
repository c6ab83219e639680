// Killed at each seam of an approval: nothing is decided twice, one job is made, and what is not approved is not sent.

import { describe, expect, test } from 'vitest';
import { approvedByLeads, ask, statesOf, tamper } from '../approval.ts';
import { killBetweenTries, nobodyListens } from '../database.ts';
import { aimed, kill } from '../faults.ts';
import { longTimeout, startSandbox, type Sandbox } from '../harness.ts';
import {
  auditAtRest,
  expectNothingTwice,
  expectOneJobToldOnce,
  expectStory,
  ran,
} from '../story.ts';
import { untilOpenUpdates } from '../wait.ts';
import { wallOf } from '../wall.ts';
import { ana, bo, root } from '../workspace.ts';

const launched = expect.stringMatching(/^launch U0ANA: (?:created|found) /) as string;
const displayName = 'Honest × 3';
const hour = 3_600_000;

/** A launch that was approved by a bot that can send nothing, and is killed then. */
async function approvedAndKilled(sandbox: Sandbox): Promise<string> {
  const first = await sandbox.bot(nobodyListens);
  const { handle } = await ask(sandbox, 'Honest');
  await sandbox.press('Approve', { user: bo, handle });
  await sandbox.see({ match: `${handle}[^]*Not sent yet` });
  await killBetweenTries(sandbox, first);
  expect(await sandbox.jobs()).toEqual([]);
  return handle;
}

describe.concurrent('a bot killed', longTimeout, () => {
  test('between the press of Approve and its decision decides it at the next start', async ({
    onTestFinished,
  }) => {
    const sandbox = await startSandbox(onTestFinished, { speed: 20, env: approvedByLeads() });
    const first = await sandbox.bot();
    const { handle } = await ask(sandbox, 'Honest');
    await sandbox.kill(first);
    // This one knows nobody yet.
    const second = await sandbox.bot();
    const whoPresses = kill('before-record', { method: 'users.info', args: bo });
    await sandbox.slackFault(aimed(whoPresses, second));
    await sandbox.press('Approve', { user: bo, handle });
    expect(await second.exited).toBeNull();
    expect(statesOf(sandbox)).toEqual(['waiting', 'requested']);

    const next = await sandbox.bot();
    await sandbox.see({ kind: 'ephemeral', user: bo, match: `^Approved: .*${handle}` });
    const story = `approval-asked decided launched ${ran}`;
    await expectOneJobToldOnce(sandbox, handle, displayName, story);
    expect(await auditAtRest(sandbox, next)).toEqual([launched, 'approve U0BO: approved']);
  });

  test('between the decision and the create sends it at the next start', async ({
    onTestFinished,
  }) => {
    const sandbox = await startSandbox(onTestFinished, { speed: 20, env: approvedByLeads() });
    const handle = await approvedAndKilled(sandbox);
    const next = await sandbox.bot();
    const story = `approval-asked decided launched ${ran}`;
    await expectOneJobToldOnce(sandbox, handle, displayName, story);
    expect(await auditAtRest(sandbox, next)).toEqual([launched, 'approve U0BO: approved']);
  });

  test('between them sends nothing if its approver has lost the role meanwhile', async ({
    onTestFinished,
  }) => {
    const sandbox = await startSandbox(onTestFinished, { speed: 20, env: approvedByLeads() });
    const handle = await approvedAndKilled(sandbox);
    await sandbox.bot(approvedByLeads([root]));
    await sandbox.see({ kind: 'message', match: '@bo may no longer approve it' });
    await sandbox.see({ kind: 'edit', match: `Blocked.*${handle}` });
    await expectStory(sandbox, handle, 'approval-asked decided blocked');
    expect(await sandbox.jobs()).toEqual([]);
  });

  test('between them sends nothing else than what was approved', async ({ onTestFinished }) => {
    const sandbox = await startSandbox(onTestFinished, { speed: 20, env: approvedByLeads() });
    await approvedAndKilled(sandbox);
    tamper(sandbox);
    await sandbox.bot();
    await sandbox.see({ kind: 'message', match: 'is not what was approved: launch it again' });
    expect(await sandbox.jobs()).toEqual([]);
  });

  test('when Vertex had the create of an approved launch finds its one job', async ({
    onTestFinished,
  }) => {
    const sandbox = await startSandbox(onTestFinished, { speed: 20, env: approvedByLeads() });
    const first = await sandbox.bot();
    const { handle } = await ask(sandbox, 'Honest');
    await sandbox.vertexFault(aimed(kill('after-record', { call: 'create' }), first));
    await sandbox.press('Approve', { user: bo, handle });
    expect(await first.exited).toBeNull();
    expect(statesOf(sandbox)).toEqual(['submitting', 'done']);

    const next = await sandbox.bot();
    const story = `approval-asked decided uncertain? found ${ran}`;
    await expectOneJobToldOnce(sandbox, handle, displayName, story);
    expect(await auditAtRest(sandbox, next)).toEqual([launched, 'approve U0BO: approved']);
  });

  test('while a launch waits reminds at half time and ends it in time, each once', async ({
    onTestFinished,
  }) => {
    const sandbox = await startSandbox(onTestFinished, { env: approvedByLeads() });
    const wall = wallOf(sandbox);
    const first = await sandbox.bot(wall.env);
    const { handle, ts } = await ask(sandbox, 'Honest');
    await sandbox.kill(first);
    wall.set(12 * hour);
    const second = await sandbox.bot(wall.env);
    await sandbox.see({
      kind: 'message',
      thread: ts,
      match: '(?:^|: )Nobody has approved or denied',
    });
    // Its clock is ahead of Slack's, so a post that it doesn't know of would not be found again.
    await untilOpenUpdates(second, 0);
    await sandbox.kill(second);
    wall.set(24 * hour);
    const third = await sandbox.bot(wall.env);
    await sandbox.see({ kind: 'message', thread: ts, match: '@ana Nobody approved the launch' });
    await sandbox.see({ kind: 'edit', match: `Not approved in time.*${handle}` });
    await expectStory(sandbox, handle, 'approval-asked reminded decided');
    await sandbox.type('/job list');
    await sandbox.see({ kind: 'ephemeral', user: ana, match: 'No live jobs' });
    expect(await sandbox.jobs()).toEqual([]);
    await expectNothingTwice(sandbox);
    expect(await auditAtRest(sandbox, third)).toEqual([
      'launch U0ANA: expired: nobody approved it in time',
    ]);
  });
});
