import { describe, expect, test } from 'vitest';
import { end, expectForeignStory, foreignThread, makeForeign } from '../foreign.ts';
import { ana, bo, mlJobs, patience, setStage, wanda } from '../harness.ts';
import { auditOf, expectNothingTwice } from '../story.ts';

const research = 'C0RESEARCH';
const vision = { team: 'vision' };
const told = /^watched (?:RUNNING )?SUCCEEDED$/;

describe.concurrent('a watch', patience, () => {
  test('brings jobs of the console into two channels, told once in each', async ({
    onTestFinished,
  }) => {
    const stage = await setStage(onTestFinished);
    const bot = await stage.bot();
    const running = await makeForeign(stage, 'running', vision);
    await stage.type('/job watch label.team=vision');
    await stage.see({ kind: 'ephemeral', user: ana, match: '1 job runs already' });
    await stage.type('/job watch name=*ing', { user: bo, channel: research });
    await stage.see({ kind: 'message', channel: mlJobs, match: '^Watched for @ana' });
    await stage.see({ kind: 'message', channel: research, match: '^Watched for @bo' });
    const coming = await makeForeign(stage, 'coming', vision);
    await makeForeign(stage, 'other', { team: 'text' });
    for (const channel of [mlJobs, research]) {
      await stage.see({ kind: 'message', channel, match: '\\*coming\\* · ' });
    }
    await end(stage, running);
    await end(stage, coming);
    for (const channel of [mlJobs, research]) {
      for (const name of ['running', 'coming']) {
        await expectForeignStory(stage, channel, name, told);
      }
    }
    const roots = await stage.roots();
    expect(roots).toHaveLength(4);
    // Nothing says that somebody launched them here.
    expect(roots.every(({ rendered }) => rendered.includes('launched elsewhere'))).toBe(true);
    await expectNothingTwice(stage);
    await stage.type('/job unwatch label.team=vision');
    expect(await bot.stop()).toBe(0);
    expect(auditOf(stage)).toEqual([
      'watch U0ANA: watching',
      'watch U0BO: watching',
      'unwatch U0ANA: ended',
    ]);
  });

  test('leaves its jobs to admins: a member is refused, and told why', async ({
    onTestFinished,
  }) => {
    const stage = await setStage(onTestFinished);
    await stage.bot();
    const { name } = await makeForeign(stage, 'runaway');
    await stage.type(`/job watch ${name}`);
    await stage.see({ kind: 'message', match: '^Watched for @ana' });
    const { handle } = await foreignThread(stage, mlJobs, 'runaway');
    await stage.press('Cancel', { handle });
    await stage.see({
      kind: 'ephemeral',
      user: ana,
      match: 'not launched through me, so nobody here owns it',
    });
    await stage.press('Cancel', { handle, user: wanda });
    await expectForeignStory(
      stage,
      mlJobs,
      'runaway',
      /^watched (?:RUNNING )?cancel (?:CANCELLING )?CANCELLED$/,
    );
  });

  test('asks about many, and ends by its button', async ({ onTestFinished }) => {
    const stage = await setStage(onTestFinished);
    await stage.bot();
    for (let i = 0; i < 12; i++) await makeForeign(stage, `many-${i}`, vision);
    await stage.type('/job watch name=MANY*');
    await stage.see({ kind: 'ephemeral', user: ana, match: 'fits 12 jobs that run already' });
    expect(await stage.roots()).toEqual([]);
    await stage.press('Only new ones');
    const { seq: since } = await stage.see({
      kind: 'ephemeral',
      match: 'From now on jobs that fit',
    });
    const late = await makeForeign(stage, 'many-late');
    await stage.see({ kind: 'message', match: '\\*many-late\\* · ' });
    await stage.type('/job watch');
    await stage.see({
      kind: 'ephemeral',
      since,
      match: 'Watched in this channel[\\s\\S]*1 job so far',
    });
    await stage.press('Stop');
    await stage.see({ kind: 'ephemeral', since, match: 'No longer watching `name=MANY' });
    await makeForeign(stage, 'many-later');
    await end(stage, late);
    await expectForeignStory(stage, mlJobs, 'many-late', told);
    // The card of the job, and that somebody ended the watch.
    expect(await stage.roots()).toHaveLength(2);
  });

  test('names a region that does not answer, and takes in what runs there when it does', async ({
    onTestFinished,
  }) => {
    const stage = await setStage(onTestFinished);
    await stage.bot();
    await makeForeign(stage, 'far', vision);
    await stage.client.vertex('POST', 'outage', { locations: ['*'] });
    await stage.type('/job watch label.team=vision');
    await stage.see({ kind: 'ephemeral', user: ana, match: 'can’t be read at present' });
    expect(await stage.roots()).toEqual([]);
    await stage.client.vertex('POST', 'outage', { locations: [] });
    await stage.see({ kind: 'message', match: '^Watched for @ana' });
    expect(await stage.roots()).toHaveLength(1);
  });
});
