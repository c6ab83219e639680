import { expect, test } from 'vitest';
import { budgetKeys } from '../../../app/domain/notification/budget-keys.ts';
import type { Delivery, Thread } from '../../../app/domain/notification/thread.ts';
import type { Bench } from '../harness.ts';
import { aLaunch, aThread, anUpdate, noon } from '../samples.ts';

const posted = { rootTs: '1.1', roots: 1, cardShown: 1 } satisfies Partial<Thread>;
const second = 1_000;

/** Which of many threads that wait for Slack's limits are claimed. */
export function threadTurnsContract(bench: () => Bench): void {
  const claim = () => bench().tx(({ threads }) => threads.claimDue(50, 60 * second));
  const claimed = async () => (await claim()).map(({ value }) => value.id);
  const nextDueAt = () => bench().tx(({ threads }) => threads.nextDueAt());
  const take = (key: string) => bench().tx(({ rateBudgets }) => rateBudgets.take(key, second));
  const insert = async (id: string, changes: Partial<Thread> = {}) => {
    await bench().tx(async ({ launches, threads }) => {
      await launches.insert(aLaunch(id), noon);
      await threads.insert(aThread(id, { launchId: id, ...changes }));
    });
    bench().pass(1);
  };
  const many = async (prefix: string, changes: Partial<Thread> = {}) => {
    for (let nth = 0; nth < 9; nth++) await insert(`${prefix}${nth}`, changes);
  };

  test('of many that have to post in a channel, the first are claimed, and another channel’s', async () => {
    await many('a');
    await insert('b', { channel: 'C2' });
    expect((await claimed()).sort()).toEqual(['a0', 'a1', 'a2', 'a3', 'b']);
  });

  test('none is claimed until its channel may be posted to', async () => {
    await many('a');
    await insert('b', { channel: 'C2' });
    const now = noon + 10;
    await take(budgetKeys.posts('C1'));
    expect(await claimed()).toEqual(['b']);
    expect(await nextDueAt()).toBe(now + second);
    bench().pass(second);
    expect(await claimed()).toHaveLength(4);
  });

  test('while as many are in hand as may be, the others are not due', async () => {
    await many('a');
    const [first] = await claim();
    if (first === undefined) throw new Error('nothing was due');
    expect(await nextDueAt()).toBe(noon + 9 + 60 * second);
    await bench().tx(({ threads }) =>
      threads.release({ ...first.value, ...posted }, noon + 3_600 * second, first.lease),
    );
    expect(await nextDueAt()).toBeLessThanOrEqual(noon + 9);
    // Whoever has the others is dead, perhaps.
    expect(await claimed()).toEqual(['a4', 'a5', 'a6', 'a7']);
  });

  test('cards wait for the limit of edits, which is that of all channels, and posts don’t', async () => {
    await many('a', { ...posted, cardWanted: 2 });
    await many('b', { ...posted, cardWanted: 2, channel: 'C2' });
    await take(budgetKeys.edits);
    expect(await claimed()).toEqual([]);
    await bench().tx(({ threads }) => threads.tell('b7', 'job:1', anUpdate(), { urgent: false }));
    expect(await claimed()).toEqual(['b7']);
    bench().pass(second);
    expect(await claimed()).toEqual(['a0', 'a1', 'a2', 'a3']);
  });

  test('what was sent and is looked for waits for nobody', async () => {
    const delivery: Delivery = {
      ...{ id: 'd', what: 'reply', cardVersion: 1, claimedAt: noon },
      ...{ inDoubt: true, possiblyRepeated: false },
    };
    await many('a', { delivery });
    await take(budgetKeys.posts('C1'));
    expect(await claimed()).toHaveLength(9);
  });
}
