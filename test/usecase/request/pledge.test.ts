// What is asked for is on record from its ack on, whatever has to be looked up first: it is done, or its requester is told that it was not.

import { beforeEach, describe, expect, test } from 'vitest';
import { sayProblem } from '../../../blocks/answer/problem/problem.ts';
import type { Action } from '../../../app/usecase/ports/interactions.ts';
import { requester, createHarness, type Harness } from '../harness.ts';

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
    return answer.problems.flatMap((one) => sayProblem(one).map(({ text }) => text)).join('');
  });

/** Owners see their jobs without Slack's help, and who is no admin can't cancel those of others. */
const admin = { ...requester, userId: 'U0ADMIN', channel: 'C0OTHER' };
const act = (verb: 'cancel' | 'rerun') =>
  bot.interactions.press(
    { key: `button:1:${verb}`, requester: admin },
    {
      verb,
      handle,
    },
  );
const hear = (text: string) =>
  bot.interactions.hear({ key: 'message:1', requester: admin }, '/job', {
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
  ['a deleted template', 'template delete mine', /template mine, so nothing was changed/],
  ['a quiet channel', 'channel quiet', /settings, so nothing was changed/],
  ['an ended watch', 'unwatch label.team=x', /watched here, so nothing was changed/],
])('%s is on record as well', async (_, text, told) => {
  const { name } = bot.make('theirs');
  hang();
  await command(text.replace('JOB', name));
  await restart();
  expect(said()).toEqual([expect.stringMatching(told)]);
});

/** A watch of the admin's channel: one that asks which of many it shall follow, or one that follows. */
async function watched(jobs: number): Promise<string> {
  for (let i = 0; i < jobs; i++) bot.make(`bert ${i}`, { labels: { team: 'x' } });
  bot.skip(1_000);
  await command('watch label.team=x');
  await bot.wait(3_000);
  bot.answers.length = 0;
  const [watch] = await bot.store.transaction((tx) => tx.watches.ofChannel(admin.channel));
  return watch?.id ?? 'none';
}
const keepSaved = async () => {
  const saved = { name: 'mine', number: 1, action: 'save', text: 'x', author: 'U0BO' } as const;
  await bot.store.transaction((tx) => tx.templateSaves.add(saved, 'kept:1'));
  return saved.name;
};
const press = (act: Action) =>
  bot.interactions.press({ key: 'button:2:press', requester: admin }, act);
/** All that the changes below could change. */
const standing = () =>
  bot.store.transaction(async (tx) => ({
    settings: await tx.channels.get(admin.channel),
    saves: (await tx.templateSaves.history('mine', 9)).length,
    watches: await tx.watches.ofChannel(admin.channel),
  }));

const changes: readonly (readonly [
  string,
  () => Promise<string>,
  (id: string) => Promise<unknown>,
])[] = [
  ['a quiet channel', () => Promise.resolve(''), () => command('channel quiet')],
  ['a deleted template', keepSaved, () => command('template delete mine')],
  ['an ended watch', () => watched(1), () => command('unwatch label.team=x')],
  ['a stopped watch', () => watched(1), (handle) => press({ verb: 'unwatch', watch: handle })],
  ['an answered watch', () => watched(11), (handle) => press({ verb: 'watch-all', watch: handle })],
];

describe.each(changes)('%s', (_, prepare, change) => {
  test('that was given up changes nothing any more', async () => {
    const id = await prepare();
    const before = await standing();
    hang();
    await change(id);
    await restart();
    expect(said()).toEqual([expect.stringMatching(/nothing was changed: try again/)]);
    slack.resolve(undefined);
    await bot.answered();
    expect(await standing()).toEqual(before);
    expect(said()).toHaveLength(1);
  });

  test('that was done is answered, and not said to be undone', async () => {
    const id = await prepare();
    const before = await standing();
    hang();
    await change(id);
    slack.resolve(undefined);
    await bot.answered();
    expect(await standing()).not.toEqual(before);
    await restart();
    expect(said().join()).not.toContain('interrupted');
  });
});

test('a held re-run that was given up does not go on once what it waited for has ended', async () => {
  expect(await act('rerun')).toMatchObject({ kind: 'launch-needs-confirmation' });
  for (const id of bot.jobs.keys()) bot.set(id, { state: 'SUCCEEDED', endTime: bot.now() });
  bot.skip(60_000);
  await bot.poll();
  bot.answers.length = 0;
  hang();
  await act('rerun');
  await restart();
  slack.resolve(undefined);
  await bot.wait(10_000);
  expect(said()).toEqual([expect.stringContaining('nothing was launched')]);
  expect(bot.creates).toHaveLength(1);
});

test('a question that stands is decided: what is pressed under it is not said to be undone', async () => {
  hang();
  await hear(`cancel ${handle}`);
  const { answerer } = bot.deps;
  const answer = answerer.answer.bind(answerer);
  answerer.answer = async (...said) => {
    await answer(...said);
    // It stands in Slack; the process dies before it hears so.
    if (said[1].kind === 'cancel-asks') await restart();
  };
  slack.resolve(undefined);
  await bot.answered();
  expect(said()).toEqual(['cancel-asks']);
});

test('to leave a lost launch as it is needs no record: no one is told that nothing was launched', async () => {
  hang();
  await press({ verb: 'drop', handle });
  await restart();
  expect(said()).toEqual([]);
});
