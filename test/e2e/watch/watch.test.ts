import { describe, expect, test } from 'vitest';
import { end, expectExternalStory, externalThread, createExternalJob } from '../external-job.ts';
import { longTimeout, shareSandbox, startSandbox, type Sandbox } from '../harness.ts';
import { ana, bo, mlJobs, research, secretLab, wanda } from '../workspace.ts';
import { auditOf, expectNothingTwice } from '../story.ts';

const vision = { team: 'vision' };
const told = /^watched (?:PENDING )?(?:RUNNING )?SUCCEEDED$/;

const rootsIn = async (sandbox: Sandbox, channel: string) =>
  (await sandbox.roots()).filter((one) => one.channel === channel);

describe('a watch', longTimeout, () => {
  const shared = shareSandbox();

  test('brings jobs of the console into two channels, told once in each', async ({
    onTestFinished,
  }) => {
    const sandbox = await startSandbox(onTestFinished);
    const bot = await sandbox.bot();
    const running = await createExternalJob(sandbox, 'running', vision);
    await sandbox.type('/job watch label.team=vision');
    await sandbox.see({ kind: 'ephemeral', user: ana, match: '1 job runs already' });
    await sandbox.type('/job watch name=*ing', { user: bo, channel: research });
    await sandbox.see({ kind: 'message', channel: mlJobs, match: '^Watched for @ana' });
    await sandbox.see({ kind: 'message', channel: research, match: '^Watched for @bo' });
    const coming = await createExternalJob(sandbox, 'coming', vision);
    await createExternalJob(sandbox, 'other', { team: 'text' });
    for (const channel of [mlJobs, research]) {
      await sandbox.see({ kind: 'message', channel, match: '· \\*coming\\*' });
    }
    await end(sandbox, running);
    await end(sandbox, coming);
    for (const channel of [mlJobs, research]) {
      for (const name of ['running', 'coming']) {
        await expectExternalStory(sandbox, channel, name, told);
      }
    }
    const roots = await sandbox.roots();
    expect(roots).toHaveLength(4);
    // The cards name nobody as the launcher.
    expect(roots.every(({ rendered }) => rendered.includes('launched elsewhere'))).toBe(true);
    await expectNothingTwice(sandbox);
    await sandbox.type('/job unwatch label.team=vision');
    expect(await bot.stop()).toBe(0);
    expect(auditOf(sandbox)).toEqual([
      'watch U0ANA: watching',
      'watch U0BO: watching',
      'unwatch U0ANA: ended',
    ]);
  });

  test('leaves its jobs to admins: a member is refused, and told why', async () => {
    const sandbox = shared();
    const { name } = await createExternalJob(sandbox, 'runaway');
    await sandbox.type(`/job watch ${name}`);
    await sandbox.see({ kind: 'message', channel: mlJobs, match: '^Watched for @ana' });
    const { handle } = await externalThread(sandbox, mlJobs, 'runaway');
    await sandbox.press('Cancel', { handle });
    await sandbox.see({
      kind: 'ephemeral',
      user: ana,
      match: 'not launched through me, so nobody here owns it',
    });
    await sandbox.press('Cancel', { handle, user: wanda });
    await expectExternalStory(
      sandbox,
      mlJobs,
      'runaway',
      // It may begin to run after the press, before Vertex AI acts on it.
      /^watched (?:PENDING )?(?:RUNNING )?cancel (?:RUNNING )?(?:CANCELLING )?CANCELLED$/,
    );
  });

  test('asks about many, and ends by its button', async () => {
    const sandbox = shared();
    const here = { channel: research };
    for (let i = 0; i < 12; i++) await createExternalJob(sandbox, `many-${i}`);
    await sandbox.type('/job watch name=MANY*', here);
    await sandbox.see({ kind: 'ephemeral', user: ana, match: 'matches 12 jobs already running' });
    expect(await rootsIn(sandbox, research)).toEqual([]);
    await sandbox.press('Only new ones', here);
    const { seq: since } = await sandbox.see({
      kind: 'ephemeral',
      match: 'From now on jobs that fit',
    });
    const late = await createExternalJob(sandbox, 'many-late');
    await sandbox.see({ kind: 'message', match: '· \\*many-late\\*' });
    await sandbox.type('/job watch', here);
    await sandbox.see({
      kind: 'ephemeral',
      since,
      match: 'Watched in this channel[\\s\\S]*1 job so far',
    });
    await sandbox.press('Stop', here);
    await sandbox.see({ kind: 'ephemeral', since, match: 'No longer watching `name=MANY' });
    await createExternalJob(sandbox, 'many-later');
    await end(sandbox, late);
    await expectExternalStory(sandbox, research, 'many-late', told);
    // The card of the job, and the message that the watch has ended.
    expect(await rootsIn(sandbox, research)).toHaveLength(2);
  });

  test('names a region that does not answer, and takes in what runs there when it does', async () => {
    const sandbox = shared();
    await createExternalJob(sandbox, 'far', { team: 'far' });
    await sandbox.client.vertex('POST', 'outage', { locations: ['*'] });
    await sandbox.type('/job watch label.team=far', { channel: secretLab });
    await sandbox.see({ kind: 'ephemeral', user: ana, match: 'can’t be read at present' });
    expect(await rootsIn(sandbox, secretLab)).toEqual([]);
    await sandbox.client.vertex('POST', 'outage', { locations: [] });
    await sandbox.see({ kind: 'message', channel: secretLab, match: '^Watched for @ana' });
    expect(await rootsIn(sandbox, secretLab)).toHaveLength(1);
  });
});
