// Killed at every step of a watch: each job that ran at the ack gets one card and is told to its end, even if it ends while no bot runs.

import { describe, expect, test } from 'vitest';
import { end, expectExternalStory, externalThread, createExternalJob } from '../external-job.ts';
import { aimed, kill, type Fault } from '../faults.ts';
import { longTimeout, startSandbox, type Sandbox } from '../harness.ts';
import { mlJobs } from '../workspace.ts';
import { auditAtRest, expectNothingTwice } from '../story.ts';

type KillPoint = {
  readonly where: string;
  readonly slack?: Fault;
  readonly vertex?: Fault;
};

const post = { method: 'chat.postMessage' };
const killPoints: readonly KillPoint[] = [
  {
    where: 'before Slack has said who asks',
    slack: kill('before-record', { method: 'users.info' }),
  },
  {
    where: 'before Slack has said whether it may post in the channel',
    slack: kill('before-record', { method: 'conversations.info' }),
  },
  { where: 'while it reads the first job', vertex: kill('before-record', { call: 'get' }) },
  {
    where: 'while it reads the last job',
    vertex: { ...kill('after-record', { call: 'get' }), after: 2 },
  },
  { where: 'when a card is not posted', slack: kill('before-record', post) },
  { where: 'when a card is posted and not answered', slack: kill('after-record', post) },
  {
    where: 'when the third message is not answered',
    slack: { ...kill('after-record', post), after: 2 },
  },
];

const names = ['first', 'second', 'third'];
const vision = { team: 'vision' };
const told = /^watched (?:PENDING )?(?:RUNNING )?SUCCEEDED$/;

async function expectToldOnce(sandbox: Sandbox, some: readonly string[]): Promise<void> {
  for (const name of some) await expectExternalStory(sandbox, mlJobs, name, told);
  expect(await sandbox.roots()).toHaveLength(some.length);
  await expectNothingTwice(sandbox);
}

describe.concurrent('a bot killed', longTimeout, () => {
  test.for(killPoints)(
    '$where loses no job and makes no second card',
    async ({ slack, vertex }, context) => {
      const sandbox = await startSandbox(context.onTestFinished);
      const jobs = [];
      for (const name of names) jobs.push(await createExternalJob(sandbox, name, vision));
      const bot = await sandbox.bot();
      if (slack !== undefined) await sandbox.slackFault(aimed(slack, bot));
      if (vertex !== undefined) await sandbox.vertexFault(aimed(vertex, bot));
      await sandbox.type('/job watch label.team=vision');
      expect(await bot.exited).toBeNull();
      const [first, ...others] = jobs;
      if (first !== undefined) await end(sandbox, first);

      const next = await sandbox.bot();
      for (const name of names) {
        await sandbox.see({ kind: 'message', match: `· \\*${name}\\*` });
      }
      for (const one of others) await end(sandbox, one);
      await expectToldOnce(sandbox, names);
      expect(await auditAtRest(sandbox, next)).toEqual(['watch U0ANA: watching']);
    },
  );

  test('while it takes in many goes on with the rest', async ({ onTestFinished }) => {
    const sandbox = await startSandbox(onTestFinished);
    const many = Array.from(
      { length: 11 },
      (_, index) => `many-${String.fromCharCode(97 + index)}`,
    );
    const jobs = [];
    for (const name of many) jobs.push(await createExternalJob(sandbox, name, vision));
    const first = await sandbox.bot();
    await sandbox.type('/job watch label.team=vision');
    await sandbox.see({ kind: 'ephemeral', match: 'matches 11 jobs already running' });
    // Eight jobs are read at once: the ninth is read when the first eight have their threads.
    const ninth = { ...kill('before-record', { call: 'get' }), after: 8 };
    await sandbox.vertexFault(aimed(ninth, first));
    await sandbox.press('Follow all 11');
    expect(await first.exited).toBeNull();
    const [one] = jobs;
    if (one !== undefined) await end(sandbox, one);

    const second = await sandbox.bot();
    await expectExternalStory(sandbox, mlJobs, 'many-a', told);
    for (const name of many) {
      const { ts = '' } = await sandbox.see({ kind: 'message', match: `· \\*${name}\\*` });
      await sandbox.see({ kind: 'message', thread: ts, match: '^Watched for @ana' });
      await externalThread(sandbox, mlJobs, name);
    }
    expect(await sandbox.roots()).toHaveLength(many.length);
    await expectNothingTwice(sandbox);
    expect(await auditAtRest(sandbox, second)).toEqual([
      'watch U0ANA: asked about 11 jobs',
      'watch U0ANA: follow all',
    ]);
  });
});
