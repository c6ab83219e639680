// What changes while the bot or a region of Vertex AI is down is told afterwards.

import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { BotProcess } from '../../../app/sandbox/bot-process.ts';
import { longTimeout, startSandbox } from '../harness.ts';
import { ana, channels, research } from '../workspace.ts';
import { expectNothingTwice, expectStory, launchQueued, seeEnd } from '../story.ts';
import { until } from '../wait.ts';

describe.concurrent('while the bot was down', longTimeout, () => {
  test('jobs ended, were interrupted and were deleted: told late, once, each in one reply', async ({
    onTestFinished,
  }) => {
    const sandbox = await startSandbox(onTestFinished);
    const bot = await sandbox.bot();
    const [ended, restarted, deleted] = await Promise.all([
      launchQueued(sandbox, 'Ended', { channel: channels[0] }),
      launchQueued(sandbox, 'Restarted', { channel: channels[1] }),
      launchQueued(sandbox, 'Deleted', { channel: channels[2] }),
    ]);
    await sandbox.move('RUNNING', restarted);
    await sandbox.see({ kind: 'edit', match: `Running.*${restarted.handle}` });
    await sandbox.move('PENDING', restarted);
    await sandbox.see({ kind: 'edit', match: `Pending.*${restarted.handle}` });
    await sandbox.kill(bot);

    for (const state of ['PENDING', 'RUNNING', 'SUCCEEDED']) await sandbox.move(state, ended);
    await sandbox.move('RUNNING', restarted);
    const [job] = await sandbox.jobs(deleted.displayName);
    await sandbox.client.vertex('POST', `jobs/${job?.id ?? ''}/delete`);

    const next = await sandbox.bot();
    await seeEnd(sandbox, ended.handle);
    await sandbox.see({ kind: 'message', match: 'Running again.*restart 1' });
    await sandbox.see({ kind: 'edit', match: `Running.*${restarted.handle}` });
    await sandbox.see({ kind: 'message', match: 'was deleted at Google' });
    await sandbox.see({ kind: 'edit', match: `Deleted while queued.*${deleted.handle}` });
    await sandbox.type('/job list all');
    const list = await sandbox.see({ kind: 'ephemeral', user: ana, match: '1 live job' });
    expect(list.text).toContain(restarted.handle);
    await sandbox.move('SUCCEEDED', restarted);
    await sandbox.see({ kind: 'message', match: 'Succeeded after .*in 2 attempts' });
    expect(await next.stop()).toBe(0);

    const { replies } = await expectStory(sandbox, ended.handle, 'launched SUCCEEDED');
    expect(replies.at(-1)).toEqual(['SUCCEEDED']);
    const told = 'launched RUNNING interrupted RUNNING-again SUCCEEDED';
    await expectStory(sandbox, restarted.handle, told);
    await expectStory(sandbox, deleted.handle, 'launched deleted');
    await expectNothingTwice(sandbox);
  });
});

const readiness = z.object({
  ready: z.boolean(),
  targets: z.array(z.looseObject({ target: z.string(), problem: z.string().nullable() })),
});

/** The body and status of `/health/ready`. */
async function readyOf(bot: BotProcess) {
  const response = await fetch(`http://127.0.0.1:${await bot.ready}/health/ready`);
  const body = readiness.parse(await response.json());
  const problems = new Map(body.targets.map(({ target, problem }) => [target, problem]));
  return { status: response.status, ready: body.ready, problems };
}

describe.concurrent('while a region of Vertex is down', longTimeout, () => {
  test('the bot is ready and says which; what happened there is told afterwards', async ({
    onTestFinished,
  }) => {
    const sandbox = await startSandbox(onTestFinished);
    const bot = await sandbox.bot();
    const { handle } = await launchQueued(sandbox);
    await sandbox.client.vertex('POST', 'outage', { locations: ['us-central1'] });
    await sandbox.move('RUNNING');
    const told = await until('the health route names the region', async () => {
      const said = await readyOf(bot);
      return said.problems.get('sandbox-project/us-central1') === null ? undefined : said;
    });
    expect(told).toMatchObject({ status: 200, ready: true });
    expect(told.problems.get('sandbox-project/us-central1')).toContain('Vertex');
    expect(told.problems.get('sandbox-project/europe-west4')).toBeNull();
    await sandbox.type('/job list');
    await sandbox.see({
      kind: 'ephemeral',
      user: ana,
      match: `${handle}[\\s\\S]*us-central1 not reached for .*may be old`,
    });
    await sandbox.move('SUCCEEDED');
    await sandbox.client.vertex('POST', 'outage', { locations: [] });
    await seeEnd(sandbox, handle);
    await until('the region is well again', async () => {
      const { problems } = await readyOf(bot);
      return problems.get('sandbox-project/us-central1') === null ? true : undefined;
    });
    expect(await bot.stop()).toBe(0);
    await expectStory(sandbox, handle, 'launched SUCCEEDED');
    await expectNothingTwice(sandbox);
  });

  test('the ops channel, which the bot joins, is told so and when it is over, once, also by the next bot', async ({
    onTestFinished,
  }) => {
    const sandbox = await startSandbox(onTestFinished, { env: { OPS_CHANNEL: research } });
    const bot = await sandbox.bot();
    await sandbox.client.vertex('POST', 'outage', { locations: ['us-central1'] });
    const told = await sandbox.see({
      kind: 'message',
      match: 'us-central1\\*? (?:has not been|was never) read[^]*no guard warns',
    });
    expect(told.channel).toBe(research);
    await sandbox.kill(bot);
    const next = await sandbox.bot();
    await sandbox.client.vertex('POST', 'outage', { locations: [] });
    const over = await sandbox.see({
      kind: 'message',
      match: 'us-central1\\*? is read (?:again|now, for the first time)',
    });
    expect(over.channel).toBe(research);
    expect(await next.stop()).toBe(0);
    await expectNothingTwice(sandbox);
    const { channels: all } = await sandbox.client.slackRecords();
    const posts = all.find(({ id }) => id === research)?.messages ?? [];
    expect(posts.filter(({ metadata }) => metadata !== undefined)).toHaveLength(2);
  });
});
