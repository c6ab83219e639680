import { beforeEach, describe, expect, test } from 'vitest';
import { createHarness, requester, type Harness } from '../harness.ts';
import { endAll, launchMany, pressMany, questionIn } from './bulk-steps.ts';

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
});

const ask = async (text: string, userId?: string) => questionIn(await bot.ask(text, userId));
const cancelRows = () =>
  bot.store.transaction(async (tx) => {
    const page = await tx.audit.page({ since: 0, limit: 100 });
    return page.rows.filter(({ verb }) => verb === 'cancel');
  });
/** What the audit says became of Ana’s cancels of a job. */
const outcomesOf = async (handle: string) =>
  (await cancelRows())
    .filter(({ job, actor }) => job === handle && actor === 'U0ANA')
    .map(({ outcome }) => outcome);

describe('a cancel of many', () => {
  test('asks first, with how many, whose, and what they cost', async () => {
    await launchMany(bot, 3);
    const answer = await bot.ask('cancel template=hello wrong data');
    expect(answer).toMatchObject({
      kind: 'bulk-asks',
      bulk: {
        reason: 'wrong data',
        sums: { count: 3, unpriced: 3, hourly: 0n, owners: [['U0ANA', 3]], barred: 0, more: 0 },
      },
    });
    await bot.wait(60_000);
    expect(bot.cancelCalls).toHaveLength(0);
  });

  test('cancels each, follows each to its end, and sums up once', async () => {
    await launchMany(bot, 3);
    const question = await ask('cancel template=hello');
    expect(await pressMany(bot, question)).toMatchObject({ kind: 'bulk-begun', ended: 0 });
    await bot.wait(10_000);
    expect(bot.cancelCalls).toHaveLength(3);
    expect(bot.acts).toMatchObject([{ kind: 'bulk-begun', by: 'U0ANA', count: 3 }]);
    await endAll(bot, (name) => (name === 'hello 11' ? 'SUCCEEDED' : 'CANCELLED'));
    await bot.wait(60_000);
    expect(bot.acts).toMatchObject([
      { kind: 'bulk-begun' },
      { kind: 'bulk-ended', count: 3, fates: { cancelled: 2, succeeded: 1 }, unpriced: 2 },
    ]);
    expect(bot.edits).toContain('open:0');
    expect(bot.told().filter((kind) => kind === 'cancel-asked')).toHaveLength(3);
    const rows = await cancelRows();
    expect(rows.map(({ outcome }) => outcome).sort()).toEqual([
      'job CANCELLED',
      'job CANCELLED',
      'job SUCCEEDED',
    ]);
    expect(rows[0]).toMatchObject({ actor: 'U0ANA', detail: { many: 'template=hello' } });
  });

  test('takes only what it showed; what came since is named, and what ended is said', async () => {
    const [first = ''] = await launchMany(bot, 2);
    const question = await ask('cancel template=hello');
    const [late = ''] = await launchMany(bot, 1, { first: 50 });
    // Another question, which nobody answers.
    await ask('cancel template=hello');
    bot.set(bot.job(0).key.id, { state: 'SUCCEEDED', endTime: bot.now() });
    await bot.poll();
    expect(await pressMany(bot, question)).toMatchObject({
      ended: 1,
      newcomers: { total: 1, cards: [{ launch: { handle: late } }] },
    });
    await bot.wait(10_000);
    await endAll(bot);
    await bot.wait(60_000);
    expect(bot.cancelCalls).toHaveLength(1);
    expect(bot.acts.at(-1)).toMatchObject({ fates: { cancelled: 1, ended: 1 } });
    expect(await outcomesOf(first)).toEqual(['refused: it had ended before']);
  });

  test('is confirmed once, and only by who asked', async () => {
    await launchMany(bot, 2);
    const question = await ask('cancel template=hello');
    expect(await pressMany(bot, question, { userId: 'U0ADMIN' })).toMatchObject({
      problems: [{ kind: 'bulk-of-another' }],
    });
    await pressMany(bot, question);
    await bot.wait(10_000);
    expect(await pressMany(bot, question)).toMatchObject({ kind: 'bulk-confirmed' });
    expect(await pressMany(bot, question, { key: 'again' })).toMatchObject({
      kind: 'bulk-confirmed',
    });
    expect(await pressMany(bot, question, { verb: 'leave-many' })).toMatchObject({
      kind: 'bulk-confirmed',
    });
    await bot.wait(10_000);
    expect(bot.cancelCalls).toHaveLength(2);
  });

  test('does nothing once it was left, or has expired', async () => {
    await launchMany(bot, 1);
    const left = await ask('cancel template=hello');
    expect(await pressMany(bot, left, { verb: 'leave-many' })).toMatchObject({
      note: { kind: 'many-left' },
    });
    expect(await pressMany(bot, left)).toMatchObject({ note: { kind: 'many-left' } });
    const late = await ask('cancel template=hello');
    await bot.wait(15 * 60_000 + 1_000);
    expect(await pressMany(bot, late)).toMatchObject({ problems: [{ kind: 'bulk-expired' }] });
    await bot.wait(60_000);
    expect(bot.cancelCalls).toHaveLength(0);
    expect(bot.acts).toEqual([]);
  });

  test('by age counts from the request', async () => {
    await launchMany(bot, 1);
    await bot.wait(6 * 3_600_000);
    await launchMany(bot, 1, { first: 50 });
    const question = await ask('cancel older=6h');
    expect(question.sums.count).toBe(1);
    await pressMany(bot, question);
    await bot.wait(5_000);
    expect(bot.cancelCalls).toEqual([bot.job(0).key]);
  });

  test('says that nothing fits, and changes nothing', async () => {
    await launchMany(bot, 1);
    expect(await bot.ask('cancel template=other')).toMatchObject({ kind: 'bulk-none' });
    expect(await bot.ask('cancel older=6h')).toMatchObject({ kind: 'bulk-none' });
  });

  test('leaves out what is being cancelled already', async () => {
    const [one = ''] = await launchMany(bot, 2);
    await bot.type(`cancel ${one}`);
    await bot.wait(3_000);
    expect((await ask('cancel template=hello')).sums.count).toBe(1);
  });

  test('is told before the replies in its jobs’ threads, of which one a second is posted', async () => {
    await launchMany(bot, 12);
    await pressMany(bot, await ask('cancel template=hello'));
    // The replies come first to wait.
    await bot.bulks();
    await bot.wait(2_000);
    expect(bot.acts).toMatchObject([{ kind: 'bulk-begun' }]);
    await bot.wait(4_000);
    const waiting = 12 - bot.told().filter((kind) => kind === 'cancel-asked').length;
    expect(waiting).toBeGreaterThan(4);
    await endAll(bot);
    await bot.wait(11_000);
    expect(bot.acts.at(-1)).toMatchObject({ kind: 'bulk-ended', fates: { cancelled: 12 } });
  });

  test('leaves a job that somebody cancels meanwhile to them', async () => {
    const [one = ''] = await launchMany(bot, 2);
    const question = await ask('cancel template=hello');
    await bot.type(`cancel ${one}`, 'U0ADMIN');
    await bot.wait(3_000);
    await pressMany(bot, question);
    await bot.wait(25_000);
    expect(bot.acts).toMatchObject([{ kind: 'bulk-begun' }]);
    await endAll(bot);
    await bot.wait(60_000);
    expect(bot.cancelCalls).toHaveLength(2);
    expect(bot.acts.at(-1)).toMatchObject({ fates: { cancelled: 1, taken: 1 } });
    expect(await outcomesOf(one)).toEqual(['refused: asked for before']);
  });

  test('prevents what was not sent', async () => {
    await bot.launch('launch hello steps=77');
    const question = await ask('cancel template=hello');
    await pressMany(bot, question);
    await bot.bulks();
    await bot.cancels();
    await bot.wait(60_000);
    expect(bot.creates).toHaveLength(0);
    expect(bot.acts.at(-1)).toMatchObject({ fates: { prevented: 1 } });
  });

  test('withdraws what waits for an approval', async () => {
    bot.setPolicy({});
    bot.file.approve = {};
    await bot.decided(bot.type('launch hello steps=76'));
    await bot.wait(3_000);
    await pressMany(bot, await ask('cancel template=hello'));
    await bot.wait(60_000);
    expect(bot.creates).toHaveLength(0);
    expect(bot.told()).toEqual(['approval-asked', 'launch-cancelled']);
    expect(bot.acts.at(-1)).toMatchObject({ fates: { prevented: 1 } });
  });
});

describe('who may', () => {
  test('their own only, unless they may cancel any: others are counted apart', async () => {
    await launchMany(bot, 2);
    await launchMany(bot, 1, { userId: 'U0BO', first: 50 });
    expect((await ask('cancel template=hello', 'U0BO')).sums).toMatchObject({
      count: 1,
      barred: 2,
    });
    expect((await ask('cancel template=hello', 'U0ADMIN')).sums).toMatchObject({
      count: 3,
      owners: [
        ['U0ANA', 2],
        ['U0BO', 1],
      ],
    });
    expect(await bot.ask('cancel by=<@U0ANA>', 'U0BO')).toMatchObject({ kind: 'refused' });
  });

  test('what has come since is named only if they may cancel it', async () => {
    await launchMany(bot, 2);
    await launchMany(bot, 1, { userId: 'U0BO', first: 50 });
    const question = await ask('cancel template=hello', 'U0BO');
    expect(await pressMany(bot, question)).toMatchObject({ newcomers: { total: 0, cards: [] } });
  });

  test('`by=me` is about their own where it is asked, as `by=` with their name', async () => {
    await launchMany(bot, 1);
    await launchMany(bot, 1, { first: 50, channel: 'C0OTHER' });
    await launchMany(bot, 1, { userId: 'U0BO', first: 90 });
    const named = await ask('cancel by=<@U0ANA>');
    const me = await ask('cancel by=me');
    expect(me).toMatchObject({ filter: named.filter, sums: { count: 1, barred: 0 } });
    expect((await ask('cancel all by=me')).sums).toMatchObject({ count: 2, barred: 0 });
  });

  test('is decided again for each job after the confirmation, and refusals are on record', async () => {
    await launchMany(bot, 2);
    await launchMany(bot, 1, { userId: 'U0ADMIN', first: 50 });
    const question = await ask('cancel template=hello', 'U0ADMIN');
    bot.people.change('U0ADMIN', { isAdmin: false });
    await pressMany(bot, question);
    await bot.wait(10_000);
    await endAll(bot);
    await bot.wait(60_000);
    expect(bot.cancelCalls).toEqual([bot.job(2).key]);
    expect(bot.acts.at(-1)).toMatchObject({ fates: { cancelled: 1, refused: 2 } });
    const refused = (await cancelRows()).filter(({ verdict }) => verdict === 'refused');
    expect(refused).toHaveLength(2);
    expect(refused[0]).toMatchObject({ actor: 'U0ADMIN', detail: { many: 'template=hello' } });
  });

  test('jobs of private channels are neither shown nor counted nor cancelled', async () => {
    bot.membership.kinds.set('C0SECRET', { kind: 'private' });
    bot.membership.shared.set('U0ANA', ['C0SECRET']);
    await launchMany(bot, 1);
    await launchMany(bot, 1, { channel: 'C0SECRET', first: 50 });
    expect(await bot.ask('cancel all older=9h', 'U0ADMIN')).toMatchObject({ leftOut: true });
    expect(await bot.ask('cancel all older=9h')).toMatchObject({ leftOut: false });
    const question = await ask('cancel all template=hello', 'U0ADMIN');
    expect(question.sums).toMatchObject({ count: 1, barred: 0, more: 0 });
    await pressMany(bot, question);
    await bot.wait(10_000);
    expect(bot.cancelCalls).toEqual([bot.job(0).key]);
  });

  test('of other channels’ jobs, the sum is told to the requester alone', async () => {
    await launchMany(bot, 1, { channel: 'C0OTHER' });
    const question = await ask('cancel mine template=hello');
    await pressMany(bot, question);
    await bot.wait(10_000);
    await endAll(bot);
    await bot.wait(60_000);
    expect(bot.acts).toEqual([]);
    expect(bot.notices.at(-1)).toMatchObject({ kind: 'bulk', act: { fates: { cancelled: 1 } } });
    expect(bot.direct).toEqual(['U0ANA']);
  });
});

describe('every surface', () => {
  test('a mention in a job’s thread with filters is about many', async () => {
    await launchMany(bot, 2);
    const rootTs = bot.roots()[0]?.ts;
    await bot.interactions.hear({ key: 'm1', requester }, '/job', {
      text: 'cancel template=hello older=1s',
      rootTs,
    });
    await bot.answered();
    expect(questionIn(bot.answers.at(-1)).sums.count).toBe(2);
  });

  test('in a direct message it is about any of theirs, and the sum is told there', async () => {
    bot.membership.kinds.set('D0ANA', { kind: 'direct', userId: 'U0ANA' });
    await launchMany(bot, 1);
    expect(await bot.ask('cancel template=hello', 'U0ANA', 'd1', 'D0ANA')).toMatchObject({
      kind: 'bulk-none',
    });
    const answer = await bot.ask('cancel mine template=hello', 'U0ANA', 'd2', 'D0ANA');
    await pressMany(bot, questionIn(answer));
    await bot.wait(10_000);
    await endAll(bot);
    await bot.wait(60_000);
    const told = bot.posts.filter(({ channel }) => channel === 'D0ANA');
    expect(told.map(({ kinds }) => kinds)).toEqual([['bulk-begun'], ['bulk-ended']]);
  });

  test('a request that is delivered twice asks the same question', async () => {
    await launchMany(bot, 1);
    const first = questionIn(await bot.ask('cancel template=hello', 'U0ANA', 'k'));
    expect(questionIn(await bot.ask('cancel template=hello', 'U0ANA', 'k')).id).toBe(first.id);
  });
});
