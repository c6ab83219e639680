// What an approver outside the launch's private channel finds of it by its handle, and what they don't.

import { beforeEach, describe, expect, test } from 'vitest';
import { waitingFor } from '../../../app/usecase/approval/waiting-for.ts';
import { createHarness, requester, type Harness } from '../harness.ts';

let bot: Harness;
/** A job that ran in the same private channel before. */
let earlier: string;
/** The launch that waits. */
let handle: string;

beforeEach(async () => {
  bot = await createHarness();
  bot.people.add('U0CY');
  earlier = await bot.launch('launch hello steps=7');
  await bot.wait(3_000);
  bot.set(bot.job().key.id, { state: 'SUCCEEDED', endTime: bot.now() });
  await bot.poll();
  bot.setPolicy({
    roles: { lead: { people: ['U0BO'] } },
    grants: { approve: ['lead'] },
    templates: { hello: { approve: {} } },
  });
  const answer = await bot.decided(bot.type('launch hello steps=8'));
  if (answer?.kind !== 'launch-waits') throw new Error(`does not wait: ${JSON.stringify(answer)}`);
  handle = answer.handle;
  bot.membership.kinds.set('C0JOBS', { kind: 'private' });
  bot.left.add('C0JOBS U0BO').add('C0JOBS U0CY');
});

const types = (text: string, userId = 'U0BO', key = text) =>
  bot.decided(
    bot.interactions.command(
      { key: `${key}:${userId}`, requester: { ...requester, userId, channel: `D${userId}` } },
      '/job',
      text,
    ),
  );
const unknown = { kind: 'problem', problems: [{ kind: 'no-such-job' }] };

describe('while it waits for them', () => {
  test('status has it, without the launches before it and without its thread', async () => {
    const answer = await types(`status ${handle}`);
    expect(answer).toMatchObject({
      kind: 'status',
      card: { launch: { handle, state: 'waiting' }, uncompared: true },
    });
    expect(answer).not.toHaveProperty('thread.channel');
    expect(answer).not.toHaveProperty('card.lastRun.handle');
  });

  test('the audit has all of it, page by page, and nothing else of the channel', async () => {
    await bot.interactions.press(
      {
        key: 'press',
        requester: { ...requester, userId: 'U0ANA' },
      },
      { verb: 'approve', handle },
    );
    await bot.wait(2_000);
    const answer = await types(`audit ${handle}`);
    expect(answer).toMatchObject({
      kind: 'audit',
      rows: [
        { verb: 'approve', actor: 'U0ANA', job: handle },
        { verb: 'launch', actor: 'U0ANA', job: handle },
      ],
    });
    expect(await types('audit')).toMatchObject({ kind: 'audit', rows: [] });
    expect(await types(`audit ${earlier}`)).toMatchObject(unknown);
  });

  test('logs say that there are none yet', async () => {
    expect(await types(`logs ${handle}`)).toMatchObject({
      kind: 'note',
      note: { kind: 'no-log', handle, pending: true },
    });
  });

  test.for(['status', 'logs', 'audit'])('%s of another job there finds nothing', async (verb) => {
    expect(await types(`${verb} ${earlier}`)).toMatchObject(unknown);
  });

  test.for(['status', 'logs', 'audit'])('%s by somebody else finds nothing', async (verb) => {
    expect(await types(`${verb} ${handle}`, 'U0CY')).toMatchObject(unknown);
  });

  test('it is found by no name, and not listed', async () => {
    expect(await types('status hello')).toMatchObject({ kind: 'problem' });
    expect(await types('list all')).toMatchObject({ rows: [] });
  });
});

test('once it is decided, it is as visible as before', async () => {
  await bot.interactions.press(
    { key: 'deny', requester: { ...requester, userId: 'U0BO', channel: 'DU0BO' } },
    { verb: 'approve', handle },
  );
  await bot.wait(5_000);
  for (const verb of ['status', 'logs']) {
    expect(await types(`${verb} ${handle}`)).toMatchObject(unknown);
  }
});

describe('what waits for somebody', () => {
  const found = (userId = 'U0BO') =>
    waitingFor({ ...bot.deps, templates: bot.files }, { ...requester, userId, channel: 'D0X' });
  /** As many copies of the launch, of a template that others approve. */
  async function addWaiting(count: number, name: string): Promise<void> {
    await bot.store.transaction(async (tx) => {
      const launch = await tx.launches.byHandle(handle);
      if (launch === undefined) throw new Error('no launch');
      for (let nth = 0; nth < count; nth++) {
        const id = `${name}${nth}`;
        const template = { ...launch.template, name };
        const requestedAt = launch.requestedAt - 1_000 + nth;
        const copy = { ...launch, id, handle: id, requestKey: id, template, requestedAt };
        await tx.launches.insert(copy, undefined);
      }
    });
  }

  test('is found behind many that wait for others', async () => {
    bot.setPolicy({
      roles: {
        lead: { people: ['U0BO'] },
        boss: { people: ['U0CY'] },
        chief: { people: ['U0ADMIN'] },
      },
      grants: { approve: ['lead', 'boss', 'chief'] },
      templates: { hello: { approve: { by: ['lead'] } }, 'other*': { approve: { by: ['boss'] } } },
    });
    await addWaiting(120, 'other');
    expect(await found()).toMatchObject({ cards: [{ launch: { handle } }], cut: false });
    // Where there is no end, it is said to those who approve anything.
    await addWaiting(250, 'other-');
    expect(await found('U0ADMIN')).toEqual({ cards: [], unchecked: 0, cut: true });
    expect(await found('U0ANA')).toEqual({ cards: [], unchecked: 0, cut: false });
  });

  test('is not looked for on when the list is full', async () => {
    await addWaiting(120, 'hello');
    const { cards, cut } = await found();
    expect(cards.length).toBeGreaterThanOrEqual(25);
    expect(cut).toBe(true);
  });

  test('counts those that can’t be checked now', async () => {
    bot.remembers.value = false;
    bot.lookUp.failure = { kind: 'transient', message: 'Slack is busy.' };
    expect(await found()).toEqual({ cards: [], unchecked: 1, cut: false });
  });
});
