// Approvers who are not in the launch's channel are asked by direct message: once, and the message follows the decision.

import { beforeEach, expect, test } from 'vitest';
import { approvalOf } from '../../blocks/approval-samples.ts';
import { tellThreads } from '../../../app/usecase/notification/tell-threads.ts';
import { createHarness, type Harness } from '../harness.ts';

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
  bot.people.add('U0CY');
  allow(['U0BO', 'U0CY']);
});

const allow = (people: readonly string[]): void =>
  bot.setPolicy({ roles: { lead: { people: [...people] } }, grants: { approve: ['lead'] } });

/** A launch that waits, and whose approvers are called. */
async function ask(people: readonly string[]): Promise<string> {
  const handle = await bot.launch();
  await bot.wait(3_000);
  return bot.store.transaction(async (tx) => {
    const card = await tx.cards.byHandle(handle);
    if (card === undefined) throw new Error('no launch');
    const { launch } = card;
    const called = { people: [...people], groups: [], admins: false, members: false };
    const approval = { ...approvalOf('x', tx.now), called };
    await tx.launches.overrule({ ...launch, state: 'waiting', approval }, undefined);
    const { expiresAt } = approval;
    await tellThreads(tx, launch.id, 'asked', { kind: 'approval-asked', at: tx.now, expiresAt });
    return launch.id;
  });
}

async function decide(id: string): Promise<void> {
  await bot.store.transaction(async (tx) => {
    const launch = await tx.launches.lock(id);
    if (launch?.approval === undefined) throw new Error('no approval');
    const decision = { verdict: 'denied', by: 'U0BO', at: tx.now } as const;
    const approval = { ...launch.approval, decision };
    await tx.launches.overrule({ ...launch, state: 'denied', approval }, undefined);
    const { verdict, by, at } = decision;
    await tellThreads(tx, id, 'decided', { kind: 'approval-decided', verdict, by, at });
  });
}

test('an approver who is away is asked once, one who is there is not', async () => {
  bot.left.add('C0JOBS U0BO');
  await ask(['U0BO', 'U0CY']);
  await bot.wait(60_000);
  expect(bot.direct).toEqual(['U0BO']);
  expect(bot.notices).toMatchObject([{ kind: 'asked', card: { launch: { state: 'waiting' } } }]);
});

test('the ask is shown again when somebody has decided', async () => {
  bot.left.add('C0JOBS U0BO');
  const id = await ask(['U0BO']);
  await bot.wait(60_000);
  await decide(id);
  await bot.wait(60_000);
  expect(bot.direct).toEqual(['U0BO']);
  const thread = await bot.store.transaction(async (tx) => {
    const [own] = await tx.threads.ofLaunch(id);
    return tx.threads.get(`ask:${own?.id ?? ''}:U0BO`);
  });
  expect(thread).toMatchObject({ roots: 1, cardWanted: 2, cardShown: 2 });
});

test('an ask that was decided before it could be told is not told', async () => {
  bot.left.add('C0JOBS U0BO');
  bot.presence.failure = { kind: 'transient', message: 'Slack is busy.' };
  const id = await ask(['U0BO']);
  await bot.wait(1_000);
  await decide(id);
  bot.presence.failure = undefined;
  await bot.wait(15 * 60_000);
  expect(bot.direct).toEqual([]);
});

test('a guest in a user group that was called is not asked', async () => {
  bot.setPolicy({ roles: { lead: { groups: ['S0LEADS'] } }, grants: { approve: ['lead'] } });
  bot.groups.in.set('S0LEADS', ['U0GUEST', 'U0BO']);
  bot.left.add('C0JOBS U0GUEST').add('C0JOBS U0BO');
  await ask(['U0GUEST', 'U0BO']);
  await bot.wait(60_000);
  expect(bot.direct).toEqual(['U0BO']);
});

test('one who loses the role before the ask is told is not asked', async () => {
  bot.left.add('C0JOBS U0BO');
  bot.presence.failure = { kind: 'transient', message: 'Slack is busy.' };
  await ask(['U0BO']);
  await bot.wait(1_000);
  allow(['U0CY']);
  bot.presence.failure = undefined;
  await bot.wait(15 * 60_000);
  expect(bot.direct).toEqual([]);
  expect(await bot.store.transaction((tx) => tx.directNotes.nextDueAt())).toBeUndefined();
});

test('an ask waits while Slack does not say who somebody is', async () => {
  bot.left.add('C0JOBS U0BO');
  bot.lookUp.failure = { kind: 'transient', message: 'Slack is busy.' };
  await ask(['U0BO']);
  await bot.wait(60_000);
  expect(bot.direct).toEqual([]);
  bot.lookUp.failure = undefined;
  await bot.wait(15 * 60_000);
  expect(bot.direct).toEqual(['U0BO']);
});
