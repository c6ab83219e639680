// A job's log, shown only to whoever asks, even through empty pages; without permission, the missing role is named.

import { describe, expect, test } from 'vitest';
import { longTimeout, shareSandbox } from '../harness.ts';
import { ana, bo, mlJobs } from '../workspace.ts';
import { seeEnd } from '../story.ts';

describe('logs', longTimeout, () => {
  const shared = shareSandbox();

  test('are shown by command and button, to the requester alone, through pages that are empty', async () => {
    const sandbox = shared();
    await sandbox.client.vertex('POST', 'logs', { emptyLogPages: 2 });
    const handle = await sandbox.launch('crash');
    await seeEnd(sandbox, handle, 'Failed: ');
    let since = await sandbox.client.last();
    await sandbox.type(`/job logs ${handle} 4`);
    const typed = await sandbox.see({
      kind: 'ephemeral',
      user: ana,
      match: 'newest 4 lines',
      since,
    });
    expect(typed.text).toMatch(/Traceback[^]*ValueError[^]*non-zero status of 1/);
    expect(typed.text).toMatch(/E workerpool0-0 ValueError: loss is NaN/);

    since = await sandbox.client.last();
    await sandbox.client.press({ user: bo, channel: mlJobs, label: 'Logs', handle });
    const pressed = await sandbox.see({ kind: 'ephemeral', user: bo, match: 'ValueError', since });
    expect(pressed.text).toContain('Job is running.');

    since = await sandbox.client.last();
    await sandbox.type(`/job logs ${handle} workerpool3-0`);
    await sandbox.see({ kind: 'ephemeral', user: ana, match: 'no such replica', since });
    const said = await sandbox.messages();
    expect(said.filter(({ rendered }) => rendered.includes('Job is running.'))).toEqual([]);
  });

  test('that the bot may not read name the role', async () => {
    const sandbox = shared();
    const handle = await sandbox.launch('runaway');
    await sandbox.see({ match: `RUNNING.*${handle}` });
    const deny = [{ permission: 'logging.logEntries.list' }];
    await sandbox.client.vertex('POST', 'permissions', { deny });
    const since = await sandbox.client.last();
    await sandbox.type(`/job logs ${handle}`);
    await sandbox.see({ kind: 'ephemeral', user: ana, match: 'roles/logging.viewer', since });
    await sandbox.client.vertex('POST', 'permissions', { deny: [] });
  });
});
