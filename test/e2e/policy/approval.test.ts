// A launch that takes an approval, from the ask to the job or to its other ends.

import { describe, expect, test } from 'vitest';
import { approvedByLeads, ask, buttonsOf, deny, tamper, told } from '../approval.ts';
import { longTimeout, shareSandbox, startSandbox } from '../harness.ts';
import { auditOf, expectOneJobToldOnce, expectStory, ran } from '../story.ts';
import { bo, mlJobs, root, secretLab, wanda } from '../workspace.ts';
import { until } from '../wait.ts';

const decisionButtons = /"(?:Approve|Deny|Withdraw)"/;

describe('a launch that takes an approval', longTimeout, () => {
  const shared = shareSandbox({ speed: 20, env: approvedByLeads() });

  test('runs once another approves it, and the card that asked becomes the job’s', async () => {
    const sandbox = shared();
    const asked = await ask(sandbox, 'Shared');
    const { handle, displayName, ts } = asked;
    expect(await buttonsOf(sandbox, ts)).toMatch(decisionButtons);
    const approve = (user: string) => () => sandbox.press('Approve', { user, handle });

    await told(sandbox, approve(wanda), wanda, 'Only the role .lead. can approve');
    expect(await sandbox.jobs(displayName)).toEqual([]);
    await told(sandbox, approve(bo), bo, `^Approved: .*${handle}`);
    const story = `approval-asked decided launched ${ran}`;
    await expectOneJobToldOnce(sandbox, handle, displayName, story);
    const { root: card } = await expectStory(sandbox, handle, story);
    expect(card.ts).toBe(ts);
    expect(card.rendered).toMatch(/Succeeded[^]*Approved by @bo at /);
    expect(await buttonsOf(sandbox, ts)).not.toMatch(decisionButtons);
  });

  test('is nobody’s to decide who asked for it', async () => {
    const sandbox = shared();
    const asked = await ask(sandbox, 'Own', { user: root });
    const { handle, displayName, ts } = asked;
    await sandbox.see({ kind: 'message', thread: ts, match: '^@bo: please approve or deny' });
    const approve = () => sandbox.press('Approve', { user: root, handle });
    const refused = 'You asked for this launch yourself';
    await told(sandbox, approve, root, refused);
    await told(sandbox, () => sandbox.press('Deny', { user: root, handle }), root, refused);
    expect(await sandbox.jobs(displayName)).toEqual([]);
    await expectStory(sandbox, handle, 'approval-asked');
    await sandbox.press('Withdraw', { user: root, handle });
    await sandbox.see({ kind: 'edit', match: `Withdrawn.*${handle}` });
  });

  test('is denied with a reason in the window', async () => {
    const sandbox = shared();
    const asked = await ask(sandbox, 'Denied');
    const { handle, displayName, ts } = asked;
    await told(sandbox, () => deny(sandbox, asked, bo, 'no *money* left'), bo, '^Denied: ');
    await sandbox.see({ kind: 'message', thread: ts, match: '@ana Denied by @bo.*money' });
    await sandbox.see({ kind: 'edit', match: `Denied.*${handle}[^]*Denied by @bo at .*money` });
    expect(await buttonsOf(sandbox, ts)).not.toMatch(decisionButtons);
    await expectStory(sandbox, handle, 'approval-asked decided');
    expect(await sandbox.jobs(displayName)).toEqual([]);
  });

  test('is approved in a direct message by who is not in its channel', async () => {
    const sandbox = shared();
    const asked = await ask(sandbox, 'Elsewhere', { channel: secretLab });
    const { handle, displayName } = asked;
    const direct = `${handle}[^]*It was asked for in`;
    const { channel: dm = '', ts = '' } = await sandbox.see({ kind: 'message', match: direct });
    expect(dm).toMatch(/^D/);
    expect(await buttonsOf(sandbox, ts)).toMatch(decisionButtons);
    await sandbox.press('Approve', { user: await ownerOf(dm), channel: dm, handle });
    const decided = `no longer waits for an approval`;
    await sandbox.see({ kind: 'edit', channel: dm, match: `${handle}.*${decided}` });
    expect(await buttonsOf(sandbox, ts)).not.toMatch(decisionButtons);
    const story = `approval-asked decided launched ${ran}`;
    await expectOneJobToldOnce(sandbox, handle, displayName, story);
  });

  /** Whose direct messages these are. */
  async function ownerOf(dm: string): Promise<string> {
    const { channels } = await shared().client.slackRecords();
    const name = channels.find(({ id }) => id === dm)?.name;
    return name === 'bo' ? bo : root;
  }

  test('is approved at Home', async () => {
    const sandbox = shared();
    const { client } = sandbox;
    const { handle, displayName } = await ask(sandbox, 'Homely');
    await client.openHome(bo);
    await sandbox.see({ kind: 'home', user: bo, match: `${handle}[^]*\\[Approve\\]` });
    const asksAtHome = async () => {
      const { views } = await client.slackRecords();
      const shown = views.find(({ type, user }) => type === 'home' && user === bo);
      return JSON.stringify(shown?.spec).includes(`Approve launch ${handle}`);
    };
    expect(await asksAtHome()).toBe(true);
    await client.pressHome({ user: bo, label: 'Approve', of: handle });
    await until('his Home asks no more', async () => ((await asksAtHome()) ? undefined : true));
    const story = `approval-asked decided launched ${ran}`;
    await expectOneJobToldOnce(sandbox, handle, displayName, story);
  });

  test('goes on waiting if a lock refuses the press, and is approved after it', async () => {
    const sandbox = shared();
    const { handle, displayName, ts } = await ask(sandbox, 'Locked');
    await sandbox.type('/job lock all the data moves', { user: wanda });
    await sandbox.see({ kind: 'message', match: 'all launches are locked by @wanda: .*moves' });
    const approve = () => sandbox.press('Approve', { user: root, handle });
    await told(sandbox, approve, root, 'locked by @wanda: .*moves');
    expect(await buttonsOf(sandbox, ts)).toMatch(decisionButtons);
    await sandbox.type('/job unlock 1', { user: wanda });
    await sandbox.see({ kind: 'message', match: '@wanda took off lock 1' });
    await told(sandbox, approve, root, '^Approved: ');
    const story = `approval-asked decided launched ${ran}`;
    await expectOneJobToldOnce(sandbox, handle, displayName, story);
  });

  test('is withdrawn by its requester, and can be approved no more', async () => {
    const sandbox = shared();
    const { handle, displayName, ts } = await ask(sandbox, 'Withdrawn');
    await sandbox.press('Withdraw', { handle });
    await sandbox.see({ kind: 'edit', match: `Withdrawn.*${handle}` });
    expect(await buttonsOf(sandbox, ts)).not.toMatch(decisionButtons);
    expect(await sandbox.jobs(displayName)).toEqual([]);
    await expectStory(sandbox, handle, 'approval-asked prevented');
  });
});

test(
  'a spec that was changed after the ask is not sent, and its approver is told so',
  longTimeout,
  async ({ onTestFinished }) => {
    const sandbox = await startSandbox(onTestFinished, { speed: 20, env: approvedByLeads() });
    const first = await sandbox.bot();
    const { handle } = await ask(sandbox, 'Honest');
    expect(await first.stop()).toBe(0);
    tamper(sandbox);

    const next = await sandbox.bot();
    const approve = () => sandbox.press('Approve', { user: bo, channel: mlJobs, handle });
    await told(sandbox, approve, bo, 'What would be sent is not what was asked about');
    expect(await next.stop()).toBe(0);
    expect(auditOf(sandbox)).toContainEqual(
      expect.stringMatching(/^approve U0BO: refused: .*spec-changed/),
    );
    expect(await sandbox.jobs()).toEqual([]);
  },
);
