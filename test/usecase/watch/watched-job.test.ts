import { beforeEach, describe, expect, test } from 'vitest';
import { saying } from '../../domain/text/written.ts';
import { requester, target } from '../harness.ts';
import { leastSpec } from '../template/template-interactions.ts';
import { createWatchHarness, unavailable, vision, type WatchHarness } from './watch-harness.ts';

let bot: WatchHarness;
beforeEach(async () => {
  bot = await createWatchHarness();
});

describe('a watched job', () => {
  test('has a card in each channel that watches it, told once in each', async () => {
    const job = bot.make('resnet', vision);
    await bot.watch('label.team=vision');
    await bot.watch('name=res*', 'U0BO', 'C0OTHER');
    await bot.watch('name=resnet', 'U0BO', 'C0OTHER');
    bot.set(job.key.id, { state: 'SUCCEEDED', endTime: bot.now() });
    await bot.tick();
    await bot.watch('name=*sn*', 'U0BO', 'C0LATE');
    for (const channel of [requester.channel, 'C0OTHER']) {
      expect(bot.rootsIn(channel)).toHaveLength(1);
      expect(bot.toldIn(channel)).toEqual(['watched', 'state:SUCCEEDED']);
    }
    expect(bot.rootsIn('C0LATE')).toHaveLength(0);
    const counts = await bot.store.transaction(async (tx) => {
      const open = await tx.watches.ofChannel('C0OTHER');
      return [await tx.watches.count(open[0]?.id ?? ''), await tx.watches.count(open[1]?.id ?? '')];
    });
    // The second finds that the job has its card here, and is done with it.
    expect(counts).toMatchObject([
      { taken: 1, waiting: 0 },
      { taken: 1, waiting: 0 },
    ]);
  });

  test('of an attempt that is over has no card but that of the next one', async () => {
    bot.file.fallback = [{ strategy: 'FLEX_START' }];
    await bot.watch('name=hello*', 'U0BO', 'C0OTHER');
    await bot.launch();
    await bot.wait(3_000);
    const message = 'Resources are insufficient in region: us-central1.';
    bot.set(bot.job().key.id, {
      ...{ state: 'FAILED', endTime: bot.now(), error: { code: 8, message } },
    });
    await bot.tick();
    await bot.tick();
    expect(bot.creates).toHaveLength(2);
    expect(bot.rootsIn('C0OTHER')).toHaveLength(1);
  });

  test('that the bot launched keeps its one card here, and gets one elsewhere', async () => {
    await bot.launch();
    await bot.wait(3_000);
    await bot.watch('name=hello*');
    expect(bot.lastOf('watch-begun')).toMatchObject({
      carded: 1,
      view: { counts: { waiting: 1 } },
    });
    expect(bot.textOf(bot.lastOf('watch-begun'))).toContain(
      ' 1 job runs already and has its card here.',
    );
    await bot.watch('name=hello*', 'U0BO', 'C0OTHER');
    expect(bot.textOf(bot.lastOf('watch-begun'))).toContain(
      ' 1 job runs already: its card follows.',
    );
    await bot.tick();
    expect(bot.rootsIn(requester.channel)).toHaveLength(1);
    expect(bot.rootsIn('C0OTHER')).toHaveLength(1);
    expect(bot.toldIn('C0OTHER')).toEqual(['watched']);
    const [own] = await bot.store.transaction((tx) => tx.watches.ofChannel(requester.channel));
    const count = bot.store.transaction((tx) => tx.watches.count(own?.id ?? ''));
    expect(await count).toMatchObject({ taken: 1, waiting: 0 });
  });

  test('whose create is not answered yet is its launch’s, whoever sees it first', async () => {
    await bot.type('watch name=hello*', 'U0BO', undefined, 'C0OTHER');
    await bot.wait(3_000);
    bot.vertexScript.onCreate = {
      failure: { kind: 'in-doubt', message: 'timeout' },
      recorded: true,
    };
    await bot.launch();
    await bot.poll();
    await bot.wait(60_000);
    await bot.tick();
    const { cards } = await bot.store.transaction((tx) =>
      tx.cards.list({ limit: 9, state: 'any' }),
    );
    expect(cards.map(({ launch }) => launch.origin)).toEqual([undefined]);
    expect(bot.rootsIn('C0OTHER')).toHaveLength(1);
    expect(bot.rootsIn(requester.channel)).toHaveLength(1);
  });

  test('is its launch’s also when a watch begins while the create is on its way', async () => {
    bot.vertexScript.duringCreate = async () => {
      bot.make('hello 3', { labels: bot.creates[0]?.labels ?? {} });
      await bot.type('watch name=hello*', 'U0BO', undefined, 'C0OTHER');
      for (let i = 0; i < 3; i++) await bot.watches();
    };
    const failure = { kind: 'in-doubt', message: 'timeout' } as const;
    bot.vertexScript.onCreate = { failure, recorded: false };
    await bot.launch();
    await bot.wait(10_000);
    const { cards } = await bot.store.transaction((tx) =>
      tx.cards.list({ limit: 9, state: 'any' }),
    );
    expect(cards.map(({ launch }) => [launch.origin, launch.state])).toEqual([
      [undefined, 'bound'],
    ]);
    expect(bot.rootsIn('C0OTHER')).toHaveLength(1);
    expect(bot.rootsIn(requester.channel)).toHaveLength(1);
  });

  test('that is a copy of one the bot launched, label and all, is a job of its own', async () => {
    await bot.launch();
    await bot.wait(3_000);
    await bot.watch('name=hello*');
    const first = bot.job();
    const copy = bot.make(first.displayName, { labels: first.labels });
    await bot.tick();
    const { cards } = await bot.store.transaction((tx) =>
      tx.cards.list({ limit: 9, state: 'any' }),
    );
    const jobs = cards.map(({ launch }) => [launch.origin, launch.job?.id]);
    expect(jobs.sort()).toEqual(
      [
        [undefined, first.key.id],
        ['watched', copy.key.id],
      ].sort(),
    );
  });

  test('is nobody’s own: a member is refused, an admin cancels', async () => {
    bot.make('resnet', vision);
    await bot.watch();
    const handle = await bot.handleOf('resnet');
    expect(await bot.type(`cancel ${handle}`)).toMatchObject({
      kind: 'refused',
      why: { kind: 'nobodys-job' },
      ask: [],
    });
    expect(bot.cancelCalls).toHaveLength(0);
    await bot.type(`cancel ${handle} too big`, 'U0ADMIN');
    await bot.wait(5_000);
    expect(bot.cancelCalls).toHaveLength(1);
    expect(bot.told()).toContain('cancel-asked');
  });

  test('shows its shells to those who may cancel it, not to who set the watch', async () => {
    const webAccessUris = { 'workerpool0-0': 'https://a.b.googleusercontent.com/x' };
    bot.make('resnet', { ...vision, jobSpec: { enableWebAccess: true }, webAccessUris });
    await bot.watch();
    const handle = await bot.handleOf('resnet');
    const shellsFor = async (userId: string) => {
      await bot.type(`status ${handle}`, userId);
      await bot.answered();
      return bot.lastOf('status').shells;
    };
    expect(await shellsFor('U0ANA')).toBeUndefined();
    expect(await shellsFor('U0ADMIN')).toMatchObject({ known: true });
  });

  test('is in the channel’s list and in nobody’s', async () => {
    bot.make('resnet', vision);
    await bot.watch('label.team=vision');
    await bot.watch('label.team=vision', 'U0BO', 'C0OTHER');
    const listed = async (text: string, channel = requester.channel) => {
      await bot.type(text, 'U0ANA', undefined, channel);
      await bot.answered();
      return bot.lastOf('list').rows.length;
    };
    expect(await listed('list')).toBe(1);
    expect(await listed('list', 'C0OTHER')).toBe(1);
    expect(await listed('list', 'C0NOWHERE')).toBe(0);
    expect(await listed('list mine')).toBe(0);
    expect(await listed('list all')).toBe(1);
  });

  test('is run again from its spec, by those who may change templates', async () => {
    const jobSpec = leastSpec;
    const job = bot.make('resnet', { ...vision, jobSpec });
    await bot.watch();
    bot.set(job.key.id, { state: 'SUCCEEDED', endTime: bot.now() });
    await bot.tick();
    const handle = await bot.handleOf('resnet');
    await bot.type(`rerun ${handle}`);
    await bot.answered();
    expect(bot.answers.at(-1)).toMatchObject({
      kind: 'refused',
      act: 'template',
      why: { kind: 'no-permission', verb: 'launch-spec' },
    });
    await bot.interactions.press(
      { key: 'button:r', requester: { ...requester, userId: 'U0ADMIN' } },
      { verb: 'rerun', handle },
    );
    await bot.wait(5_000);
    expect(bot.creates).toMatchObject([{ displayName: 'resnet', jobSpec, labels: vision.labels }]);
    expect(bot.told()).toContain('rerun');
  });
});

describe('one job by its name', () => {
  const name = (id: string, place = 'projects/ml-prod/locations/us-central1') =>
    `${place}/customJobs/${id}`;

  test('gets its card, and the watch is done', async () => {
    const { key } = bot.make('resnet');
    await bot.watch(name(key.id));
    expect(bot.told()).toEqual(['watched']);
    expect(bot.textOf(bot.lastOf('watch-begun'))).toContain(': its card follows.');
    await bot.watch(name(key.id));
    expect(bot.textOf(bot.lastOf('watch-begun'))).toContain(': it has its card here already.');
    expect(await bot.type(`unwatch ${name(key.id)}`)).toMatchObject({
      kind: 'note',
      note: { kind: 'card-is-here' },
    });
  });

  test('that has ended is not watched', async () => {
    const { key } = bot.make('resnet', { state: 'SUCCEEDED', endTime: bot.now() });
    await bot.watch(name(key.id));
    expect(bot.answers.at(-1)).toMatchObject({
      kind: 'problem',
      problems: [saying('it is SUCCEEDED')],
    });
    expect(bot.roots()).toHaveLength(0);
  });

  test('that is nowhere, or in no target, is refused by name', async () => {
    await bot.watch(name('77'));
    expect(bot.answers.at(-1)).toMatchObject({ problems: [saying('there is none')] });
    await bot.watch(name('77', 'projects/other/locations/us-central1'));
    expect(bot.answers.at(-1)).toMatchObject({
      problems: [saying(/`ml-prod\/us-central1`.*`other\/us-central1`.*VERTEX_TARGETS/)],
    });
  });

  test('leaves in the audit what was refused of it', async () => {
    await bot.type(`watch ${name('77')}`, 'U0ANA', 'w');
    await bot.wait(5_000);
    expect(await bot.audit('command:w')).toMatchObject({
      outcome: 'refused: job-not-shown {"id":"77"}',
    });
  });

  test('is taken in once its target answers', async () => {
    const { key } = bot.make('resnet');
    bot.vertexScript.onGet = unavailable;
    await bot.watch(name(key.id));
    expect(bot.lastOf('watch-begun').view.watch.unseen).toEqual([target]);
    bot.vertexScript.onGet = undefined;
    await bot.wait(30_000);
    expect(bot.told()).toEqual(['watched']);
  });
});
