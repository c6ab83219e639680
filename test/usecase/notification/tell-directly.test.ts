// Whoever launched a job hears of its end wherever they are: once, whatever dies, and only if its channel does not reach them.

import { beforeEach, describe, expect, test } from 'vitest';
import { createHarness, settings, type Harness } from '../harness.ts';

const second = 1_000;
const away = 'C0JOBS U0ANA';
const error = { code: 8, message: 'Replicas low on memory: workerpool0.' };

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
});

const launch = async (text?: string): Promise<string> => {
  const handle = await bot.launch(text);
  await bot.wait(3 * second);
  return handle;
};
/** Sets the job's state and looks; what is due at once is worked off. */
const move = async (state: string, more: object = {}): Promise<void> => {
  bot.skip(10 * second);
  bot.set(bot.job().key.id, { state, updateTime: bot.now(), ...more });
  await bot.poll();
};
const end = (more: object = {}) => move('SUCCEEDED', { endTime: bot.now(), ...more });
const waiting = () => bot.store.transaction((tx) => tx.directNotes.nextDueAt());

describe('the end of a job', () => {
  test('is told to its launcher directly when they have left, once, after its thread', async () => {
    const handle = await launch();
    bot.left.add(away);
    await move('RUNNING', { startTime: bot.now() });
    expect(bot.direct).toEqual([]);
    await end();
    await bot.wait(60 * second);
    expect(bot.direct).toEqual(['U0ANA']);
    expect(bot.posts.map(({ kinds }) => kinds[0]).slice(-2)).toEqual([
      'state:SUCCEEDED',
      'notice:told',
    ]);
    expect(bot.notices).toMatchObject([
      { kind: 'told', channel: 'C0JOBS', rootTs: bot.roots()[0]?.ts, card: { launch: { handle } } },
    ]);
    expect(await waiting()).toBeUndefined();
  });

  test('is not told to one who is there, nor asked about more than once', async () => {
    await launch();
    await end();
    await bot.wait(60 * second);
    expect(bot.presence.looks).toBe(1);
    expect(bot.direct).toEqual([]);
    expect(await waiting()).toBeUndefined();
  });

  test('that the channel holds back is told all the same', async () => {
    await launch();
    await bot.type('channel quiet');
    bot.left.add(away);
    await end();
    await bot.wait(10 * second);
    expect(bot.told()).toEqual(['launched']);
    expect(bot.direct).toEqual(['U0ANA']);
  });

  test('that a digest takes over is told all the same, each once', async () => {
    for (let nth = 0; nth < 7; nth++) await launch(`launch hello steps=${nth + 1}`);
    bot.left.add(away);
    bot.skip(second);
    for (const [nth, id] of [...bot.jobs.keys()].entries()) {
      const bad = nth === 0 ? { state: 'FAILED', error } : { state: 'SUCCEEDED' };
      bot.set(id, { ...bad, endTime: bot.now() });
    }
    await bot.poll();
    await bot.wait(60 * second);
    expect(bot.told().filter((kind) => kind.startsWith('state:'))).toEqual(['state:FAILED']);
    await bot.wait(60 * second);
    expect(bot.direct.length).toBeLessThanOrEqual(2);
    const named = bot.notices.flatMap((one) =>
      one.kind === 'told' ? [one] : one.kind === 'gathered' ? one.told : [],
    );
    expect(new Set(named.map(({ card }) => card.launch.handle)).size).toBe(7);
  });

  test('with others, minutes after each other, is told alone', async () => {
    await launch();
    bot.left.add(away);
    await end();
    await bot.wait(10 * second);
    await launch('launch hello steps=9');
    await bot.wait(60 * second);
    bot.set(bot.job(1).key.id, { state: 'SUCCEEDED', endTime: bot.now(), updateTime: bot.now() });
    await bot.poll();
    await bot.wait(5 * second);
    expect(bot.notices.map(({ kind }) => kind)).toEqual(['told', 'told']);
  });

  test('of twenty-five within a minute is one message more, which names twenty', async () => {
    for (let nth = 0; nth < 26; nth++) await bot.launch(`launch hello steps=${nth + 1}`);
    await bot.wait(120 * second);
    await bot.type('channel quiet');
    bot.left.add(away);
    const ids = [...bot.jobs.keys()];
    for (const [nth, id] of ids.entries()) {
      const bad =
        nth === 25 ? { state: 'FAILED' as const, error } : { state: 'SUCCEEDED' as const };
      bot.set(id, { ...bad, endTime: bot.now() });
      if (nth === 0 || nth === 25) await bot.poll();
      if (nth === 0) await bot.wait(5 * second);
    }
    await bot.wait(30 * second);
    expect(bot.notices.map(({ kind }) => kind)).toEqual(['told']);
    await bot.wait(60 * second);
    expect(bot.notices.map(({ kind }) => kind)).toEqual(['told', 'gathered']);
    const [, all] = bot.notices;
    expect(all).toMatchObject({ channel: 'C0JOBS', count: 25, bad: 1 });
    const told = all?.kind === 'gathered' ? all.told : [];
    expect(told).toHaveLength(20);
    expect(told[0]?.update).toMatchObject({ change: { to: 'FAILED' } });
    expect(await waiting()).toBeUndefined();
    expect(bot.presence.looks).toBe(2);
  });

  test.each(['status', 'logs', 'cancel'])(
    'is what `%s` below its message is about',
    async (verb) => {
      const handle = await launch();
      bot.left.add(away);
      await end();
      await bot.wait(10 * second);
      const post = bot.posts.find(({ kinds }) => kinds[0] === 'notice:told');
      const where = { userId: 'U0ANA', teamId: 'T1', channel: post?.channel ?? '' };
      await bot.interactions.hear({ key: 'm', requester: where }, '/job', {
        text: verb,
        rootTs: post?.ts,
      });
      await bot.runUntilIdle();
      expect(JSON.stringify(bot.answers.at(-1))).toContain(handle);
    },
  );

  test('waits for its reason, and is told with it', async () => {
    await launch();
    bot.left.add(away);
    await move('FAILED', { endTime: bot.now() });
    await bot.wait(30 * second);
    expect(bot.direct).toEqual([]);
    await move('FAILED', { endTime: bot.now(), error });
    await bot.wait(10 * second);
    expect(bot.notices).toMatchObject([{ update: { change: { error, errorAwaited: false } } }]);
  });

  test('is told without a reason that Vertex does not give, promising none', async () => {
    await launch();
    bot.left.add(away);
    await move('FAILED', { endTime: bot.now() });
    await bot.wait(130 * second);
    expect(bot.notices).toMatchObject([{ update: { change: { errorAwaited: false } } }]);
  });

  test('of what was launched in a direct message, or by nobody here, is told to nobody', async () => {
    await bot.type('launch hello', 'U0ANA', undefined, 'D0ANA');
    bot.make('resnet', { labels: { team: 'vision' } });
    await bot.type('watch label.team=vision');
    await bot.poll();
    await bot.wait(5 * second);
    bot.left.add(away).add('D0ANA U0ANA');
    for (const id of bot.jobs.keys()) bot.set(id, { state: 'SUCCEEDED', endTime: bot.now() });
    await bot.poll();
    await bot.wait(10 * second);
    expect(bot.told().filter((kind) => kind === 'state:SUCCEEDED')).toHaveLength(2);
    expect(bot.presence.looks).toBe(0);
    expect(bot.direct).toEqual([]);
  });

  test('in another channel that watches it is told once, by the launcher’s own', async () => {
    await launch();
    await bot.type(`watch ${bot.job().name}`, 'U0BO', undefined, 'C0OTHER');
    await bot.wait(5 * second);
    bot.left.add(away).add('C0OTHER U0ANA').add('C0OTHER U0BO');
    await end();
    await bot.wait(10 * second);
    expect(bot.roots()).toHaveLength(2);
    expect(bot.direct).toEqual(['U0ANA']);
  });
});

describe('a launch that came to nothing', () => {
  test.each([
    ['somebody else', 'U0ADMIN', ['U0ANA']],
    ['its launcher', 'U0ANA', []],
  ])('cancelled before it started by %s', async (_, by, told) => {
    const handle = await bot.launch();
    bot.left.add(away);
    await bot.type(`cancel ${handle}`, by);
    await bot.cancels();
    await bot.cancels();
    await bot.wait(30 * second);
    expect(bot.told()).toContain('launch-cancelled');
    expect(bot.direct).toEqual(told);
  });

  test('asks its launcher what to do about it', async () => {
    bot.vertexScript.onCreate = {
      failure: { kind: 'in-doubt', message: 'timeout' },
      recorded: false,
    };
    await bot.launch();
    bot.left.add(away);
    await bot.wait(settings.quarantineMs + 60 * second);
    expect(bot.notices).toMatchObject([{ update: { kind: 'launch-unknown' } }]);
  });
});

test('a question about a launch asks once, though a worker was frozen in its look', async () => {
  bot.vertexScript.onCreate = {
    failure: { kind: 'in-doubt', message: 'timeout' },
    recorded: false,
  };
  await bot.launch();
  bot.left.add(away);
  bot.presence.during = async () => {
    bot.skip(settings.leaseMs + second);
    await bot.notes();
    await bot.threads();
  };
  await bot.wait(settings.quarantineMs + 60 * second);
  await bot.wait(60 * second);
  expect(bot.presence.looks).toBe(2);
  expect(bot.direct).toEqual(['U0ANA']);
});

describe('whatever fails', () => {
  beforeEach(async () => {
    await launch();
    bot.left.add(away);
  });

  test('a look that says nothing is made again, and nothing is told before', async () => {
    bot.presence.failure = { kind: 'transient', message: 'down', retryAfterMs: 20 * second };
    await end();
    await bot.wait(15 * second);
    expect(bot.presence.looks).toBe(1);
    await bot.wait(600 * second);
    expect(bot.presence.looks).toBeGreaterThan(1);
    expect(bot.direct).toEqual([]);
    bot.presence.failure = undefined;
    await bot.wait(600 * second);
    expect(bot.direct).toEqual(['U0ANA']);
  });

  test.each(['app-refused', 'not-sent'] as const)(
    'a conversation that can’t be opened now (%s) is opened later',
    async (kind) => {
      bot.slackScript.opens.push({ kind, why: 'x' }, { kind, why: 'x' });
      await end();
      await bot.wait(60 * second);
      expect(bot.direct).toEqual(['U0ANA']);
    },
  );

  test('one that can never be opened is given up', async () => {
    bot.slackScript.opens.push({ kind: 'channel-refused', why: 'user_disabled' });
    await end();
    await bot.wait(600 * second);
    expect(bot.direct).toEqual([]);
    expect(await waiting()).toBeUndefined();
  });

  test('somebody whom Slack does not know is given up', async () => {
    bot.presence.failure = { kind: 'user', message: 'Slack does not know this person.' };
    await end();
    await bot.wait(600 * second);
    expect(bot.presence.looks).toBe(1);
    expect(await waiting()).toBeUndefined();
  });

  test('a message that is refused there is given up, and parks nothing', async () => {
    const outcome = { kind: 'channel-refused', why: 'messages_tab_disabled' } as const;
    bot.directFaults.push({ outcome, recorded: false });
    await end();
    await bot.wait(1_200 * second);
    expect(bot.direct).toEqual([]);
    expect(bot.notices).toHaveLength(1);
    const { parked } = await bot.store.transaction((tx) => tx.backlog(undefined));
    expect(parked).toEqual({ items: [], unseen: 0 });
  });

  test.each([
    ['killed', 'crash'],
    ['left in doubt', { kind: 'in-doubt', why: 'timeout' }],
  ] as const)('a post that is %s is made once, whether it arrived or not', async (_, outcome) => {
    for (const recorded of [true, false]) {
      bot.directFaults.push({ outcome, recorded });
      if (recorded) await end();
      else {
        await launch('launch hello steps=9');
        bot.set(bot.job(1).key.id, { state: 'SUCCEEDED', endTime: bot.now() });
        await bot.poll();
      }
      await bot.wait(settings.leaseMs + 30 * second);
    }
    expect(bot.direct).toEqual(['U0ANA', 'U0ANA']);
  });

  test('a worker that was frozen in its look finds that another has told it', async () => {
    bot.presence.during = async () => {
      bot.skip(settings.leaseMs + second);
      await bot.notes();
      await bot.threads();
    };
    await end();
    await bot.wait(60 * second);
    expect(bot.presence.looks).toBe(2);
    expect(bot.direct).toEqual(['U0ANA']);
  });

  test('who comes back in between is told by the channel alone', async () => {
    bot.presence.failure = { kind: 'transient', message: 'down' };
    await end();
    bot.left.clear();
    bot.presence.failure = undefined;
    await bot.wait(60 * second);
    expect(bot.direct).toEqual([]);
  });
});

test('that a thread can’t be posted is told although the bot dies when it is', async () => {
  await launch();
  const outcome = { kind: 'channel-refused', why: 'is_archived' } as const;
  bot.faults.push({ outcome, recorded: false });
  bot.directFaults.push({ outcome: 'crash', recorded: false });
  await move('RUNNING', { startTime: bot.now() });
  await bot.wait(settings.leaseMs + 30 * second);
  expect(bot.notices.at(-1)).toMatchObject({ kind: 'parked', why: 'is_archived' });
  expect(bot.direct).toEqual(['U0ANA']);
});
