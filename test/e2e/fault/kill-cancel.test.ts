// A cancel is followed until the job's end is read, even if the bot is killed, the job isn't known yet, or Vertex AI ignores it.

import { describe, expect, test } from 'vitest';
import { aimed, kill, type Fault } from '../faults.ts';
import { longTimeout, startSandbox, type Sandbox } from '../harness.ts';
import { ana, wanda } from '../workspace.ts';
import { auditAtRest, expectNothingTwice, expectStory, launchQueued, seeEnd } from '../story.ts';

/** Launches a job and waits until it runs. How it reacts to a cancel is up to the scenario of its template, or of `scenario`. */
async function launchRunning(sandbox: Sandbox): Promise<string> {
  const handle = await sandbox.launch('runaway');
  await sandbox.see({ match: `Running.*${handle}` });
  return handle;
}

describe.concurrent('a bot killed', longTimeout, () => {
  test.for<readonly [string, { readonly slack?: Fault; readonly vertex?: Fault }]>([
    ['before it knows who cancels', { slack: kill('before-record', { method: 'users.info' }) }],
    ['before the cancel reached Vertex', { vertex: kill('before-record', { call: 'cancel' }) }],
    ['when Vertex had the cancel', { vertex: kill('after-record', { call: 'cancel' }) }],
  ])(
    '%s cancels the job all the same, and says so once the end was read',
    async ([, { slack, vertex }], { onTestFinished }) => {
      const sandbox = await startSandbox(onTestFinished, { speed: 20 });
      const bot = await sandbox.bot();
      const handle = await launchRunning(sandbox);
      if (slack !== undefined) await sandbox.slackFault(aimed(slack, bot));
      if (vertex !== undefined) await sandbox.vertexFault(aimed(vertex, bot));
      await sandbox.press('Cancel', { user: wanda });
      expect(await bot.exited).toBeNull();
      const next = await sandbox.bot();
      await seeEnd(sandbox, handle, 'Cancelled after ');
      await expectStory(
        sandbox,
        handle,
        'launched PENDING? RUNNING? cancel overdue? CANCELLING? overdue? CANCELLED',
      );
      expect(await auditAtRest(sandbox, next)).toEqual([
        expect.stringMatching(/^launch U0ANA: created /),
        'cancel U0WANDA: job CANCELLED',
      ]);
      await expectNothingTwice(sandbox);
    },
  );
});

describe.concurrent('a cancel', longTimeout, () => {
  test('of a launch that could not be sent yet prevents it for good', async ({
    onTestFinished,
  }) => {
    const sandbox = await startSandbox(onTestFinished);
    const bot = await sandbox.bot();
    await sandbox.client.vertex('POST', 'outage', { locations: ['sts'] });
    await sandbox.client.vertex('POST', 'tokens/revoke', {});
    const handle = await sandbox.launch('hello');
    await sandbox.see({ match: `Starting.*${handle}[\\s\\S]*Not sent yet` });
    await sandbox.type(`/job cancel ${handle} changed my mind`);
    await sandbox.see({ match: `Cancelled before it started.*${handle}` });
    await sandbox.see({ kind: 'message', match: 'cancelled the launch before anything' });
    await sandbox.kill(bot);

    await sandbox.client.vertex('POST', 'outage', { locations: [] });
    const next = await sandbox.bot();
    // Commands are worked off in order: when this is answered, what was due before is done.
    await sandbox.type('/job list');
    await sandbox.see({ kind: 'ephemeral', user: ana, match: 'No live jobs' });
    expect(await auditAtRest(sandbox, next)).toEqual([
      'launch U0ANA: cancelled before it was sent',
      'cancel U0ANA: prevented the launch',
    ]);
    expect(await sandbox.jobs()).toEqual([]);
    await expectStory(sandbox, handle, 'cancel prevented');
  });

  test('of a launch in doubt waits for the job to be found, and cancels it', async ({
    onTestFinished,
  }) => {
    const sandbox = await startSandbox(onTestFinished, { env: { LAUNCH_QUARANTINE: '60s' } });
    const bot = await sandbox.bot();
    await sandbox.client.vertex('POST', 'list-lag', { ms: 600_000 });
    await sandbox.vertexFault({ kind: 'record-then-close', match: { call: 'create' } });
    const handle = await sandbox.launch('runaway');
    await sandbox.see({ match: `Uncertain.*${handle}` });
    await sandbox.press('Cancel');
    await sandbox.see({ kind: 'message', match: 'I cancel its job as soon as I find it' });
    await sandbox.client.vertex('POST', 'list-lag', { ms: 0 });
    await seeEnd(sandbox, handle, 'Cancelled after ');
    expect(await bot.stop()).toBe(0);
    const told =
      'uncertain cancel found PENDING? RUNNING? overdue? PENDING? RUNNING? CANCELLING? CANCELLED';
    await expectStory(sandbox, handle, told);
    expect((await sandbox.jobs()).map(({ state }) => state)).toEqual(['CANCELLED']);
    await expectNothingTwice(sandbox);
  });

  test('that the job outruns is never called a success', async ({ onTestFinished }) => {
    const sandbox = await startSandbox(onTestFinished);
    const bot = await sandbox.bot();
    await scenario(sandbox, 'cancel-loses-race');
    const handle = await launchRunning(sandbox);
    await sandbox.press('Cancel');
    await seeEnd(sandbox, handle, 'Succeeded before it could be cancelled, after ');
    await sandbox.type(`/job cancel ${handle}`);
    await sandbox.see({ kind: 'ephemeral', user: ana, match: 'Nothing to cancel.*succeeded' });
    await expectStory(
      sandbox,
      handle,
      'launched PENDING? RUNNING? cancel overdue? CANCELLING? overdue? SUCCEEDED',
    );
    expect(await auditAtRest(sandbox, bot)).toEqual([
      expect.stringMatching(/^launch U0ANA: created /),
      'cancel U0ANA: job SUCCEEDED',
    ]);
  });

  test('that Vertex does not carry out is told to be overdue, once', async ({ onTestFinished }) => {
    const sandbox = await startSandbox(onTestFinished);
    const bot = await sandbox.bot();
    await scenario(sandbox, 'ignore-cancel');
    const handle = await launchRunning(sandbox);
    await sandbox.press('Cancel');
    await sandbox.see({ kind: 'message', match: 'has not ended the job yet' });
    await sandbox.see({ match: `Cancelling.*${handle}` });
    await sandbox.kill(bot);
    const next = await sandbox.bot();
    await sandbox.move('CANCELLED');
    await seeEnd(sandbox, handle, 'Cancelled after ');
    expect(await next.stop()).toBe(0);
    const told = 'launched PENDING? RUNNING? cancel overdue? CANCELLING overdue? CANCELLED';
    const { story } = await expectStory(sandbox, handle, told);
    expect(story.match(/overdue/g)).toHaveLength(1);
  });

  test('of what has ended changes nothing and says how it ended', async ({ onTestFinished }) => {
    const sandbox = await startSandbox(onTestFinished);
    const bot = await sandbox.bot();
    const { handle } = await launchQueued(sandbox);
    await sandbox.move('FAILED', { error: { code: 3, message: 'No.' } });
    await sandbox.see({ kind: 'edit', match: `Failed.*${handle}` });
    await sandbox.type(`/job cancel ${handle}`);
    await sandbox.see({ kind: 'ephemeral', user: ana, match: 'Nothing to cancel.*failed' });
    expect(await bot.stop()).toBe(0);
    await expectStory(sandbox, handle, 'launched FAILED');
    const { requests } = await sandbox.client.vertexRecords();
    expect(requests.filter(({ call }) => call === 'cancel')).toEqual([]);
  });
});

/** Sets the scenario of the next jobs. */
async function scenario({ client }: Sandbox, name: string): Promise<void> {
  await client.vertex('POST', 'scenarios', { match: {}, scenario: name });
}
