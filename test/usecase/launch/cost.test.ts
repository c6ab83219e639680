import { beforeEach, expect, test } from 'vitest';
import { createPriceList, type Price } from '../../../app/domain/cost/price-list.ts';
import { createHarness, type Harness } from '../harness.ts';

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
});

/** A list on which a vCPU costs so many cents, and all else of an n1 machine a cent. */
function listAt(cents: number) {
  const price = (resource: Price['resource'], each: number): Price => ({
    basis: 'standard',
    resource,
    regions: ['us-central1'],
    hourly: BigInt(each) * 10_000_000n,
  });
  return createPriceList([
    price({ kind: 'vcpu', series: 'n1' }, cents),
    price({ kind: 'memory', series: 'n1' }, 1),
    price({ kind: 'disk', type: 'pd-ssd' }, 1),
  ]);
}
/** Four vCPUs, 15 GiB, and a disk of 100 GB, in cents. */
const totalAt = (cents: number) => ({
  total: { known: true, hourly: BigInt(4 * cents + 15 + 100) * 10_000_000n },
});
const estimateOf = (handle: string) =>
  bot.store.transaction(async (tx) => (await tx.cards.byHandle(handle))?.launch.estimate);

test('a launch keeps the price of its day to the end, whatever the list says later', async () => {
  bot.prices.list = listAt(3);
  const handle = await bot.launch();
  bot.prices.list = listAt(5);
  await bot.wait(2_000);
  expect(await estimateOf(handle)).toMatchObject(totalAt(3));
  bot.prices.list = undefined;
  await bot.poll();
  expect(await estimateOf(handle)).toMatchObject(totalAt(3));
});

test('a re-run has the price of its own day', async () => {
  bot.prices.list = listAt(3);
  const first = await bot.launch();
  await bot.wait(2_000);
  bot.prices.list = listAt(5);
  const again = await bot.decided(bot.type(`rerun ${first} steps=4`));
  expect(again).toMatchObject({ kind: 'launch-stored' });
  const handle = again?.kind === 'launch-stored' ? again.handle : '';
  expect(await estimateOf(handle)).toMatchObject(totalAt(5));
});

test('while no list was read a launch goes ahead, and its cost is not known', async () => {
  const handle = await bot.launch();
  await bot.wait(2_000);
  expect(bot.creates).toHaveLength(1);
  expect(await estimateOf(handle)).toMatchObject({ total: { known: false } });
});

test('a dry run and a preview tell the price of now', async () => {
  bot.prices.list = listAt(3);
  const dryRun = { kind: 'dry-run', estimate: totalAt(3) };
  expect(await bot.type('launch hello dry-run')).toMatchObject(dryRun);
  const request = { key: 'p', requester: { userId: 'U0ANA', teamId: 'T1', channel: 'C0JOBS' } };
  const context = { channel: 'C0JOBS', template: 'hello', version: bot.file.version };
  bot.interactions.previewForm({ ...request, trigger: 't' }, context, { parameters: {} });
  await bot.runUntilIdle();
  expect(bot.shown).toMatchObject([{ kind: 'preview', answer: dryRun }]);
  const handle = await bot.launch();
  bot.prices.list = listAt(5);
  const rerun = await bot.type(`rerun ${handle} dry-run`);
  expect(rerun).toMatchObject({ kind: 'dry-run', estimate: totalAt(5) });
});

test('the answer to a launch says what an hour costs, and so does the question about a second one', async () => {
  bot.prices.list = listAt(3);
  const answer = await bot.decided(bot.type('launch hello'));
  expect(answer).toMatchObject({ kind: 'launch-stored', estimate: totalAt(3) });
  expect(await bot.type('launch hello')).toMatchObject({
    kind: 'launch-needs-confirmation',
    duplicate: { launch: { estimate: totalAt(3) } },
  });
});

test('a form says what an hour costs as it is filled in', async () => {
  bot.prices.list = listAt(3);
  const requester = { userId: 'U0ANA', teamId: 'T1', channel: 'C0JOBS' };
  const window = { id: 'V1', hash: 'h' };
  const cost = { kind: 'estimated', estimate: totalAt(3) };
  bot.interactions.chooseTemplate({ key: 'c', requester }, window, 'hello');
  await bot.runUntilIdle();
  expect(bot.shown.at(-1)).toMatchObject({ form: { chosen: { cost } } });
  bot.prices.list = listAt(5);
  const context = { channel: 'C0JOBS', template: 'hello', version: bot.file.version };
  const entries = { parameters: { steps: 'many' }, target: 'ml-prod/us-central1' };
  bot.interactions.priceForm({ key: 'p', requester }, window, context, entries);
  await bot.runUntilIdle();
  expect(bot.shown.at(-1)).toMatchObject({
    kind: 'launch-form',
    form: { channel: 'C0JOBS', chosen: { cost: { ...cost, estimate: totalAt(5) } } },
  });
});
