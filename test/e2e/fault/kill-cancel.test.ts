// A cancel is followed until the job's end is read: killed on its way, sent too early, ignored, or beaten by the job.

import { describe, expect, test } from 'vitest';
import { aimed, ana, kill, patience, setStage, wanda, type Fault, type Stage } from '../harness.ts';
import { auditAtRest, expectNothingTwice, expectStory, launchStill, seeEnd } from '../story.ts';

/** A launch whose job runs; what it does about a cancel is the scenario of its template, or of the next job. */
async function launchRunning(stage: Stage): Promise<string> {
  const handle = await stage.launch('runaway');
  await stage.see({ match: `RUNNING.*${handle}` });
  return handle;
}

describe.concurrent('a bot killed', patience, () => {
  test.for<readonly [string, { readonly slack?: Fault; readonly vertex?: Fault }]>([
    ['before it knows who cancels', { slack: kill('before-record', { method: 'users.info' }) }],
    ['before the cancel reached Vertex', { vertex: kill('before-record', { call: 'cancel' }) }],
    ['when Vertex had the cancel', { vertex: kill('after-record', { call: 'cancel' }) }],
  ])(
    '%s cancels the job all the same, and says so once the end was read',
    async ([, { slack, vertex }], { onTestFinished }) => {
      const stage = await setStage(onTestFinished, { speed: 20 });
      const bot = await stage.bot();
      const handle = await launchRunning(stage);
      if (slack !== undefined) await stage.slackFault(aimed(slack, bot));
      if (vertex !== undefined) await stage.vertexFault(aimed(vertex, bot));
      await stage.press('Cancel', { user: wanda });
      expect(await bot.exited).toBeNull();
      const next = await stage.bot();
      await seeEnd(stage, handle, 'Cancelled: ');
      await expectStory(
        stage,
        handle,
        'launched PENDING? RUNNING? cancel overdue? CANCELLING? overdue? CANCELLED',
      );
      expect(await auditAtRest(stage, next)).toEqual([
        expect.stringMatching(/^launch U0ANA: created /),
        'cancel U0WANDA: job CANCELLED',
      ]);
      await expectNothingTwice(stage);
    },
  );
});

describe.concurrent('a cancel', patience, () => {
  test('of a launch that could not be sent yet prevents it for good', async ({
    onTestFinished,
  }) => {
    const stage = await setStage(onTestFinished);
    const bot = await stage.bot();
    await stage.client.vertex('POST', 'outage', { locations: ['sts'] });
    await stage.client.vertex('POST', 'tokens/revoke', {});
    const handle = await stage.launch('hello');
    await stage.see({ match: `STARTING.*${handle}[\\s\\S]*Not sent yet` });
    await stage.type(`/job cancel ${handle} changed my mind`);
    await stage.see({ match: `CANCELLED BEFORE IT STARTED.*${handle}` });
    await stage.see({ kind: 'message', match: 'cancelled the launch before anything' });
    await stage.kill(bot);

    await stage.client.vertex('POST', 'outage', { locations: [] });
    const next = await stage.bot();
    // The last thing asked for is answered when what was due before is done.
    await stage.type('/job list');
    await stage.see({ kind: 'ephemeral', user: ana, match: 'No live jobs' });
    expect(await auditAtRest(stage, next)).toEqual([
      'launch U0ANA: cancelled before it was sent',
      'cancel U0ANA: prevented the launch',
    ]);
    expect(await stage.jobs()).toEqual([]);
    await expectStory(stage, handle, 'cancel prevented');
  });

  test('of a launch in doubt waits for the job to be found, and cancels it', async ({
    onTestFinished,
  }) => {
    const stage = await setStage(onTestFinished, { env: { LAUNCH_QUARANTINE: '60s' } });
    const bot = await stage.bot();
    await stage.client.vertex('POST', 'list-lag', { ms: 600_000 });
    await stage.vertexFault({ kind: 'record-then-close', match: { call: 'create' } });
    const handle = await stage.launch('runaway');
    await stage.see({ match: `UNCERTAIN.*${handle}` });
    await stage.press('Cancel');
    await stage.see({ kind: 'message', match: 'I cancel its job as soon as I find it' });
    await stage.client.vertex('POST', 'list-lag', { ms: 0 });
    await seeEnd(stage, handle, 'Cancelled: ');
    expect(await bot.stop()).toBe(0);
    const told =
      'uncertain cancel found PENDING? RUNNING? overdue? PENDING? RUNNING? CANCELLING? CANCELLED';
    await expectStory(stage, handle, told);
    expect((await stage.jobs()).map(({ state }) => state)).toEqual(['CANCELLED']);
    await expectNothingTwice(stage);
  });

  test('that the job outruns is never called a success', async ({ onTestFinished }) => {
    const stage = await setStage(onTestFinished);
    const bot = await stage.bot();
    await scenario(stage, 'cancel-loses-race');
    const handle = await launchRunning(stage);
    await stage.press('Cancel');
    await seeEnd(stage, handle, 'Succeeded before it could be cancelled: ');
    await stage.type(`/job cancel ${handle}`);
    await stage.see({ kind: 'ephemeral', user: ana, match: 'Nothing to cancel.*SUCCEEDED' });
    await expectStory(
      stage,
      handle,
      'launched PENDING? RUNNING? cancel overdue? CANCELLING? overdue? SUCCEEDED',
    );
    expect(await auditAtRest(stage, bot)).toEqual([
      expect.stringMatching(/^launch U0ANA: created /),
      'cancel U0ANA: job SUCCEEDED',
    ]);
  });

  test('that Vertex does not carry out is told to be overdue, once', async ({ onTestFinished }) => {
    const stage = await setStage(onTestFinished);
    const bot = await stage.bot();
    await scenario(stage, 'ignore-cancel');
    const handle = await launchRunning(stage);
    await stage.press('Cancel');
    await stage.see({ kind: 'message', match: 'has not ended the job yet' });
    await stage.kill(bot);
    const next = await stage.bot();
    await stage.move('CANCELLED');
    await seeEnd(stage, handle, 'Cancelled: ');
    expect(await next.stop()).toBe(0);
    const told = 'launched PENDING? RUNNING? cancel overdue? CANCELLING overdue? CANCELLED';
    const { story } = await expectStory(stage, handle, told);
    expect(story.match(/overdue/g)).toHaveLength(1);
  });

  test('of what has ended changes nothing and says how it ended', async ({ onTestFinished }) => {
    const stage = await setStage(onTestFinished);
    const bot = await stage.bot();
    const { handle } = await launchStill(stage);
    await stage.move('FAILED', { error: { code: 3, message: 'No.' } });
    await stage.see({ kind: 'edit', match: `FAILED.*${handle}` });
    await stage.type(`/job cancel ${handle}`);
    await stage.see({ kind: 'ephemeral', user: ana, match: 'Nothing to cancel.*FAILED' });
    expect(await bot.stop()).toBe(0);
    await expectStory(stage, handle, 'launched FAILED');
    const { requests } = await stage.client.vertexRecords();
    expect(requests.filter(({ call }) => call === 'cancel')).toEqual([]);
  });
});

/** The next job follows this scenario. */
async function scenario({ client }: Stage, name: string): Promise<void> {
  await client.vertex('POST', 'scenarios', { match: {}, scenario: name });
}
