// What happened while nobody looked: the bot was down, or a region of Vertex was.

import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { BotProcess } from '../../../app/sandbox/bot-process.ts';
import { ana, channels, patience, setStage } from '../harness.ts';
import { expectNothingTwice, expectStory, launchStill, seeEnd } from '../story.ts';
import { until } from '../wait.ts';

describe.concurrent('while the bot was down', patience, () => {
  test('jobs ended, were interrupted and were deleted: told late, once, each in one reply', async ({
    onTestFinished,
  }) => {
    const stage = await setStage(onTestFinished);
    const bot = await stage.bot();
    const [ended, restarted, deleted] = await Promise.all([
      launchStill(stage, 'Ended', channels[0]),
      launchStill(stage, 'Restarted', channels[1]),
      launchStill(stage, 'Deleted', channels[2]),
    ]);
    await stage.move('RUNNING', restarted);
    await stage.see({ kind: 'edit', match: `RUNNING.*${restarted.handle}` });
    await stage.move('PENDING', restarted);
    await stage.see({ kind: 'edit', match: `PENDING.*${restarted.handle}` });
    await stage.kill(bot);

    for (const state of ['PENDING', 'RUNNING', 'SUCCEEDED']) await stage.move(state, ended);
    await stage.move('RUNNING', restarted);
    const [job] = await stage.jobs(deleted.displayName);
    await stage.client.vertex('POST', `jobs/${job?.id ?? ''}/delete`);

    const next = await stage.bot();
    await seeEnd(stage, ended.handle);
    await stage.see({ kind: 'message', match: 'Running again.*restart 1' });
    await stage.see({ kind: 'edit', match: `RUNNING.*${restarted.handle}` });
    await stage.see({ kind: 'message', match: 'was deleted at Google' });
    await stage.see({ kind: 'edit', match: `DELETED while QUEUED.*${deleted.handle}` });
    await stage.type('/job list all');
    const list = await stage.see({ kind: 'ephemeral', user: ana, match: '1 live job' });
    expect(list.text).toContain(restarted.handle);
    await stage.move('SUCCEEDED', restarted);
    await stage.see({ kind: 'message', match: 'Succeeded: .*in 2 attempts' });
    expect(await next.stop()).toBe(0);

    const { replies } = await expectStory(stage, ended.handle, 'launched SUCCEEDED');
    expect(replies.at(-1)).toEqual(['SUCCEEDED']);
    const told = 'launched RUNNING interrupted RUNNING-again SUCCEEDED';
    await expectStory(stage, restarted.handle, told);
    await expectStory(stage, deleted.handle, 'launched deleted');
    await expectNothingTwice(stage);
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

describe.concurrent('while a region of Vertex is down', patience, () => {
  test('the bot is ready and says which; what happened there is told afterwards', async ({
    onTestFinished,
  }) => {
    const stage = await setStage(onTestFinished);
    const bot = await stage.bot();
    const { handle } = await launchStill(stage);
    await stage.client.vertex('POST', 'outage', { locations: ['us-central1'] });
    await stage.move('RUNNING');
    const told = await until('the health route names the region', async () => {
      const said = await readyOf(bot);
      return said.problems.get('sandbox-project/us-central1') === null ? undefined : said;
    });
    expect(told).toMatchObject({ status: 200, ready: true });
    expect(told.problems.get('sandbox-project/us-central1')).toContain('Vertex');
    expect(told.problems.get('sandbox-project/europe-west4')).toBeNull();
    await stage.type('/job list');
    await stage.see({
      kind: 'ephemeral',
      user: ana,
      match: `${handle}[\\s\\S]*us-central1 not reached for .*may be old`,
    });
    await stage.move('SUCCEEDED');
    await stage.client.vertex('POST', 'outage', { locations: [] });
    await seeEnd(stage, handle);
    await until('the region is well again', async () => {
      const { problems } = await readyOf(bot);
      return problems.get('sandbox-project/us-central1') === null ? true : undefined;
    });
    expect(await bot.stop()).toBe(0);
    await expectStory(stage, handle, 'launched SUCCEEDED');
    await expectNothingTwice(stage);
  });
});
