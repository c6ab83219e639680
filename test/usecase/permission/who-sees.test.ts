import { beforeEach, describe, expect, test } from 'vitest';
import type { Action } from '../../../app/usecase/ports/interactions.ts';
import type { Answer } from '../../../app/domain/answer/answer.ts';
import { plainProblem } from '../../../blocks/answer/problem/problem.ts';
import { requester, createHarness } from '../harness.ts';

let bot: Awaited<ReturnType<typeof createHarness>>;
/** Of @ana, in a private channel that @bo and the admin are not in. */
let handle: string;
let id: string;

const secret = 'C0SECRET';
const open = 'C0OPEN';
let keys = 0;

beforeEach(async () => {
  bot = await createHarness();
  bot.membership.kinds.set(secret, { kind: 'private' });
  bot.membership.shared.set('U0ANA', [secret]);
  await bot.type('launch hello steps=7', 'U0ANA', 'first', secret);
  await bot.runUntilIdle();
  await bot.poll();
  const launch = await bot.store.transaction((tx) => tx.launches.byRequestKey('command:first'));
  if (launch === undefined) throw new Error('nothing was launched');
  id = bot.job().key.id;
  handle = launch.handle;
});

/** The answer, whether it comes with the ack or after it. */
const ask = async (text: string, userId: string, channel = open) => {
  const before = bot.answers.length;
  const acked = await bot.type(text, userId, `typed${++keys}`, channel);
  await bot.runUntilIdle();
  return acked ?? bot.answers.slice(before).at(0);
};
const press = async (act: Action, userId: string, channel = open, more = {}) => {
  const before = bot.answers.length;
  const request = {
    key: `pressed${++keys}`,
    requester: { ...requester, userId, channel, ...more },
  };
  const acked = await bot.interactions.press(request, act);
  await bot.runUntilIdle();
  return acked ?? bot.answers.slice(before).at(0);
};
const url = () => `projects/ml-prod/locations/us-central1/customJobs/${id}`;
const words = (answer: Answer | undefined): string =>
  answer?.kind === 'problem'
    ? JSON.stringify({ ...answer, problems: answer.problems.map(plainProblem) })
    : JSON.stringify(answer);
const cancelled = () => bot.cancelCalls.length;

describe('a job in a private channel', () => {
  const references = () => [handle, id, url(), 'hello'];
  test.each(['status', 'logs', 'cancel', 'rerun'])(
    '%s: is not there for somebody outside, however it is named',
    async (verb) => {
      for (const typed of references()) {
        const answer = await ask(`${verb} ${typed}`, 'U0BO');
        const other = await ask(`${verb} ${typed.replace(/.$/, 'x')}`, 'U0BO');
        expect(answer).toMatchObject({ kind: 'problem' });
        expect(words(answer)).toMatch(/No job matches/);
        // Nothing tells it from one that was never there.
        if (typed !== url()) {
          const withoutName = (one: Answer | undefined, name: string) =>
            words(one).replaceAll(name, '');
          expect(withoutName(answer, typed)).toBe(withoutName(other, typed.replace(/.$/, 'x')));
        }
      }
      expect(cancelled()).toBe(0);
      expect(bot.jobs.size).toBe(1);
    },
  );

  test.each([
    'cancel',
    'status',
    'logs',
    'suppressed',
    'rerun',
    'let-run',
    'launch-again',
    'drop',
  ] as const)('the press of %s does nothing for somebody outside', async (verb) => {
    const answer = await press({ verb, handle }, 'U0BO');
    expect(words(answer)).toMatch(/No job matches/);
    expect([cancelled(), bot.jobs.size]).toEqual([0, 1]);
  });

  test('a press at Home does nothing either, nor does the form of a re-run', async () => {
    const home = { atHome: true } as const;
    expect(words(await press({ verb: 'rerun', handle }, 'U0BO', 'D0BO', home))).toMatch(/No job/);
    expect(bot.jobs.size).toBe(1);
    const request = {
      key: 'form',
      requester: { ...requester, userId: 'U0BO', channel: open },
      trigger: 't',
    };
    await bot.interactions.press(request, { verb: 'rerun-form', handle });
    await bot.runUntilIdle();
    expect(bot.shown).toEqual([]);
    expect(words(bot.answers.at(-1))).toMatch(/No job matches/);
  });

  test('is there for its owner everywhere, and for who is in the channel', async () => {
    bot.membership.shared.clear();
    expect(await ask(`status ${handle}`, 'U0ANA')).toMatchObject({ kind: 'status' });
    bot.membership.shared.set('U0BO', [secret]);
    expect(await ask(`status ${handle}`, 'U0BO')).toMatchObject({ kind: 'status' });
    bot.membership.shared.clear();
    expect(await ask(`status ${handle}`, 'U0BO', secret)).toMatchObject({ kind: 'status' });
    expect(words(await ask(`status ${handle}`, 'U0BO'))).toMatch(/No job matches/);
  });

  test('is counted in lists, and shown to who is there', async () => {
    bot.skip(1_000);
    await ask('launch hello steps=8', 'U0BO');
    const listed = async (userId: string, text = 'list all', channel = open) => {
      const list = await ask(text, userId, channel);
      if (list?.kind !== 'list') throw new Error('no list');
      return [list.rows.map(({ card }) => card.launch.parameters.steps), list.total, list.hidden];
    };
    expect(await listed('U0BO')).toEqual([[8], 1, 1]);
    expect(await listed('U0ANA')).toEqual([[8, 7], 2, 0]);
    expect(await listed('U0BO', 'list')).toEqual([[8], 1, 0]);
    expect(await listed('U0BO', 'list', secret)).toEqual([[7], 1, 0]);
  });

  test.each(['template=hello', 'label.template=hello'])(
    'is not told to be one with %s',
    async (narrow) => {
      for (const userId of ['U0BO', 'U0ADMIN']) {
        const list = await ask(`list all ${narrow}`, userId);
        expect(list).toMatchObject({ rows: [], total: 0, hidden: 'untold' });
        const other = await ask(`list all ${narrow}x`, userId);
        expect({ ...list, filter: 0 }).toEqual({ ...other, filter: 0 });
      }
      expect(await ask(`list all ${narrow}`, 'U0ANA')).toMatchObject({ total: 1 });
      expect(await ask(`list ${narrow}`, 'U0ANA')).toMatchObject({ total: 0, hidden: 0 });
    },
  );

  test('is no template for somebody outside, nor for an admin', async () => {
    for (const typed of [handle, url()]) {
      const request = {
        key: `t${++keys}`,
        requester: { ...requester, userId: 'U0ADMIN', channel: open },
      };
      const text = `template save mine from ${typed}`;
      await bot.interactions.command({ ...request, trigger: 't' }, '/job', text);
      await bot.runUntilIdle();
      expect(bot.shown).toEqual([]);
      expect(bot.answers.at(-1)).toMatchObject({ kind: 'outline' });
    }
  });

  test('is none that a cancel in another job’s thread may mean', async () => {
    const own = await ask('launch hello steps=8', 'U0BO');
    if (own?.kind !== 'launch-stored') throw new Error('not launched');
    await bot.wait(2_000);
    const rootTs = bot.roots().find(({ channel }) => channel === open)?.ts;
    const said = { ...requester, userId: 'U0BO', channel: open, threadTs: rootTs };
    const request = { key: 'said', requester: said };
    await bot.interactions.hear(request, '/job', { text: `cancel ${handle}`, rootTs });
    await bot.runUntilIdle();
    expect(bot.answers.at(-1)).toMatchObject({
      kind: 'cancel-asks',
      card: { launch: { handle: own.handle } },
      reason: handle,
    });
  });

  test('is not told as the same that runs already', async () => {
    expect(await ask('launch hello steps=7', 'U0BO')).toMatchObject({ kind: 'launch-stored' });
    expect(await ask('launch hello steps=7', 'U0ANA')).toMatchObject({
      kind: 'launch-needs-confirmation',
    });
  });

  test('is taken by no watch of somebody outside', async () => {
    await ask('watch name=hello*', 'U0BO');
    // What is there already, and what comes.
    await bot.type('launch hello steps=8', 'U0ANA', 'later', secret);
    await bot.runUntilIdle();
    await bot.poll();
    await bot.wait(5_000);
    expect(bot.roots().filter(({ channel }) => channel === open)).toEqual([]);
    await ask(`watch ${url()}`, 'U0BO');
    expect(words(bot.answers.at(-1))).toMatch(/No job matches/);
    await ask('watch name=hel*', 'U0ANA');
    await bot.poll();
    await bot.wait(5_000);
    expect(bot.roots().filter(({ channel }) => channel === open)).toHaveLength(2);
    // From now on it has a card where everybody is.
    expect(await ask(`status ${handle}`, 'U0BO')).toMatchObject({ kind: 'status' });
  });

  test('is not counted by a watch of somebody outside, nor asked about', async () => {
    expect(words(await ask('watch name=hello*', 'U0BO'))).toMatch(/"waiting":0,"taken":0/);
    // A copy of it that somebody made elsewhere, label and all, is a job like any other.
    bot.make('hello copy', { labels: bot.job().labels });
    bot.skip(1_000);
    expect(words(await ask('watch name=*copy', 'U0BO'))).toMatch(/"waiting":1,"taken":0/);
    for (let steps = 100; steps < 112; steps++) {
      await bot.type(`launch hello steps=${steps}`, 'U0ANA', `many${steps}`, secret);
    }
    await bot.runUntilIdle();
    await bot.poll();
    bot.skip(1_000);
    const counted = async (userId: string) => {
      const answer = await ask('watch name=hell*', userId, userId === 'U0BO' ? open : 'C0OTHER');
      return answer?.kind;
    };
    expect(await counted('U0BO')).toBe('watch-begun');
    expect(await counted('U0ANA')).toBe('watch-asks');
  });

  test('is waited for by a watch while nobody says who is where', async () => {
    bot.membership.told = 'never';
    const before = bot.answers.length;
    await ask('watch name=hello*', 'U0BO');
    expect(bot.answers.slice(before)).toEqual([]);
    bot.membership.told = 'known';
    await bot.wait(5_000);
    expect(JSON.stringify(bot.answers.slice(before))).toMatch(/"waiting":0,"taken":0/);
  });

  test('that has a card in the open as well, is answered with that one', async () => {
    await ask('watch name=hel*', 'U0ANA');
    await bot.poll();
    await bot.wait(5_000);
    const threadFor = async (userId: string) => {
      const answer = await ask(`status ${handle}`, userId, 'C0ELSE');
      return answer?.kind === 'status' ? answer.thread?.channel : 'no status';
    };
    expect(await threadFor('U0BO')).toBe(open);
    expect(await threadFor('U0ANA')).toBe(secret);
    expect(await ask(`cancel ${handle}`, 'U0ADMIN', 'C0ELSE')).toMatchObject({ channel: open });
  });

  test('is not named where it is not: by a re-run of it, nor the re-run in it', async () => {
    const again = await ask(`rerun ${handle} steps=9`, 'U0ANA');
    if (again?.kind !== 'launch-stored') throw new Error('no re-run');
    await bot.wait(2_000);
    const card = bot.cards.at(-1);
    expect(card?.launch.handle).toBe(again.handle);
    expect(card?.rerunOf).toBeUndefined();
    expect(bot.updates.filter(({ kind }) => kind === 'rerun')).toEqual([]);
    const originFor = async (userId: string) => {
      const answer = await ask(`status ${again.handle}`, userId);
      return answer?.kind === 'status' ? answer.card.rerunOf?.handle : 'no status';
    };
    expect(await originFor('U0BO')).toBeUndefined();
    expect(await originFor('U0ANA')).toBe(handle);
  });
});

describe('a workspace admin', () => {
  test.each(['status', 'logs', 'rerun'])('%s: sees an outline', async (verb) => {
    const answer = await ask(`${verb} ${handle}`, 'U0ADMIN');
    expect(answer).toMatchObject({ kind: 'outline', card: { launch: { handle }, outlined: true } });
    expect(words(answer)).not.toMatch(/hello|steps/);
    expect(words(await ask(`${verb} hello`, 'U0ADMIN'))).toMatch(/No job matches/);
  });

  test('sees it in lists, with its state and owner', async () => {
    const list = await ask('list all', 'U0ADMIN');
    expect(list).toMatchObject({ kind: 'list', total: 1, hidden: 0 });
    if (list?.kind !== 'list') throw new Error('no list');
    expect(list.rows[0]?.card).toMatchObject({
      outlined: true,
      launch: { handle, requester: { userId: 'U0ANA' } },
    });
    expect(list.rows[0]?.channel).toBeUndefined();
    expect(JSON.stringify(list.rows)).not.toMatch(/hello|steps/);
  });

  test('may cancel it, after a question that tells no more', async () => {
    const question = await ask(`cancel ${handle} too dear`, 'U0ADMIN');
    expect(question).toMatchObject({ kind: 'cancel-asks', reason: 'too dear' });
    expect(question).not.toHaveProperty('channel');
    expect(words(question)).not.toMatch(/hello|steps|C0SECRET/);
    const stored = await press({ verb: 'cancel', handle }, 'U0ADMIN');
    expect(stored).toMatchObject({ kind: 'cancel-stored', handle, displayName: '(private)' });
    expect(cancelled()).toBe(1);
    await press({ verb: 'cancel', handle }, 'U0ADMIN');
    expect(bot.answers.at(-1)).toMatchObject({ kind: 'already-cancelling', by: 'U0ADMIN' });
    expect(words(bot.answers.at(-1))).not.toMatch(/hello|steps|C0SECRET/);
  });
});

describe('where Slack has not said who is where', () => {
  test.each(['status', 'cancel'])('%s: is answered once it has', async (verb) => {
    bot.membership.told = 'when-asked';
    bot.membership.shared.set('U0ADMIN', [secret]);
    expect(await ask(`${verb} ${handle}`, 'U0ADMIN')).toMatchObject({
      kind: verb === 'status' ? 'status' : 'cancel-asks',
      card: { launch: { body: { displayName: 'hello 7' } } },
    });
    expect(words(await ask(`${verb} ${handle}`, 'U0BO'))).toMatch(/No job matches/);
  });

  test('it is hidden, and nothing is said of it', async () => {
    bot.membership.told = 'never';
    for (const verb of ['status', 'cancel', 'logs', 'rerun']) {
      const answer = await ask(`${verb} ${handle}`, 'U0BO');
      expect(words(answer)).toMatch(/Slack has not told me/);
      expect(answer).toEqual(await ask(`${verb} zzzz`, 'U0BO'));
    }
    expect(await ask('list all', 'U0BO')).toMatchObject({ rows: [], hidden: 1 });
    expect(await ask(`status ${handle}`, 'U0BO', secret)).toMatchObject({ kind: 'status' });
  });

  test('of several jobs of one name none is cancelled by guess', async () => {
    bot.membership.told = 'when-asked';
    await ask('launch hello steps=7 loud=true', 'U0ANA', 'C0OTHER');
    await ask('launch hello steps=7', 'U0BO');
    expect(await ask('cancel hello 7', 'U0BO')).toMatchObject({ kind: 'picker' });
    expect(cancelled()).toBe(0);
  });
});

test('a direct message is its person’s', async () => {
  bot.membership.kinds.set('D0BO', { kind: 'direct', userId: 'U0BO' });
  await bot.type('watch name=theirs*', 'U0BO', 'dm', 'D0BO');
  await bot.runUntilIdle();
  bot.make('theirs 1');
  await bot.poll();
  await bot.wait(2_000);
  const listed = async (userId: string) => {
    const list = await ask('list all', userId);
    return list?.kind === 'list' ? [list.total, list.hidden] : undefined;
  };
  expect(await listed('U0BO')).toEqual([1, 1]);
  expect(await listed('U0ANA')).toEqual([1, 1]);
});
