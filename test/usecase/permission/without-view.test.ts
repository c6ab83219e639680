// Who may launch or lock, but not see: their own job and their own lock are theirs to end.

import { beforeEach, describe, expect, test } from 'vitest';
import { renderAnswer } from '../../../blocks/answer/answer.ts';
import { createHarness, type Harness } from '../harness.ts';

const roles = { partner: { people: ['U0GUEST'] } };
const both = ['members', 'partner'];
const grants = { launch: both, 'cancel-own': both };

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
});

/** The last answer to a command, as text. */
async function said(text: string, userId = 'U0GUEST'): Promise<string> {
  const before = bot.answers.length;
  const acked = await bot.type(text, userId);
  await bot.wait(3_000);
  const answer = acked ?? bot.answers.slice(before).at(-1);
  if (answer === undefined) throw new Error(`${text} was not answered`);
  return renderAnswer(answer, { now: bot.now(), command: '/job', token: 't' }).text;
}

describe('a guest whom a role names, and who may launch but not see', () => {
  let handle = '';
  beforeEach(async () => {
    bot.setPolicy({ roles, grants });
    await bot.type('launch hello', 'U0GUEST', 'first');
    await bot.wait(3_000);
    await bot.poll();
    const launch = await bot.store.transaction((tx) => tx.launches.byRequestKey('command:first'));
    handle = launch?.handle ?? '';
  });

  test('stops their own job, by its name and by its button', async () => {
    expect(await said(`cancel ${handle}`)).toContain('Cancel');
    expect(bot.cancelCalls).toHaveLength(1);
    await bot.type('launch hello steps=7', 'U0GUEST', 'second');
    await bot.wait(3_000);
    await bot.poll();
    const second = await bot.store.transaction((tx) => tx.launches.byRequestKey('command:second'));
    await bot.interactions.press(
      { key: 'b', requester: { userId: 'U0GUEST', teamId: 'T1', channel: 'C0JOBS' } },
      { verb: 'cancel', handle: second?.handle ?? '' },
    );
    await bot.wait(3_000);
    expect(bot.cancelCalls).toHaveLength(2);
  });

  test('doesn’t stop what others launched, nor learns of it', async () => {
    await bot.type('launch hello steps=9', 'U0ANA', 'other');
    await bot.wait(3_000);
    const other = await bot.store.transaction((tx) => tx.launches.byRequestKey('command:other'));
    expect(await said(`cancel ${other?.handle ?? ''}`)).toMatch(/no job/i);
    expect(bot.cancelCalls).toHaveLength(0);
  });

  test('is refused what only full members may, in words that are true of them', async () => {
    expect(await said('list')).toMatch(/^.*Only full members can see jobs and templates/);
    expect(await said('lock all x')).toContain('Only a workspace admin can lock launches');
    expect(await said('policy')).toContain('launch');
  });

  test('a guest whom no role names is told that guests can’t use the bot', async () => {
    bot.people.add('U0OTHER', { kind: 'guest' });
    expect(await said(`cancel ${handle}`, 'U0OTHER')).toContain('Guests of this workspace');
  });
});

test('who may lock but not see takes off and lists locks', async () => {
  bot.setPolicy({ roles, grants: { lock: ['partner'] } });
  expect(await said('lock all until the power is back')).toContain('locked');
  expect(await said('lock')).toContain('the power is back');
  expect(await said('unlock 1')).not.toMatch(/only (?:the|a) |guests/i);
  expect(await bot.store.transaction((tx) => tx.locks.inForce())).toEqual([]);
});

test('whose own job can’t be cancelled by them here is told so', async () => {
  bot.setPolicy({
    roles: { lead: { people: ['U0BO'] } },
    grants: { view: ['lead'], 'cancel-own': ['lead'] },
  });
  expect(await said('cancel x', 'U0ANA')).toContain('Only the role lead can see jobs');
});
