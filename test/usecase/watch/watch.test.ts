import { beforeEach, describe, expect, test } from 'vitest';
import { mostUnasked, questionMs } from '../../../app/domain/watch/watch.ts';
import { requester, target } from '../harness.ts';
import { createWatchHarness, unavailable, vision, type WatchHarness } from './watch-harness.ts';

let bot: WatchHarness;
beforeEach(async () => {
  bot = await createWatchHarness();
});

describe('a watch', () => {
  test('takes in what runs and what comes, each with one card, told to the end', async () => {
    const running = bot.make('resnet 1', vision);
    bot.make('bert', { labels: { team: 'text' } });
    bot.make('old', { ...vision, state: 'SUCCEEDED', endTime: bot.now() });
    bot.skip(1_000);
    expect(await bot.watch()).toBeUndefined();
    expect(bot.lastOf('watch-begun')).toMatchObject({ known: false });
    await bot.tick();
    const coming = bot.make('resnet 2', vision);
    await bot.tick();
    await bot.tick();
    expect(bot.roots()).toHaveLength(2);
    for (const { key } of [running, coming]) {
      bot.set(key.id, { state: 'SUCCEEDED', endTime: bot.now() });
    }
    await bot.tick();
    await bot.tick();
    expect(bot.told().sort()).toEqual(['state:SUCCEEDED', 'state:SUCCEEDED', 'watched', 'watched']);
  });

  test('tells a job that ended before it had its card', async () => {
    const job = bot.make('resnet', vision);
    bot.skip(1_000);
    await bot.type('watch label.team=vision');
    // The first look is committed; then the bot is gone for a while.
    await bot.watches();
    bot.set(job.key.id, { state: 'FAILED', endTime: bot.now(), error: { code: 3, message: 'x' } });
    bot.skip(3_600_000);
    await bot.tick();
    expect(bot.told()).toEqual(['watched', 'state:FAILED']);
  });

  test('tells a job that lived and died between two polls, and one that is gone', async () => {
    await bot.watch();
    bot.make('short', { ...vision, state: 'SUCCEEDED', endTime: bot.now() });
    await bot.tick();
    expect(bot.told()).toEqual(['watched', 'state:SUCCEEDED']);
    const gone = bot.make('gone', vision);
    await bot.type('watch name=gone');
    await bot.watches();
    bot.jobs.delete(gone.key.id);
    await bot.tick();
    await bot.tick();
    await bot.tick();
    expect(bot.told().slice(2)).toEqual(['watched', 'gone:RUNNING']);
  });

  test('keeps nothing of what a job’s programs are given', async () => {
    const pool = { machineSpec: { machineType: 'n1-standard-4' }, replicaCount: '1' };
    const env = [{ name: 'TOKEN', value: 'hunter2' }];
    const containerSpec = { imageUri: 'gcr.io/x', env };
    bot.make('resnet', {
      ...vision,
      jobSpec: { workerPoolSpecs: [{ ...pool, containerSpec }], serviceAccount: 'x' },
    });
    await bot.watch();
    const handle = await bot.handleOf('resnet');
    const card = await bot.store.transaction((tx) => tx.cards.byHandle(handle));
    expect(card?.launch.body.jobSpec).toEqual({ workerPoolSpecs: [pool], serviceAccount: 'x' });
    expect(card?.launch.estimate).toMatchObject({ total: { known: false } });
  });

  test('gives a job its card even if it can’t be read', async () => {
    bot.make('resnet', vision);
    bot.vertexScript.onGet = unavailable;
    await bot.watch();
    expect(bot.roots()).toHaveLength(0);
    await bot.wait(60_000);
    expect(bot.roots()).toHaveLength(1);
  });

  test('takes in what runs in a target as soon as that answers', async () => {
    bot.make('resnet', vision);
    bot.vertexScript.onList = unavailable;
    bot.skip(1_000);
    await bot.watch();
    expect(bot.lastOf('watch-begun').view.watch.unseen).toEqual([target]);
    expect(bot.roots()).toHaveLength(0);
    bot.vertexScript.onList = undefined;
    await bot.tick();
    expect(bot.told()).toEqual(['watched']);
  });

  test('is not set twice in a channel', async () => {
    await bot.watch();
    await bot.watch('label.team=vision');
    expect(bot.lastOf('watch-begun')).toMatchObject({ known: true });
    expect(
      await bot.store.transaction((tx) => tx.watches.ofChannel(requester.channel)),
    ).toHaveLength(1);
  });

  test('is for those who may launch, where the bot can post', async () => {
    bot.remembers.value = false;
    bot.make('resnet', vision);
    await bot.type('watch label.team=vision', 'U0GUEST', 'g');
    await bot.wait(5_000);
    expect(bot.answers.at(-1)).toMatchObject({ kind: 'refused', act: 'watch' });
    expect(await bot.audit('command:g')).toMatchObject({
      verb: 'watch',
      outcome: 'refused: no-member {"who":"guest"}',
    });
    bot.invited.value = false;
    await bot.watch();
    expect(bot.answers.at(-1)).toMatchObject({
      kind: 'refused',
      why: { kind: 'not-invited', act: 'watch', botName: 'vertex' },
    });
    expect(bot.postedFor).toEqual(['watch']);
    expect(bot.roots()).toHaveLength(0);
  });
});

describe('many jobs', () => {
  beforeEach(async () => {
    for (let i = 0; i <= mostUnasked; i++) bot.make(`resnet ${i}`, vision);
    bot.skip(1_000);
    await bot.watch();
    await bot.tick();
  });
  const question = () => bot.lastOf('watch-asks').view;

  test('are asked about first, and nothing appears before the answer', async () => {
    expect(question().counts).toMatchObject({ asked: mostUnasked + 1 });
    bot.make('resnet new', vision);
    await bot.tick();
    expect(bot.roots()).toHaveLength(0);
  });

  test('all are followed, those as well that have ended meanwhile', async () => {
    bot.set(bot.job().key.id, { state: 'SUCCEEDED', endTime: bot.now() });
    bot.make('resnet new', vision);
    await bot.tick();
    await bot.press('all', question().watch.id, 'U0BO');
    expect(bot.roots()).toHaveLength(mostUnasked + 2);
    expect(bot.told().filter((kind) => kind === 'state:SUCCEEDED')).toHaveLength(1);
    expect(await bot.press('all', question().watch.id)).toMatchObject({ kind: 'note' });
    await bot.tick();
    expect(bot.roots()).toHaveLength(mostUnasked + 2);
  });

  test('only new ones are followed, the one as well that came meanwhile', async () => {
    bot.make('resnet new', vision);
    await bot.tick();
    await bot.press('new', question().watch.id);
    bot.make('resnet newer', vision);
    await bot.tick();
    expect(bot.roots()).toHaveLength(2);
  });

  test('none are followed', async () => {
    const { id } = question().watch;
    expect(await bot.press('none', id)).toMatchObject({ kind: 'watch-ended' });
    bot.make('resnet new', vision);
    await bot.tick();
    expect(bot.roots()).toHaveLength(0);
    expect(await bot.audit(`button:t:none:${id}:U0ANA`)).toMatchObject({ verb: 'unwatch' });
  });

  test('are left alone when nobody answers', async () => {
    bot.skip(questionMs);
    await bot.tick();
    bot.make('resnet new', vision);
    await bot.tick();
    expect(bot.roots()).toHaveLength(0);
    expect(await bot.press('all', question().watch.id)).toMatchObject({ kind: 'note' });
  });

  test('the same typed again repeats the question', async () => {
    const before = bot.answers.length;
    await bot.watch();
    expect(bot.answers.slice(before).map(({ kind }) => kind)).toEqual(['watch-asks']);
  });
});

describe('unwatch', () => {
  test('ends it for new jobs, and tells the old ones to their end', async () => {
    const job = bot.make('resnet', vision);
    await bot.watch();
    expect(await bot.type('unwatch label.team=vision', 'U0BO', 'u')).toMatchObject({
      kind: 'watch-ended',
    });
    expect(await bot.audit('command:u')).toMatchObject({ verb: 'unwatch', outcome: 'ended' });
    bot.make('resnet 2', vision);
    bot.set(job.key.id, { state: 'SUCCEEDED', endTime: bot.now() });
    await bot.tick();
    expect(bot.roots().map(({ kinds }) => kinds)).toEqual([['root'], ['unwatched']]);
    expect(bot.acts).toMatchObject([{ by: 'U0BO', criterion: 'label.team=vision' }]);
    expect(bot.told()).toEqual(['watched', 'state:SUCCEEDED']);
    expect(await bot.type('unwatch label.team=vision')).toMatchObject({ kind: 'problem' });
  });

  test('by somebody else is told to whoever set it, once', async () => {
    await bot.watch();
    await bot.type('unwatch label.team=vision', 'U0ANA');
    await bot.runUntilIdle();
    expect(bot.direct).toEqual([]);
    await bot.watch();
    await bot.type('unwatch label.team=vision', 'U0BO', 'u2');
    await bot.type('unwatch label.team=vision', 'U0BO', 'u2');
    await bot.runUntilIdle();
    expect(bot.direct).toEqual(['U0ANA']);
  });

  test('has a button in the list', async () => {
    await bot.watch();
    await bot.type('watch');
    await bot.answered();
    const [view] = bot.lastOf('watches').views;
    expect(await bot.press('unwatch', view?.watch.id ?? '')).toMatchObject({ kind: 'watch-ended' });
    expect(await bot.press('unwatch', view?.watch.id ?? '')).toMatchObject({ kind: 'note' });
  });
});
