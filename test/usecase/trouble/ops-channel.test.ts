// Trouble of the bot itself, as the ops channel hears it: once, and once more when it is over.

import { beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '../../../app/usecase/ports/store/store.ts';
import { createTroubleWatch } from '../../../app/usecase/trouble/trouble-watch.ts';
import { createHarness, opsChannel, type Harness } from '../harness.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const refused = { kind: 'channel-refused', why: 'is_archived' } as const;

let bot: Harness;
let logged: string[];
beforeEach(async () => {
  bot = await createHarness();
  logged = [];
});

/** The watch of one process, which looks in `channel`. */
const watching = ({
  channel = opsChannel,
  store = bot.store,
}: { channel?: string | null; store?: Store } = {}) =>
  createTroubleWatch({
    ...bot.deps,
    store,
    channel: channel ?? undefined,
    wake: () => undefined,
    log: { warn: (message) => void logged.push(message) },
  });

/** What was told of trouble, in order, if each try to tell it went well. */
const told = () => bot.acts.filter(({ kind }) => kind.startsWith('trouble'));
/** What stands in the ops channel. */
const posted = () => bot.posts.filter(({ channel }) => channel === opsChannel);
const kinds = () => posted().flatMap((post) => post.kinds);

const close = (times: number) =>
  bot.faults.push(...Array.from({ length: times }, () => ({ outcome: refused, recorded: false })));

/** Polls six times and once more, ten seconds apart, as the schedule does. */
async function ticks(watch: ReturnType<typeof watching>, count = 7): Promise<void> {
  for (let done = 0; done < count; done++) {
    await watch.tick();
    await bot.poll();
    bot.skip(10 * second);
  }
  await watch.look();
  await bot.runUntilIdle();
}

const fails = () => {
  bot.vertexScript.onList = { kind: 'transient', message: 'HTTP 503' };
};
const works = () => {
  bot.vertexScript.onList = undefined;
};

describe('a target', () => {
  const { target } = { target: { project: 'ml-prod', location: 'us-central1' } };

  test('that isn’t read for six ticks is told once, and once when it is read again', async () => {
    const watch = watching();
    await bot.poll();
    const since = bot.now();
    fails();
    await ticks(watch, 6);
    expect(told()).toEqual([]);
    await ticks(watch, 10);
    const trouble = { kind: 'unread-target', target, problem: 'HTTP 503' };
    expect(told()).toMatchObject([{ kind: 'trouble', trouble, since }]);
    works();
    await ticks(watch);
    expect(told().slice(1)).toMatchObject([{ kind: 'trouble-over', trouble, since, how: 'read' }]);
    fails();
    await ticks(watch, 8);
    expect(told()).toHaveLength(3);
  });

  test('that is not read after a restart is not told to be read again, nor told anew', async () => {
    fails();
    await ticks(watching(), 8);
    expect(told()).toHaveLength(1);
    const next = watching();
    await ticks(next, 10);
    expect(told()).toHaveLength(1);
    works();
    await ticks(next, 1);
    expect(told()).toHaveLength(2);
  });

  test('is no trouble because the bot was down', async () => {
    await bot.poll();
    bot.skip(3 * hour);
    await ticks(watching(), 1);
    expect(told()).toEqual([]);
  });

  test('that is polled no longer is forgotten', async () => {
    fails();
    await ticks(watching(), 8);
    const none = createTroubleWatch({
      ...bot.deps,
      targets: [],
      channel: opsChannel,
      wake: () => undefined,
    });
    works();
    await bot.poll();
    await none.look();
    await bot.runUntilIdle();
    expect(told()).toHaveLength(1);
    expect(await bot.store.transaction((tx) => tx.troubles.noted())).toEqual([]);
  });
});

describe('a guard that could warn nobody', () => {
  /** A job past its guard, where nothing can be posted and nobody be told; its handle. */
  async function unheard(): Promise<string> {
    bot.polls.twoMs = 30 * 24 * hour;
    bot.setPolicy({
      guards: { default: { maxDuration: '10h', onExceed: 'cancel', grace: '30m' } },
    });
    const handle = await bot.launch();
    await bot.runUntilIdle();
    bot.set(bot.job().key.id, { state: 'RUNNING', startTime: bot.now() });
    await bot.poll();
    close(999);
    bot.slackScript.opens.push(...Array.from({ length: 9 }, () => refused));
    await bot.wait(11 * hour);
    bot.faults.splice(0);
    return handle;
  }
  /** Its thread stays closed while the ops channel is open. */
  const lookAndTell = async (watch: ReturnType<typeof watching>) => {
    await watch.look();
    await bot.threads(1);
  };

  test('is told by the handle, and by nothing else of the job', async () => {
    const handle = await unheard();
    const watch = watching();
    await lookAndTell(watch);
    const [act] = told();
    if (act?.kind !== 'trouble') throw new Error('not told');
    const keys = Object.keys(act).toSorted();
    expect(keys).toEqual(['at', 'kind', 'since', 'trouble']);
    const launch = await bot.store.transaction((tx) => tx.launches.byHandle(handle));
    expect(act.trouble).toEqual({ kind: 'unheard-guard', launchId: launch?.id, handle });
    expect(kinds()).toEqual(['trouble']);
    await lookAndTell(watch);
    expect(told()).toHaveLength(1);
  });

  test('is told to be heard once its warning is delivered', async () => {
    await unheard();
    const watch = watching();
    await lookAndTell(watch);
    await bot.wait(hour);
    await watch.look();
    await bot.runUntilIdle();
    expect(told().slice(1)).toMatchObject([{ kind: 'trouble-over', how: 'heard' }]);
  });

  test('is told to be over when its job is', async () => {
    await unheard();
    const watch = watching();
    await lookAndTell(watch);
    bot.set(bot.job().key.id, { state: 'SUCCEEDED', endTime: bot.now() });
    await bot.poll();
    await watch.look();
    await bot.wait(2 * second);
    expect(told().slice(1)).toMatchObject([{ kind: 'trouble-over', how: 'job-over' }]);
  });

  test('is told to be over when it has nothing to warn of any more', async () => {
    await unheard();
    const watch = watching();
    await lookAndTell(watch);
    bot.setPolicy({});
    await bot.guards();
    await watch.look();
    await bot.wait(2 * second);
    expect(told().slice(1)).toMatchObject([{ kind: 'trouble-over', how: 'moot' }]);
  });

  test('is told by one of two that look at once, as neither sees what the other is committing', async () => {
    await unheard();
    const { store } = bot;
    const early: Store = {
      ...store,
      transaction: (work) =>
        store.transaction((tx) =>
          work({ ...tx, troubles: { ...tx.troubles, noted: () => Promise.resolve([]) } }),
        ),
    };
    await watching().look();
    await watching({ store: early }).look();
    await bot.wait(minute);
    expect(kinds().filter((kind) => kind === 'trouble')).toHaveLength(1);
  });
});

describe('the ops channel', () => {
  test('that isn’t set hears nothing, and nothing is put on record; once it is set, what stands is told', async () => {
    fails();
    await ticks(watching({ channel: null }), 8);
    expect(await bot.store.transaction((tx) => tx.troubles.noted())).toEqual([]);
    await ticks(watching(), 8);
    expect(told()).toHaveLength(1);
  });

  test('that can’t be posted to is told once it can, in order; nobody gets a direct message of it', async () => {
    const watch = watching();
    fails();
    close(1);
    await ticks(watch, 8);
    works();
    await ticks(watch, 3);
    expect([kinds(), bot.direct]).toEqual([[], []]);
    await bot.wait(11 * minute);
    await ticks(watch, 1);
    expect(kinds()).toEqual(['trouble', 'trouble-over']);
    expect(bot.direct).toEqual([]);
  });

  test('that the bot is not in is logged once, and tried at once when it is', async () => {
    const watch = watching();
    bot.invited.value = false;
    fails();
    close(1);
    await ticks(watch, 12);
    expect(logged).toEqual(['OPS_CHANNEL can’t be posted to']);
    bot.invited.value = true;
    await ticks(watch, 1);
    expect(kinds()).toEqual(['trouble']);
  });

  test('whose answer is lost is looked at before it is told again', async () => {
    const watch = watching();
    fails();
    bot.faults.push({ outcome: { kind: 'in-doubt', why: 'timeout' }, recorded: true });
    await ticks(watch, 8);
    await bot.wait(5 * minute);
    expect(kinds()).toEqual(['trouble']);
  });

  test('is told again by a bot that was killed over it, marked where nobody can look', async () => {
    const watch = watching();
    fails();
    bot.slackScript.find = { kind: 'unreadable', why: 'missing_scope' };
    bot.faults.push({ outcome: 'crash', recorded: true });
    await ticks(watch, 8);
    await bot.wait(5 * minute);
    expect(posted().map(({ possiblyRepeated }) => possiblyRepeated)).toEqual([false, true]);
  });

  test('that was changed while a message waited: it is told in the new one only', async () => {
    fails();
    close(1);
    const old = watching({ channel: 'C0OLD' });
    await ticks(old, 8);
    await ticks(watching(), 8);
    await bot.wait(11 * minute);
    expect(bot.posts.map(({ channel }) => channel)).toEqual([opsChannel]);
  });
});
