// Launch again of a launch whose job was never found, when it takes an approval.

import { beforeEach, describe, expect, test } from 'vitest';
import { createHarness, requester, settings, type Harness } from '../harness.ts';

const day = 24 * 3_600_000;
const roles = { lead: { people: ['U0BO', 'U0CY'] } };
const policy = { roles, grants: { approve: ['lead'] }, templates: { hello: { approve: {} } } };

let bot: Harness;
let lost: string;
let again: string;
beforeEach(async () => {
  bot = await createHarness();
  bot.people.add('U0CY');
  bot.setPolicy({ roles });
  const failure = { kind: 'in-doubt', message: 'reset' } as const;
  bot.vertexScript.onCreate = { failure, recorded: false };
  lost = await bot.launch();
  await bot.wait(settings.quarantineMs + 60_000);
  bot.setPolicy(policy);
  again = await launchAgain('again');
});

const pressing = (userId: string, key: string) => ({
  key: `button:${key}:${userId}`,
  requester: { ...requester, userId },
});
const launched = (handle: string) => bot.store.transaction((tx) => tx.launches.byHandle(handle));
const audit = (key: string) => bot.store.transaction((tx) => tx.audit.byKey(key));

async function launchAgain(key: string): Promise<string> {
  const answer = await bot.decided(
    bot.interactions.press(pressing('U0ANA', key), { verb: 'launch-again', handle: lost }),
  );
  if (answer?.kind !== 'launch-waits') throw new Error(`does not wait: ${JSON.stringify(answer)}`);
  await bot.wait(2_000);
  return answer.handle;
}
const approve = (handle: string) =>
  bot.decided(bot.interactions.press(pressing('U0BO', handle), { verb: 'approve', handle }));

/** The lost job, as a poll finds it. */
async function turnUp(): Promise<void> {
  bot.make('hello 3', { labels: bot.creates[0]?.labels ?? {} });
  await bot.poll();
  await bot.wait(10_000);
}

describe('a repeat that waits for an approval', () => {
  test('leaves the lost launch as it was, until it is approved', async () => {
    expect(await launched(lost)).toMatchObject({ state: 'unknown' });
    expect(bot.told()).not.toContain('launch-dropped');
    expect(await approve(again)).toMatchObject({ kind: 'voted' });
    await bot.wait(2_000);
    expect(await launched(lost)).toMatchObject({ state: 'dropped' });
    expect(bot.creates).toHaveLength(2);
    expect(bot.updates).toContainEqual(
      expect.objectContaining({ kind: 'launch-dropped', by: 'U0ANA', again }),
    );
  });

  const ends: readonly (readonly [string, string, () => Promise<unknown>])[] = [
    [
      'denied',
      'denied',
      () => bot.decided(bot.interactions.submitDeny(pressing('U0BO', 'no'), again, 'too much')),
    ],
    ['withdrawn', 'cancelled', () => bot.ask(`cancel ${again}`)],
    ['left until its time is up', 'expired', () => bot.wait(day)],
  ];
  test.each(ends)('and is %s lets it be launched again', async (_, state, end) => {
    await end();
    await bot.wait(2_000);
    expect(await launched(again)).toMatchObject({ state });
    expect(await launched(lost)).toMatchObject({ state: 'unknown' });
    const third = await launchAgain('third');
    await approve(third);
    await bot.wait(2_000);
    expect(await launched(lost)).toMatchObject({ state: 'dropped' });
    expect(bot.creates).toHaveLength(2);
  });

  test('is refused once the lost job has turned up: it ends, and nothing is sent', async () => {
    await turnUp();
    expect(await launched(lost)).toMatchObject({ state: 'bound' });
    const late = bot.updates.filter(({ kind }) => kind === 'launch-late');
    expect(late.map((update) => 'sides' in update && update.sides)).toEqual(
      expect.arrayContaining([
        { original: true, own: { standing: 'live' }, other: { standing: 'waiting' } },
        { original: false, own: { standing: 'waiting' }, other: { standing: 'live' } },
      ]),
    );
    expect(await approve(again)).toMatchObject({
      kind: 'refused',
      act: 'approve',
      why: { kind: 'settled-meanwhile' },
    });
    await bot.wait(2_000);
    expect(await launched(again)).toMatchObject({
      state: 'blocked',
      blocked: { kind: 'settled-meanwhile' },
    });
    expect(bot.creates).toHaveLength(1);
  });

  test('is sent once, if two of them are approved', async () => {
    const other = await launchAgain('other');
    await approve(again);
    expect(await approve(other)).toMatchObject({ why: { kind: 'settled-meanwhile' } });
    await bot.wait(2_000);
    expect(bot.creates).toHaveLength(2);
  });
});

describe('the audit row of a vote', () => {
  test('says by which rule it was allowed, and of which template', async () => {
    await approve(again);
    expect(await audit(`button:${again}:U0BO`)).toMatchObject({
      verb: 'approve',
      verdict: 'allowed',
      rule: 'role:lead',
      template: 'hello',
    });
  });

  test('says by which rule it was refused, and of which template', async () => {
    await turnUp();
    await approve(again);
    expect(await audit(`button:${again}:U0BO`)).toMatchObject({
      verb: 'approve',
      verdict: 'refused',
      template: 'hello',
    });
  });
});
