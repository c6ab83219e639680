// A policy file that gives a role to a user group of Slack.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { longTimeout, startSandbox, type Sandbox } from '../harness.ts';
import { expectOneJobToldOnce, ran } from '../story.ts';
import { ana, bo, guest, wanda } from '../workspace.ts';

/** A bot for whose leads alone launches are: @ana, who is in the user group, and @bo by id. */
async function policed(sandbox: Sandbox): Promise<void> {
  const path = join(sandbox.servers.directory, 'policy.yaml');
  await writeFile(
    path,
    `
roles:
  lead: { people: [${bo}], groups: [S0MLLEADS] }
grants:
  launch: [lead]
`,
  );
  await sandbox.bot({ POLICY_FILE: path });
}

const tries = async ({ client }: Sandbox) =>
  (await client.slackRecords()).calls.filter(({ method }) => method === 'usergroups.users.list');

async function isRefused(sandbox: Sandbox, user: string, why: string): Promise<void> {
  const since = await sandbox.client.last();
  await sandbox.type('/job launch hello greeting=Refused', { user });
  await sandbox.see({ kind: 'ephemeral', user, match: why, since });
}

describe('a user group', longTimeout, () => {
  test('gives its role to full members who are in it, and is asked once', async ({
    onTestFinished,
  }) => {
    const sandbox = await startSandbox(onTestFinished);
    const group = { group: 'S0MLLEADS', users: [ana, guest] };
    await sandbox.client.slack('POST', 'act/group', group);
    await policed(sandbox);
    const handle = await sandbox.launch('hello greeting=Group');
    await isRefused(sandbox, wanda, 'lead');
    await isRefused(sandbox, guest, 'Guests');
    await expectOneJobToldOnce(sandbox, handle, 'Group × 3', `launched ${ran}`);
    expect(await tries(sandbox)).toHaveLength(1);
    expect(await sandbox.jobs()).toHaveLength(1);
  });

  test('that can’t be read for want of the scope gives it to nobody, and halts nothing', async ({
    onTestFinished,
  }) => {
    const sandbox = await startSandbox(onTestFinished);
    const noScope = { kind: 'error', error: 'missing_scope', count: null };
    await sandbox.slackFault({ ...noScope, match: { method: '^usergroups' } });
    await policed(sandbox);
    await isRefused(sandbox, ana, 'S0MLLEADS.*missing_scope');
    const handle = await sandbox.launch('hello greeting=Named', { user: bo });
    await isRefused(sandbox, ana, 'S0MLLEADS.*missing_scope');
    await expectOneJobToldOnce(sandbox, handle, 'Named × 3', `launched ${ran}`);
    expect(await sandbox.jobs()).toHaveLength(1);
  });

  test('that can’t be read for a moment lets its people wait, not be refused', async ({
    onTestFinished,
  }) => {
    const sandbox = await startSandbox(onTestFinished);
    const failing = { kind: 'status', status: 503, count: 1 };
    await sandbox.slackFault({ ...failing, match: { method: '^usergroups' } });
    await policed(sandbox);
    const handle = await sandbox.launch('hello greeting=Waits');
    await expectOneJobToldOnce(sandbox, handle, 'Waits × 3', `launched ${ran}`);
    expect(await tries(sandbox)).toHaveLength(2);
  });
});
