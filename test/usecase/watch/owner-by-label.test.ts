// Whom a policy file calls for a watched job by its label, and what that gives them: nothing else.

import { beforeEach, describe, expect, test } from 'vitest';
import { calledFor } from '../../../app/domain/launch/card.ts';
import { createWatchHarness, type WatchHarness } from './watch-harness.ts';

const labels = { team: 'vision', owner: 'bo' };
const calling = { externalJobs: { call: 'label.owner', people: { bo: 'U0BO' } } };

let bot: WatchHarness;
beforeEach(async () => {
  bot = await createWatchHarness();
  bot.setPolicy(calling);
});

/** A job that is watched for @ana fails; who the reply about it calls. */
async function calledAtFailure(meanwhile: () => void = () => undefined): Promise<string> {
  const { key } = bot.make('resnet', { labels });
  await bot.watch();
  meanwhile();
  const error = { code: 3, message: 'x' };
  bot.set(key.id, { state: 'FAILED', endTime: bot.now(), error });
  await bot.tick();
  const last = bot.replies.at(-1);
  if (last === undefined) throw new Error('Nothing was replied.');
  return calledFor(last.card);
}

describe('for a watched job with the label', () => {
  test('its owner is called in place of who set the watch, and stands on the card', async () => {
    expect(await calledAtFailure()).toBe('U0BO');
    expect(bot.cards.at(-1)?.watched).toEqual({
      by: 'U0ANA',
      channel: 'C0JOBS',
      called: 'U0BO',
    });
  });

  test('the policy in force at the delivery says who it is', async () => {
    expect(await calledAtFailure(() => bot.setPolicy({}))).toBe('U0ANA');
  });

  test.each<readonly [why: string, when: () => void]>([
    ['isn’t in the channel', () => bot.left.add('C0JOBS U0BO')],
    ['has no account any more', () => bot.people.change('U0BO', { deactivated: true })],
    ['is a program', () => bot.people.change('U0BO', { kind: 'bot' })],
    [
      'is nobody that Slack knows',
      () => bot.setPolicy({ externalJobs: { call: 'label.owner', people: { bo: 'U0NOBODY' } } }),
    ],
    [
      'may or may not be there, as Slack doesn’t say',
      () => (bot.presence.failure = { kind: 'transient', message: 'timeout' }),
    ],
  ])('who set the watch is called if its owner %s', async (_, when) => {
    when();
    expect(await calledAtFailure()).toBe('U0ANA');
    expect(bot.cards.at(-1)?.watched?.called).toBeUndefined();
  });

  test('a Slack that hangs keeps the message back for seconds only', async () => {
    bot.presence.during = () => new Promise(() => undefined);
    expect(await calledAtFailure()).toBe('U0BO');
    expect(bot.cards.at(-1)?.watched?.called).toBeUndefined();
  });

  test('its owner may cancel it no more than anybody else', async () => {
    bot.make('resnet', { labels });
    await bot.watch();
    const handle = await bot.handleOf('resnet');
    expect(await bot.decided(bot.type(`cancel ${handle}`, 'U0BO'))).toMatchObject({
      kind: 'refused',
      why: { kind: 'nobodys-job' },
    });
  });
});

test('a digest calls the owner of each job that it names, once', async () => {
  const jobs = Array.from({ length: 8 }, (_, nth) => bot.make(`resnet ${nth}`, { labels }));
  await bot.watch();
  for (const { key } of jobs) {
    bot.set(key.id, { state: 'FAILED', endTime: bot.now(), error: { code: 3, message: 'x' } });
  }
  await bot.tick();
  const [digest] = bot.digests;
  const called = [...(digest?.launches.values() ?? [])].map(({ card }) => calledFor(card));
  expect(new Set(called)).toEqual(new Set(['U0BO']));
});
