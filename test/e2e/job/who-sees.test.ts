import { expect, test } from 'vitest';
import { longTimeout, startSandbox } from '../harness.ts';
import { ana, bo, mlJobs, root, secretLab } from '../workspace.ts';

test(
  'a job in a private channel is there for its people alone, for as long as they are in it',
  longTimeout,
  async ({ onTestFinished }) => {
    const sandbox = await startSandbox(onTestFinished);
    await sandbox.bot();
    const { client } = sandbox;
    const handle = await sandbox.launch('runaway', { channel: secretLab });
    await sandbox.launch('stuck');
    await sandbox.see({ match: `RUNNING.*${handle}` });
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
    expect(list).toContain('1 more in private channels.');
    expect(list).not.toContain(handle);
    expect(await ask(ana, 'list all', '^2 live jobs')).toContain(handle);

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
  },
);
