import { describe, expect, test } from 'vitest';
import { longTimeout, shareSandbox } from '../harness.ts';
import { ana, bo, mlJobs, root, secretLab } from '../workspace.ts';
import { seeEnd } from '../story.ts';

describe('who sees', longTimeout, () => {
  const shared = shareSandbox();

  test('a log: whoever asks, alone, by command and button, even through empty pages', async () => {
    const sandbox = shared();
    await sandbox.client.vertex('POST', 'logs', { emptyLogPages: 2 });
    const handle = await sandbox.launch('crash');
    await seeEnd(sandbox, handle, 'Failed after ');
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

  test('a log that the bot may not read: nobody, and the missing role is named', async () => {
    const sandbox = shared();
    await sandbox.client.vertex('POST', 'scenarios', {
      match: { displayName: 'Unread' },
      scenario: 'runaway',
    });
    const handle = await sandbox.launch('hello greeting=Unread');
    await sandbox.see({ match: `Running.*${handle}` });
    const deny = [{ permission: 'logging.logEntries.list' }];
    await sandbox.client.vertex('POST', 'permissions', { deny });
    const since = await sandbox.client.last();
    await sandbox.type(`/job logs ${handle}`);
    await sandbox.see({ kind: 'ephemeral', user: ana, match: 'roles/logging.viewer', since });
    await sandbox.client.vertex('POST', 'permissions', { deny: [] });
  });

  test('a job in a private channel: its people alone, for as long as they are in it', async () => {
    const sandbox = shared();
    const { client } = sandbox;
    const handle = await sandbox.launch('runaway', { channel: secretLab });
    await sandbox.launch('stuck');
    await sandbox.see({ match: `Running.*${handle}` });
    const act = (name: string) =>
      client.slack('POST', `act/${name}`, { channel: secretLab, user: bo });
    /** The answer to somebody in #ml-jobs, after the ack. */
    const ask = async (user: string, text: string, match: string) => {
      const since = await client.last();
      await sandbox.type(`/job ${text}`, { user });
      return (await sandbox.see({ kind: 'ephemeral', user, match, since })).text;
    };
    const noMatch = `^No job matches .?${handle}`;

    await ask(bo, `status ${handle}`, noMatch);
    await ask(bo, `logs ${handle}`, noMatch);
    await ask(bo, `cancel ${handle}`, noMatch);
    const list = await ask(bo, 'list all', 'live job');
    expect(list).toContain('1 more that is not yours to see.');
    expect(list).not.toContain(handle);
    expect(await ask(ana, 'list all', '^\\d+ live jobs')).toContain(handle);

    const outline = await ask(root, `status ${handle}`, handle);
    expect(outline).toContain('in a private channel that you are not in');
    expect(outline).not.toContain('runaway');

    await act('invite');
    await ask(bo, `status ${handle}`, 'was read .* ago');
    await act('kick');
    await ask(bo, `status ${handle}`, noMatch);

    await ask(root, `cancel ${handle} too dear`, '^Cancel ');
    await sandbox.press('Cancel the job', { user: root });
    await sandbox.see({ kind: 'message', channel: secretLab, match: 'too dear' });
    await sandbox.see({ kind: 'message', channel: secretLab, match: 'Cancelled' });
    const elsewhere = (await sandbox.messages()).filter(({ channel }) => channel === mlJobs);
    expect(JSON.stringify(elsewhere)).not.toContain(handle);
  });
});
