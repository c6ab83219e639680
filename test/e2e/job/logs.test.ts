// A job's log, through the real process: shown to the one who asks, with what Google refuses or has not yet.

import { describe, expect, test } from 'vitest';
import { ana, bo, mlJobs, patience, shareStage } from '../harness.ts';
import { seeEnd } from '../story.ts';

describe('logs', patience, () => {
  const shared = shareStage();

  test('are shown by command and button, to the requester alone, through pages that are empty', async () => {
    const stage = shared();
    await stage.client.vertex('POST', 'logs', { emptyLogPages: 2 });
    const handle = await stage.launch('crash');
    await seeEnd(stage, handle, 'Failed: ');
    let since = await stage.client.last();
    await stage.type(`/job logs ${handle} 4`);
    const typed = await stage.see({ kind: 'ephemeral', user: ana, match: 'newest 4 lines', since });
    expect(typed.text).toMatch(/Traceback[^]*ValueError[^]*non-zero status of 1/);
    expect(typed.text).toMatch(/E workerpool0-0 ValueError: loss is NaN/);

    since = await stage.client.last();
    await stage.client.press({ user: bo, channel: mlJobs, label: 'Logs', handle });
    const pressed = await stage.see({ kind: 'ephemeral', user: bo, match: 'ValueError', since });
    expect(pressed.text).toContain('Job is running.');

    since = await stage.client.last();
    await stage.type(`/job logs ${handle} workerpool3-0`);
    await stage.see({ kind: 'ephemeral', user: ana, match: 'no such replica', since });
    const said = await stage.messages();
    expect(said.filter(({ rendered }) => rendered.includes('Job is running.'))).toEqual([]);
  });

  test('that the bot may not read name the role', async () => {
    const stage = shared();
    const handle = await stage.launch('runaway');
    await stage.see({ match: `RUNNING.*${handle}` });
    const deny = [{ permission: 'logging.logEntries.list' }];
    await stage.client.vertex('POST', 'permissions', { deny });
    const since = await stage.client.last();
    await stage.type(`/job logs ${handle}`);
    await stage.see({ kind: 'ephemeral', user: ana, match: 'roles/logging.viewer', since });
    await stage.client.vertex('POST', 'permissions', { deny: [] });
  });
});
