import { beforeEach, describe, expect, test } from 'vitest';
import type { Answer } from '../../../app/domain/answer/answer.ts';
import type { Failure } from '../../../app/domain/error/failure.ts';
import { mostUnasked, questionMs } from '../../../app/domain/watch/watch.ts';
import { renderAnswer } from '../../../blocks/answer/answer.ts';
import { requester, createHarness, target, type Harness } from '../harness.ts';
import { leastSpec } from '../template/template-interactions.ts';
import { saying } from '../../domain/text/written.ts';

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
});

const vision = { labels: { team: 'vision' } };
const dark: Failure = { kind: 'transient', message: 'The service is currently unavailable.' };
const watch = async (text = 'label.team=vision', userId = 'U0ANA', channel = requester.channel) => {
  const answer = await bot.type(`watch ${text}`, userId, undefined, channel);
  await bot.wait(5_000);
  return answer;
};
const tick = async (): Promise<void> => {
  await bot.poll();
  await bot.wait(20_000);
};
const rootsIn = (channel: string) => bot.roots().filter((root) => root.channel === channel);
const toldIn = (channel: string) =>
  bot.posts
    .filter((post) => post.channel === channel && post.rootTs !== undefined)
    .flatMap(({ kinds }) => kinds);
const last = () => bot.answers.at(-1);
const lastOf = <Kind extends Answer['kind']>(kind: Kind) => {
  const answer = bot.answers.findLast((one) => one.kind === kind);
  if (answer?.kind !== kind) throw new Error(`no ${kind}: ${JSON.stringify(bot.answers)}`);
  return answer as Extract<Answer, { kind: Kind }>;
};
const handleOf = async (displayName: string): Promise<string> => {
  const cards = await bot.store.transaction((tx) => tx.cards.byNamePrefix(displayName, 1));
  return cards[0]?.launch.handle ?? 'no card';
};
const press = async (
  verb: 'unwatch' | 'all' | 'new' | 'none',
  handle: string,
  userId = 'U0ANA',
): Promise<Answer | undefined> => {
  const request = {
    key: `button:t:${verb}:${handle}:${userId}`,
    requester: { ...requester, userId },
  };
  const answer = await bot.interactions.press(
    request,
    verb === 'unwatch' ? { verb, watch: handle } : { verb: `watch-${verb}`, watch: handle },
  );
  await bot.wait(30_000);
  return answer;
};
const textOf = (answer: Answer): string =>
  renderAnswer(answer, { now: bot.now(), command: '/job', token: 't' }).text;
const audit = (key: string) => bot.store.transaction((tx) => tx.audit.byKey(key));

describe('a watch', () => {
  test('takes in what runs and what comes, each with one card, told to the end', async () => {
    const running = bot.make('resnet 1', vision);
    bot.make('bert', { labels: { team: 'text' } });
    bot.make('old', { ...vision, state: 'SUCCEEDED', endTime: bot.now() });
    bot.skip(1_000);
    expect(await watch()).toBeUndefined();
    expect(lastOf('watch-begun')).toMatchObject({ known: false });
    await tick();
    const coming = bot.make('resnet 2', vision);
    await tick();
    await tick();
    expect(bot.roots()).toHaveLength(2);
    for (const { key } of [running, coming]) {
      bot.set(key.id, { state: 'SUCCEEDED', endTime: bot.now() });
    }
    await tick();
    await tick();
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
    await tick();
    expect(bot.told()).toEqual(['watched', 'state:FAILED']);
  });

  test('tells a job that lived and died between two polls, and one that is gone', async () => {
    await watch();
    bot.make('short', { ...vision, state: 'SUCCEEDED', endTime: bot.now() });
    await tick();
    expect(bot.told()).toEqual(['watched', 'state:SUCCEEDED']);
    const gone = bot.make('gone', vision);
    await bot.type('watch name=gone');
    await bot.watches();
    bot.jobs.delete(gone.key.id);
    await tick();
    await tick();
    await tick();
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
    await watch();
    const handle = await handleOf('resnet');
    const card = await bot.store.transaction((tx) => tx.cards.byHandle(handle));
    expect(card?.launch.body.jobSpec).toEqual({ workerPoolSpecs: [pool], serviceAccount: 'x' });
    expect(card?.launch.estimate).toMatchObject({ total: { known: false } });
  });

  test('gives a job its card even if it can’t be read', async () => {
    bot.make('resnet', vision);
    bot.vertexScript.onGet = dark;
    await watch();
    expect(bot.roots()).toHaveLength(0);
    await bot.wait(60_000);
    expect(bot.roots()).toHaveLength(1);
  });

  test('takes in what runs in a target as soon as that answers', async () => {
    bot.make('resnet', vision);
    bot.vertexScript.onList = dark;
    bot.skip(1_000);
    await watch();
    expect(lastOf('watch-begun').view.watch.unseen).toEqual([target]);
    expect(bot.roots()).toHaveLength(0);
    bot.vertexScript.onList = undefined;
    await tick();
    expect(bot.told()).toEqual(['watched']);
  });

  test('is not set twice in a channel', async () => {
    await watch();
    await watch('label.team=vision');
    expect(lastOf('watch-begun')).toMatchObject({ known: true });
    expect(
      await bot.store.transaction((tx) => tx.watches.ofChannel(requester.channel)),
    ).toHaveLength(1);
  });

  test('is for those who may launch, where the bot can post', async () => {
    bot.remembers.value = false;
    bot.make('resnet', vision);
    await bot.type('watch label.team=vision', 'U0GUEST', 'g');
    await bot.wait(5_000);
    expect(last()).toMatchObject({ kind: 'refused', act: 'watch' });
    expect(await audit('command:g')).toMatchObject({
      verb: 'watch',
      outcome: 'refused: no-member {"who":"guest"}',
    });
    bot.invited.value = false;
    await watch();
    expect(last()).toMatchObject({
      kind: 'refused',
      why: { kind: 'not-invited', act: 'watch', botName: 'vertex' },
    });
    expect(bot.postedFor).toEqual(['watch']);
    expect(bot.roots()).toHaveLength(0);
  });
});

describe('a watched job', () => {
  test('has a card in each channel that watches it, told once in each', async () => {
    const job = bot.make('resnet', vision);
    await watch('label.team=vision');
    await watch('name=res*', 'U0BO', 'C0OTHER');
    await watch('name=resnet', 'U0BO', 'C0OTHER');
    bot.set(job.key.id, { state: 'SUCCEEDED', endTime: bot.now() });
    await tick();
    await watch('name=*sn*', 'U0BO', 'C0LATE');
    for (const channel of [requester.channel, 'C0OTHER']) {
      expect(rootsIn(channel)).toHaveLength(1);
      expect(toldIn(channel)).toEqual(['watched', 'state:SUCCEEDED']);
    }
    expect(rootsIn('C0LATE')).toHaveLength(0);
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

  test('that the bot launched keeps its one card here, and gets one elsewhere', async () => {
    await bot.launch();
    await bot.wait(3_000);
    await watch('name=hello*');
    expect(lastOf('watch-begun')).toMatchObject({ carded: 1, view: { counts: { waiting: 1 } } });
    expect(textOf(lastOf('watch-begun'))).toContain(' 1 job runs already and has its card here.');
    await watch('name=hello*', 'U0BO', 'C0OTHER');
    expect(textOf(lastOf('watch-begun'))).toContain(' 1 job runs already: its card follows.');
    await tick();
    expect(rootsIn(requester.channel)).toHaveLength(1);
    expect(rootsIn('C0OTHER')).toHaveLength(1);
    expect(toldIn('C0OTHER')).toEqual(['watched']);
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
    await tick();
    const { cards } = await bot.store.transaction((tx) =>
      tx.cards.list({ limit: 9, state: 'any' }),
    );
    expect(cards.map(({ launch }) => launch.origin)).toEqual([undefined]);
    expect(rootsIn('C0OTHER')).toHaveLength(1);
    expect(rootsIn(requester.channel)).toHaveLength(1);
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
    expect(rootsIn('C0OTHER')).toHaveLength(1);
    expect(rootsIn(requester.channel)).toHaveLength(1);
  });

  test('that is a copy of one the bot launched, label and all, is a job of its own', async () => {
    await bot.launch();
    await bot.wait(3_000);
    await watch('name=hello*');
    const [first] = bot.jobs.values();
    if (first === undefined) throw new Error('no job');
    const copy = bot.make(first.displayName, { labels: first.labels });
    await tick();
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
    await watch();
    const handle = await handleOf('resnet');
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
    await watch();
    const handle = await handleOf('resnet');
    const shellsFor = async (userId: string) => {
      await bot.type(`status ${handle}`, userId);
      await bot.answered();
      return lastOf('status').shells;
    };
    expect(await shellsFor('U0ANA')).toBeUndefined();
    expect(await shellsFor('U0ADMIN')).toMatchObject({ known: true });
  });

  test('is in the channel’s list and in nobody’s', async () => {
    bot.make('resnet', vision);
    await watch('label.team=vision');
    await watch('label.team=vision', 'U0BO', 'C0OTHER');
    const listed = async (text: string, channel = requester.channel) => {
      await bot.type(text, 'U0ANA', undefined, channel);
      await bot.answered();
      return lastOf('list').rows.length;
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
    await watch();
    bot.set(job.key.id, { state: 'SUCCEEDED', endTime: bot.now() });
    await tick();
    const handle = await handleOf('resnet');
    await bot.type(`rerun ${handle}`);
    await bot.answered();
    expect(last()).toMatchObject({
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

describe('many jobs', () => {
  beforeEach(async () => {
    for (let i = 0; i <= mostUnasked; i++) bot.make(`resnet ${i}`, vision);
    bot.skip(1_000);
    await watch();
    await tick();
  });
  const question = () => lastOf('watch-asks').view;

  test('are asked about first, and nothing appears before the answer', async () => {
    expect(question().counts).toMatchObject({ asked: mostUnasked + 1 });
    bot.make('resnet new', vision);
    await tick();
    expect(bot.roots()).toHaveLength(0);
  });

  test('all are followed, those as well that have ended meanwhile', async () => {
    const [first] = bot.jobs.values();
    bot.set(first?.key.id ?? '', { state: 'SUCCEEDED', endTime: bot.now() });
    bot.make('resnet new', vision);
    await tick();
    await press('all', question().watch.id, 'U0BO');
    expect(bot.roots()).toHaveLength(mostUnasked + 2);
    expect(bot.told().filter((kind) => kind === 'state:SUCCEEDED')).toHaveLength(1);
    expect(await press('all', question().watch.id)).toMatchObject({ kind: 'note' });
    await tick();
    expect(bot.roots()).toHaveLength(mostUnasked + 2);
  });

  test('only new ones are followed, the one as well that came meanwhile', async () => {
    bot.make('resnet new', vision);
    await tick();
    await press('new', question().watch.id);
    bot.make('resnet newer', vision);
    await tick();
    expect(bot.roots()).toHaveLength(2);
  });

  test('none are followed', async () => {
    const { id } = question().watch;
    expect(await press('none', id)).toMatchObject({ kind: 'watch-ended' });
    bot.make('resnet new', vision);
    await tick();
    expect(bot.roots()).toHaveLength(0);
    expect(await audit(`button:t:none:${id}:U0ANA`)).toMatchObject({ verb: 'unwatch' });
  });

  test('are left alone when nobody answers', async () => {
    bot.skip(questionMs);
    await tick();
    bot.make('resnet new', vision);
    await tick();
    expect(bot.roots()).toHaveLength(0);
    expect(await press('all', question().watch.id)).toMatchObject({ kind: 'note' });
  });

  test('the same typed again repeats the question', async () => {
    const before = bot.answers.length;
    await watch();
    expect(bot.answers.slice(before).map(({ kind }) => kind)).toEqual(['watch-asks']);
  });
});

describe('unwatch', () => {
  test('ends it for new jobs, and tells the old ones to their end', async () => {
    const job = bot.make('resnet', vision);
    await watch();
    expect(await bot.type('unwatch label.team=vision', 'U0BO', 'u')).toMatchObject({
      kind: 'watch-ended',
    });
    expect(await audit('command:u')).toMatchObject({ verb: 'unwatch', outcome: 'ended' });
    bot.make('resnet 2', vision);
    bot.set(job.key.id, { state: 'SUCCEEDED', endTime: bot.now() });
    await tick();
    expect(bot.roots().map(({ kinds }) => kinds)).toEqual([['root'], ['unwatched']]);
    expect(bot.acts).toMatchObject([{ by: 'U0BO', criterion: 'label.team=vision' }]);
    expect(bot.told()).toEqual(['watched', 'state:SUCCEEDED']);
    expect(await bot.type('unwatch label.team=vision')).toMatchObject({ kind: 'problem' });
  });

  test('by somebody else is told to whoever set it, once', async () => {
    await watch();
    await bot.type('unwatch label.team=vision', 'U0ANA');
    await bot.runUntilIdle();
    expect(bot.direct).toEqual([]);
    await watch();
    await bot.type('unwatch label.team=vision', 'U0BO', 'u2');
    await bot.type('unwatch label.team=vision', 'U0BO', 'u2');
    await bot.runUntilIdle();
    expect(bot.direct).toEqual(['U0ANA']);
  });

  test('has a button in the list', async () => {
    await watch();
    await bot.type('watch');
    await bot.answered();
    const [view] = lastOf('watches').views;
    expect(await press('unwatch', view?.watch.id ?? '')).toMatchObject({ kind: 'watch-ended' });
    expect(await press('unwatch', view?.watch.id ?? '')).toMatchObject({ kind: 'note' });
  });
});

describe('one job by its name', () => {
  const name = (id: string, place = 'projects/ml-prod/locations/us-central1') =>
    `${place}/customJobs/${id}`;

  test('gets its card, and the watch is done', async () => {
    const { key } = bot.make('resnet');
    await watch(name(key.id));
    expect(bot.told()).toEqual(['watched']);
    expect(textOf(lastOf('watch-begun'))).toContain(': its card follows.');
    await watch(name(key.id));
    expect(textOf(lastOf('watch-begun'))).toContain(': it has its card here already.');
    expect(await bot.type(`unwatch ${name(key.id)}`)).toMatchObject({
      kind: 'note',
      note: { kind: 'card-is-here' },
    });
  });

  test('that has ended is not watched', async () => {
    const { key } = bot.make('resnet', { state: 'SUCCEEDED', endTime: bot.now() });
    await watch(name(key.id));
    expect(last()).toMatchObject({
      kind: 'problem',
      problems: [saying('it is SUCCEEDED')],
    });
    expect(bot.roots()).toHaveLength(0);
  });

  test('that is nowhere, or in no target, is refused by name', async () => {
    await watch(name('77'));
    expect(last()).toMatchObject({ problems: [saying('there is none')] });
    await watch(name('77', 'projects/other/locations/us-central1'));
    expect(last()).toMatchObject({
      problems: [saying(/`ml-prod\/us-central1`.*`other\/us-central1`.*VERTEX_TARGETS/)],
    });
  });

  test('leaves in the audit what was refused of it', async () => {
    await bot.type(`watch ${name('77')}`, 'U0ANA', 'w');
    await bot.wait(5_000);
    expect(await audit('command:w')).toMatchObject({
      outcome: 'refused: job-not-shown {"id":"77"}',
    });
  });

  test('is taken in once its target answers', async () => {
    const { key } = bot.make('resnet');
    bot.vertexScript.onGet = dark;
    await watch(name(key.id));
    expect(lastOf('watch-begun').view.watch.unseen).toEqual([target]);
    bot.vertexScript.onGet = undefined;
    await bot.wait(30_000);
    expect(bot.told()).toEqual(['watched']);
  });
});
