// What is asked for is on record from its ack on, whatever has to be looked up first: it is done, or its asker is told that it was not.

import { beforeEach, describe, expect, test } from 'vitest';
import type { Sentence } from '../../app/domain/sentence.ts';
import { asker, createHarness, type Harness } from './harness.ts';

let bot: Harness;
let handle: string;
/** Resolved: Slack says who somebody is after all. */
let slack: PromiseWithResolvers<undefined>;
beforeEach(async () => {
  bot = await createHarness();
  handle = await bot.launch('launch hello steps=1');
  await bot.wait(3_000);
  bot.answers.length = 0;
  slack = Promise.withResolvers<undefined>();
});

/** From here on Slack is asked for everything, and does not answer. */
function hang(): void {
  bot.membership.told = 'when-asked';
  bot.remembers.value = false;
  const { directory } = bot.deps;
  const person = directory.person.bind(directory);
  directory.person = async (...asked) => {
    await slack.promise;
    return person(...asked);
  };
}

/** The next process finds what the last one left. */
async function restart(): Promise<void> {
  await bot.store.transaction((tx) => tx.pledges.orphan());
  for (const one of [bot.launches, bot.cancels, bot.pledges]) await one();
}

const said = () =>
  bot.answers.map((answer) => {
    if (answer.kind !== 'problem') return answer.kind;
    const text = ([problem]: readonly (string | Sentence)[]) =>
      typeof problem === 'string' ? problem : problem?.map((part) => part.text).join('');
    return text(answer.problems);
  });

/** Owners see their jobs without Slack's help, and who is no admin can't cancel those of others. */
const admin = { ...asker, userId: 'U0ADMIN', channel: 'C0OTHER' };
const act = (verb: 'cancel' | 'rerun') =>
  bot.desk.act(
    { key: `button:1:${verb}`, asker: admin },
    {
      verb,
      handle,
    },
  );
const hear = (text: string) =>
  bot.desk.hear({ key: 'message:1', asker: admin }, '/job', {
    text,
    rootTs: undefined,
  });
const command = (text: string) => bot.type(text, admin.userId, 'k', admin.channel);

const ways: readonly (readonly [string, () => Promise<unknown>, 'launch' | 'cancel'])[] = [
  ['a typed cancel', () => command(`cancel ${handle}`), 'cancel'],
  ['a typed re-run', () => command(`rerun ${handle} steps=2`), 'launch'],
  ['a pressed cancel', () => act('cancel'), 'cancel'],
  ['a pressed re-run', () => act('rerun'), 'launch'],
  ['a cancel that was said', () => hear(`cancel ${handle}`), 'cancel'],
  ['a re-run that was said', () => hear(`rerun ${handle}`), 'launch'],
];

describe.each(ways)('%s', (_, ask, what) => {
  test('whose process dies before Slack has said who sees the job is told not to be done', async () => {
    hang();
    await ask();
    expect(said()).toEqual([]);
    await restart();
    const done = what === 'launch' ? 'launched' : 'cancelled';
    expect(said()).toEqual([
      `I was interrupted before I could ${what} ${handle}, so nothing was ${done}: try again.`,
    ]);
    // It was frozen, not dead: nothing comes of it any more.
    slack.resolve(undefined);
    await bot.wait(400_000);
    expect(said()).toHaveLength(1);
    expect(bot.creates).toHaveLength(1);
    expect(bot.cancelCalls).toEqual([]);
  });

  test('is done once, and nobody is told that it was not', async () => {
    hang();
    await ask();
    slack.resolve(undefined);
    await bot.wait(400_000);
    await restart();
    expect(said()).toHaveLength(1);
    expect(said().join()).not.toContain('interrupted');
  });
});

test('a cancel that is stored twice over two ways is told once', async () => {
  hang();
  await command(`cancel ${handle}`);
  bot.membership.told = 'known';
  bot.remembers.value = true;
  slack.resolve(undefined);
  await command(`cancel ${handle}`);
  await bot.wait(3_000);
  await restart();
  expect(said().join()).not.toContain('interrupted');
});

test('what was told not to be done is not done when Slack brings the message again', async () => {
  hang();
  await hear(`cancel ${handle}`);
  const isToBeDone = () => bot.store.transaction((tx) => tx.heard.begin('message:1'));
  expect(await isToBeDone()).toBe(true);
  await restart();
  expect(said()).toHaveLength(1);
  expect(await isToBeDone()).toBe(false);
});

test.each([
  ['a re-run of a job made elsewhere', 'rerun JOB', /nothing was launched: try again/],
  ['a deleted template', 'template delete mine', /look at template history/],
  ['a quiet channel', 'channel quiet', /look at them with .channel/],
  ['an ended watch', 'unwatch label.team=x', /.watch. lists it/],
])('%s is on record as well', async (_, text, told) => {
  const { name } = bot.make('theirs');
  hang();
  await command(text.replace('JOB', name));
  await restart();
  expect(said()).toEqual([expect.stringMatching(told)]);
});
