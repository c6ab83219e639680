import { beforeEach, describe, expect, test } from 'vitest';
import type { ListTurn } from '../../../app/domain/job/list-filter.ts';
import { pageSize } from '../../../app/usecase/job/list-jobs.ts';
import { requester, createHarness, target } from '../harness.ts';

let bot: Awaited<ReturnType<typeof createHarness>>;
beforeEach(async () => {
  bot = await createHarness();
});

type Who = { readonly userId?: string; readonly channel?: string };

let keys = 0;
const say = (text: string, who: Who = {}) =>
  bot.interactions.command(
    { key: `typed${++keys}`, requester: { ...requester, ...who } },
    '/job',
    text,
  );
const lastList = () => {
  const answer = bot.answers.at(-1);
  if (answer?.kind !== 'list') throw new Error(`no list but ${answer?.kind ?? 'nothing'}`);
  return answer;
};
const list = async (text = 'list', who: Who = {}) => {
  await say(text, who);
  await bot.runUntilIdle();
  return lastList();
};
type List = Awaited<ReturnType<typeof list>>;

/** Launches one after the other, a second between. */
const launchMany = async (count: number, from = 0) => {
  for (let index = from; index < from + count; index++) {
    await bot.launch(`launch hello steps=${index}`);
    bot.skip(1_000);
  }
  await bot.runUntilIdle();
};
const stepsOf = ({ rows }: List) => rows.map(({ card }) => Number(card.launch.parameters.steps));
const press = async (page: List, to: ListTurn['to']) => {
  const launch = (to === 'newer' ? page.rows[0] : page.rows.at(-1))?.card.launch;
  if (launch === undefined) throw new Error('nothing to turn from');
  const turn = { to, requestedAt: launch.requestedAt, id: launch.id };
  const act = { verb: 'list', filter: page.filter, turn } as const;
  await bot.interactions.press({ key: `pressed${++keys}`, requester }, act);
  await bot.runUntilIdle();
  return lastList();
};

describe('list', () => {
  test('shows what is alive here, and with a time what happened in it', async () => {
    await launchMany(2);
    bot.set(bot.job().key.id, { state: 'FAILED', endTime: bot.now() });
    await bot.poll();
    expect((await list()).rows).toHaveLength(1);
    expect((await list('list 24h')).rows).toHaveLength(2);
    expect((await list('list failed')).rows).toHaveLength(1);
    expect((await list('list live failed')).rows).toHaveLength(2);
    expect((await list('list mine running')).rows).toHaveLength(0);
    expect((await list('list <@U0ANA>', { userId: 'U0BO' })).rows).toHaveLength(1);
    expect((await list('list <@U0BO>')).rows).toHaveLength(0);
    expect((await list('list template=hello')).rows).toHaveLength(1);
    expect((await list('list template=other')).rows).toHaveLength(0);
    expect((await list('list label.template=hello')).rows).toHaveLength(1);
    expect((await list('list label.template=other')).rows).toHaveLength(0);
  });

  test('says how fresh each target is', async () => {
    expect((await list()).targets).toEqual([{ target }]);
    await bot.poll();
    expect((await list()).targets[0]).toMatchObject({ target, lastGoodPollAt: bot.now() });
  });

  test('points at the card of each job once it is there', async () => {
    await bot.launch('launch hello');
    await bot.runUntilIdle();
    const [row] = (await list()).rows;
    expect(row).toMatchObject({ rootTs: bot.posts[0]?.ts });
  });
});

describe('the pages of a list', () => {
  test('show each job once, in order, whatever is launched or ends meanwhile', async () => {
    await launchMany(2 * pageSize + 5);
    const first = await list();
    expect(first).toMatchObject({ total: 45, newer: 0, turned: false });
    await launchMany(3, 100);
    const second = await press(first, 'older');
    expect(second).toMatchObject({ total: 48, newer: 23, turned: true });
    // One of the first page ends: nothing moves up.
    const [ended] = first.rows;
    if (ended?.card.job === undefined) throw new Error('no job');
    bot.set(ended.card.job.key.id, { state: 'SUCCEEDED', endTime: bot.now() });
    await bot.poll();
    const third = await press(second, 'older');
    expect(third).toMatchObject({ total: 47, newer: 42 });
    const all = [first, second, third].flatMap(stepsOf);
    expect(all).toEqual(Array.from({ length: 45 }, (_, index) => 44 - index));
    // Back again: what has come and gone is seen.
    const back = await press(third, 'newer');
    expect(stepsOf(back)).toEqual(stepsOf(second));
    const more = await press(back, 'newer');
    expect(stepsOf(more).slice(0, 2)).toEqual([100, 43]);
    expect(more).toMatchObject({ newer: 2 });
    const top = await press(more, 'newer');
    expect(stepsOf(top).slice(0, 4)).toEqual([102, 101, 100, 43]);
    expect(top).toMatchObject({ newer: 0, turned: true });
    expect(top.rows).toHaveLength(pageSize);
  });

  test('are the newest once more where there is nothing any more', async () => {
    await launchMany(2);
    const page = await list();
    expect(stepsOf(await press(page, 'older'))).toEqual([1, 0]);
    expect(stepsOf(await press(page, 'newer'))).toEqual([1, 0]);
  });

  test('are shown only to who may see them when they press', async () => {
    await launchMany(1);
    const page = await list();
    bot.people.change('U0ANA', { kind: 'guest' });
    await expect(press(page, 'older')).rejects.toThrow('no list but refused');
  });
});

describe('a channel that can’t be posted in', () => {
  const park = async (userId: string, channel: string) => {
    bot.faults.push({ outcome: { kind: 'channel-refused', why: 'is_archived' }, recorded: false });
    await say(`launch hello steps=${++keys}`, { userId, channel });
    await bot.runUntilIdle();
  };

  test('is named to who may look into it, to who launched there, and to admins', async () => {
    bot.membership.kinds.set('C0SECRET', { kind: 'private' });
    bot.membership.kinds.set('C0HIDDEN', { kind: 'private' });
    await park('U0BO', 'C0SECRET');
    await park('U0BO', 'C0HIDDEN');
    const named = async (who: Who, text = 'list all') => {
      const { parked } = await list(text, who);
      return [...parked.named.map(({ channel }) => channel).sort(), parked.others];
    };
    expect(await named({ userId: 'U0ANA' })).toEqual([0]);
    expect(await named({ userId: 'U0ANA', channel: 'C0SECRET' })).toEqual(['C0SECRET', 0]);
    bot.membership.shared.set('U0ANA', ['C0HIDDEN']);
    expect(await named({ userId: 'U0ANA' })).toEqual(['C0HIDDEN', 0]);
    expect(await named({ userId: 'U0BO' })).toEqual(['C0HIDDEN', 'C0SECRET', 0]);
    expect(await named({ userId: 'U0ADMIN' })).toEqual(['C0HIDDEN', 'C0SECRET', 0]);
    expect(await named({ userId: 'U0ANA' }, 'list')).toEqual([0]);
  });
});
