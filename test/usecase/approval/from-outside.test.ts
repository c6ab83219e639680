// What an approver outside a private channel is shown of a launch there: the launch itself, and no other one.

import { beforeEach, expect, test } from 'vitest';
import type { CardView } from '../../../app/domain/launch/card.ts';
import { createPaidJobs, readHome } from '../../../app/usecase/home/read-home.ts';
import { readRoot } from '../../../app/usecase/notification/read-root.ts';
import { createHarness, requester, type Harness } from '../harness.ts';

let bot: Harness;
/** The handle of the earlier job. */
let first: string;
beforeEach(async () => {
  bot = await createHarness();
  first = await bot.launch('launch hello steps=7');
  await bot.wait(3_000);
  bot.set(bot.job().key.id, { state: 'SUCCEEDED', endTime: bot.now() });
  await bot.poll();
  bot.setPolicy({
    roles: { lead: { people: ['U0BO'] } },
    grants: { approve: ['lead'] },
    templates: { hello: { approve: {} } },
  });
});

/** A re-run that waits, of a job in the same channel. */
async function rerun(): Promise<CardView> {
  const answer = await bot.decided(bot.type(`rerun ${first} steps=8`));
  if (answer?.kind !== 'launch-waits') throw new Error(`does not wait: ${JSON.stringify(answer)}`);
  const card = await bot.store.transaction((tx) => tx.cards.byHandle(answer.handle));
  if (card === undefined) throw new Error('no card');
  return card;
}

test('by direct message', async () => {
  bot.left.add('C0JOBS U0BO');
  const { launch, lastRun, rerunOf } = await rerun();
  expect(lastRun).toBeDefined();
  expect(rerunOf).toBeDefined();
  await bot.wait(60_000);
  expect(bot.direct).toEqual(['U0BO']);
  const card = await bot.store.transaction(async (tx) => {
    const [own] = await tx.threads.ofLaunch(launch.id);
    const thread = await tx.threads.get(`ask:${own?.id ?? ''}:U0BO`);
    const root = thread && (await readRoot(tx, thread));
    return root?.kind === 'notice' && root.notice.kind === 'asked' ? root.notice.card : undefined;
  });
  expect(card).toMatchObject({ launch: { handle: launch.handle }, uncompared: true });
  expect(card?.lastRun).toBeUndefined();
  expect(card?.rerunOf).toBeUndefined();
});

test('at Home, unless they see its channel', async () => {
  const { launch } = await rerun();
  const { teamId } = requester;
  const home = { userId: 'U0BO', teamId, channel: 'D0BO', openedAt: bot.now(), attempts: 0 };
  const see = async (): Promise<CardView | undefined> => {
    const deps = { ...bot.deps, templates: bot.files };
    const page = await readHome(deps, home, createPaidJobs());
    return page.kind === 'open' ? page.asks.items[0] : undefined;
  };
  const open = await see();
  expect(open?.lastRun).toBeDefined();
  expect(open?.rerunOf).toBeDefined();
  bot.membership.kinds.set('C0JOBS', { kind: 'private' });
  const card = await see();
  expect(card).toMatchObject({ launch: { handle: launch.handle }, uncompared: true });
  expect(card?.lastRun).toBeUndefined();
  expect(card?.rerunOf).toBeUndefined();
});

test('in the window with the spec, unless they see its channel', async () => {
  const { launch } = await rerun();
  const open = async (): Promise<CardView | undefined> => {
    const asking = { ...requester, userId: 'U0BO', channel: 'D0BO' };
    const press = { key: 'spec', requester: asking, trigger: 't' };
    await bot.interactions.press(press, { verb: 'approval-spec', handle: launch.handle });
    await bot.answered();
    const shown = bot.shown.at(-1);
    return shown?.kind === 'launch-spec' ? shown.card : undefined;
  };
  expect(await open()).toMatchObject({ lastRun: { handle: first } });
  bot.membership.kinds.set('C0JOBS', { kind: 'private' });
  const card = await open();
  expect(card).toMatchObject({ launch: { handle: launch.handle }, uncompared: true });
  expect(card?.lastRun).toBeUndefined();
});
