// Killed after the ack, before the request is stored: its requester hears that nothing was done, and can ask again.

import { describe, expect, test } from 'vitest';
import { end, externalThread, createExternalJob } from '../external-job.ts';
import { aimed, kill, type Fault } from '../faults.ts';
import { longTimeout, startSandbox, type Sandbox } from '../harness.ts';
import { mlJobs, research, root, wanda } from '../workspace.ts';
import { auditAtRest, expectNothingTwice } from '../story.ts';

const ways = {
  typed: (sandbox: Sandbox, text: string) => sandbox.type(`/job ${text}`, { user: wanda }),
  said: (sandbox: Sandbox, text: string) =>
    sandbox.client.slack('POST', 'act/say', {
      user: wanda,
      channel: mlJobs,
      text: `@vertexjobs ${text}`,
    }),
};

describe.concurrent('a bot killed before it knows who sees the job', longTimeout, () => {
  test.for([
    ['cancel', 'typed', 'nothing was cancelled'],
    ['cancel', 'said', 'nothing was cancelled'],
    ['rerun', 'typed', 'nothing was launched'],
    ['rerun', 'said', 'nothing was launched'],
  ] as const)('of a %s that was %s', async ([verb, how, nothing], { onTestFinished }) => {
    const sandbox = await startSandbox(onTestFinished);
    const first = await sandbox.bot();
    const handle = await sandbox.launch('runaway', { channel: research });
    await sandbox.see({ channel: research, match: `Running.*${handle}` });
    await sandbox.kill(first);
    const second = await sandbox.bot();
    const look = kill('before-record', { method: 'conversations.info', channel: research });
    await sandbox.slackFault(aimed(look, second));
    await ways[how](sandbox, `${verb} ${handle}`);
    expect(await second.exited).toBeNull();

    await sandbox.bot();
    await sandbox.see({
      kind: 'ephemeral',
      user: wanda,
      match: `${handle}.*${nothing}: try again`,
    });
    expect((await sandbox.jobs()).map(({ state }) => state)).toEqual(['RUNNING']);
    await ways[how](sandbox, `${verb} ${handle}`);
    const asked = verb === 'cancel' ? '^Cancel ' : 'already|same|twice';
    await sandbox.see({ kind: 'ephemeral', user: wanda, match: asked });
    await expectNothingTwice(sandbox);
  });
});

test(
  'a bot killed while it reads a job made elsewhere that is to be re-run tells that nothing was launched',
  longTimeout,
  async ({ onTestFinished }) => {
    const sandbox = await startSandbox(onTestFinished);
    const first = await sandbox.bot();
    const theirs = await createExternalJob(sandbox, 'theirs');
    await sandbox.type(`/job watch ${theirs.name}`);
    await sandbox.see({ kind: 'message', match: '^Watched for @ana' });
    await end(sandbox, theirs);
    await sandbox.see({ kind: 'edit', match: 'Succeeded.*theirs' });
    const { handle } = await externalThread(sandbox, mlJobs, 'theirs');
    const read: Fault = kill('before-record', { call: 'get' });
    await sandbox.vertexFault(aimed(read, first));
    await sandbox.press('Re-run', { user: root, handle });
    expect(await first.exited).toBeNull();

    const next = await sandbox.bot();
    const told = `${handle}.*nothing was launched: try again`;
    await sandbox.see({ kind: 'ephemeral', user: root, match: told });
    expect(await sandbox.jobs()).toEqual([]);
    await sandbox.press('Re-run', { user: root, handle });
    await sandbox.see({ kind: 'ephemeral', user: root, match: '^Launching ' });
    await expect.poll(async () => (await sandbox.jobs()).length).toBe(1);
    expect(await auditAtRest(sandbox, next)).toEqual([
      'watch U0ANA: watching',
      expect.stringMatching(/^launch U0ROOT: created /),
    ]);
  },
);
