import { expect, test } from 'vitest';
import { ana, bo, mlJobs, patience, setStage } from '../harness.ts';

const secretLab = 'C0SECRET';
const root = 'U0ROOT';

test(
  'a job in a private channel is there for its people alone, for as long as they are in it',
  patience,
  async ({ onTestFinished }) => {
    const stage = await setStage(onTestFinished);
    await stage.bot();
    const { client } = stage;
    const handle = await stage.launch('runaway', { channel: secretLab });
    await stage.launch('stuck');
    await stage.see({ match: `RUNNING.*${handle}` });
    const act = (name: string) =>
      client.slack('POST', `act/${name}`, { channel: secretLab, user: bo });
    /** The answer to somebody in #ml-jobs, after the ack. */
    const ask = async (user: string, text: string, match: string) => {
      const since = await client.last();
      await stage.type(`/job ${text}`, { user });
      return (await stage.see({ kind: 'ephemeral', user, match, since })).text;
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
    await stage.press('Cancel the job', { user: root });
    await stage.see({ kind: 'message', channel: secretLab, match: 'too dear' });
    await stage.see({ kind: 'message', channel: secretLab, match: 'Cancelled' });
    const elsewhere = (await stage.messages()).filter(({ channel }) => channel === mlJobs);
    expect(JSON.stringify(elsewhere)).not.toContain(handle);
  },
);
