// Which job a cancel is about: only what can be no other acts at once.

import { beforeEach, expect, test } from 'vitest';
import { saying } from '../../domain/text/written.ts';
import { createHarness, type Harness } from '../harness.ts';

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
});

/** A job of this display name, or one that has ended. */
async function job(steps: string, end = false): Promise<string> {
  const handle = await bot.launch(`launch hello steps=${steps}`);
  await bot.runUntilIdle();
  if (end) {
    for (const one of bot.jobs.values()) {
      if (one.displayName === `hello ${steps}`)
        bot.set(one.key.id, { state: 'SUCCEEDED', endTime: bot.now() });
    }
    await bot.poll();
  }
  return handle;
}

test('the longest run of words that is a whole name is the name, and the rest the reason', async () => {
  const handle = await job('1');
  await job('12');
  expect(await bot.decided(bot.type('cancel hello 1 wrong data'))).toMatchObject({
    handle,
    kind: 'cancel-stored',
  });
  await bot.wait(3_000);
  expect(bot.cancelCalls).toHaveLength(1);
  expect(bot.updates.some((one) => JSON.stringify(one).includes('"reason":"wrong data"'))).toBe(
    true,
  );
});

test.each(['dry-run', 'dry run', '--dry run'])(
  'behind a name of several words, %s is refused as well',
  async (typed) => {
    await job('1');
    expect(await bot.type(`cancel hello 1, ${typed}`)).toMatchObject({
      kind: 'problem',
      problems: [saying('`cancel` takes no `dry-run`')],
    });
    await bot.wait(3_000);
    expect(bot.cancelCalls).toHaveLength(0);
  },
);

test('a whole name whose job has ended is not taken for the beginning of a live one', async () => {
  await job('1', true);
  await job('12');
  expect(await bot.type('cancel hello 1')).toMatchObject({
    kind: 'already-finished',
    card: { launch: { body: { displayName: 'hello 1' } } },
  });
  await bot.runUntilIdle();
  expect(bot.cancelCalls).toHaveLength(0);
});

test.each(['handle', 'name', 'quoted name'])(
  'a job whose card is in another channel is asked about, by its %s',
  async (how) => {
    const handle = await job('1');
    const typed = { handle, name: 'hello 1', 'quoted name': '"hello 1"' }[how] ?? '';
    expect(await bot.type(`cancel ${typed}`, 'U0ANA', 'k', 'C0OTHER')).toMatchObject({
      kind: 'cancel-asks',
      channel: 'C0JOBS',
    });
    await bot.runUntilIdle();
    expect(bot.cancelCalls).toHaveLength(0);
  },
);

test('the last is the newest one of who asks, here', async () => {
  await job('1');
  bot.skip(1_000);
  const handle = await job('2');
  expect(await bot.decided(bot.type('cancel last'))).toMatchObject({
    kind: 'cancel-stored',
    handle,
  });
  expect(await bot.type('cancel last', 'U0ADMIN')).toMatchObject({ kind: 'problem' });
  expect(await bot.type('cancel last', 'U0ANA', 'k', 'C0OTHER')).toMatchObject({ kind: 'problem' });
});

test('a template is found whatever the case', async () => {
  expect(await bot.decided(bot.type('launch Hello'))).toMatchObject({ kind: 'launch-stored' });
});

test('a location alone means the one target that is there', async () => {
  expect(await bot.decided(bot.type('launch hello in=us-central1'))).toMatchObject({
    kind: 'launch-stored',
  });
  expect(await bot.type('launch hello in=europe-west4')).toMatchObject({ kind: 'problem' });
});

/** A live job of each name; the handles. */
async function called(...names: readonly string[]): Promise<readonly string[]> {
  const handles: string[] = [];
  for (const [nth, name] of names.entries()) {
    bot.file.displayName = name;
    handles.push(await bot.launch(`launch hello steps=${nth + 10}`));
    bot.skip(1_000);
  }
  await bot.runUntilIdle();
  return handles;
}

test.each([
  ['bert base, wrong dataset', 'bert', 'bert base'],
  ['two  spaces wrong', 'two', 'two  spaces'],
  ['*best* run', 'best', '*best* run'],
  ['a b c d e f g h i j k l m', 'a', 'a b c d e f g h i j k l m'],
  ['"quoted" name', 'quoted', '"quoted" name'],
  ['bert, too slow', 'bertha', 'bert'],
  ['last week was better', 'job', 'last week'],
])('%s is the job of the longest name in it', async (typed, shorter, name) => {
  const [, handle] = await called(shorter, name);
  expect(await bot.decided(bot.type(`cancel ${typed}`))).toMatchObject({
    kind: 'cancel-stored',
    handle,
  });
});

test.each([
  ['two spaces wrong', 'two', 'two  spaces'],
  ['bert base wrong', 'bert', 'bert-base v2'],
  ['best run', 'best', 'best *run* 7'],
])('%s is asked about: it may be the beginning of another name', async (typed, name, longer) => {
  const [handle] = await called(name, longer);
  expect(await bot.type(`cancel ${typed}`)).toMatchObject({
    kind: 'cancel-asks',
    card: { launch: { handle } },
  });
  await bot.runUntilIdle();
  expect(bot.cancelCalls).toHaveLength(0);
});

test('prose after "last" is asked about', async () => {
  const [, handle] = await called('job two', 'job three');
  expect(await bot.type('cancel last week was better, keep it')).toMatchObject({
    kind: 'cancel-asks',
    card: { launch: { handle } },
    reason: 'week was better, keep it',
  });
});

test('the rest of a name is no reason', async () => {
  await called('bert base', 'elsewhere one');
  await bot.decided(bot.type('cancel bert base'));
  await bot.wait(3_000);
  expect(bot.cancelCalls).toHaveLength(1);
  expect(JSON.stringify(bot.updates)).not.toContain('"reason":"base"');
  const asked = await bot.type('cancel elsewhere one', 'U0ANA', 'k', 'C0OTHER');
  expect(asked).toMatchObject({ kind: 'cancel-asks' });
  expect(JSON.stringify(asked)).not.toContain('"reason":"one"');
});

test('a handle with a comma is the handle, whatever another job is called', async () => {
  const [handle = ''] = await called('first');
  bot.file.displayName = handle;
  await bot.launch('launch hello steps=77');
  await bot.runUntilIdle();
  for (const typed of [`${handle},`, `${handle}, too slow`]) {
    const answer = await bot.decided(bot.type(`cancel ${typed}`, 'U0ANA', typed));
    expect(JSON.stringify(answer)).toContain(`"handle":"${handle}"`);
  }
});

/** Of three live jobs: the handles of `first` and `second`, with the third's in between. */
const typedWith = (typed: string, [first = '', second = '', third = '']: readonly string[]) =>
  typed.replaceAll('A', first).replaceAll('B', second).replaceAll('C', third);

test.each([
  'A B',
  'A, B',
  'A,  #B.',
  'A and B',
  'A & B',
  'A and "bert base"',
  'A bert base',
  'A B C',
  'A B is better',
  'A, bert base; too slow',
  'one bert base',
  'one, B',
  'one and bert base',
  '"one" B',
  'last B',
])('two jobs are never one and its reason: %s', async (typed) => {
  const [second = '', first = ''] = await called('bert base', 'one');
  const answer = await bot.type(`cancel ${typedWith(typed, [first, second, 'x'])}`);
  expect(answer).toMatchObject({ kind: 'problem', problems: [saying('one job at a time')] });
  expect(answer).toMatchObject({ problems: [saying(`\`${first}\` and \`${second}\``)] });
  await bot.wait(3_000);
  expect(bot.cancelCalls).toHaveLength(0);
});

test.each([
  ['because B is better', 'because B is better'],
  ['"B is better"', 'B is better'],
  ['bert is too slow', 'bert is too slow'],
  ['and it was slow', 'and it was slow'],
  ['over', 'over'],
  ['one of many', 'one of many'],
])('prose is a reason, whatever is in it: %s', async (typed, reason) => {
  const [other = '', first = ''] = await called('bert base', 'one', 'over');
  for (const one of bot.jobs.values()) {
    if (one.displayName === 'over') bot.set(one.key.id, { state: 'SUCCEEDED', endTime: bot.now() });
  }
  await bot.poll();
  const text = `cancel A ${typed}`;
  expect(await bot.decided(bot.type(typedWith(text, [first, other])))).toMatchObject({
    kind: 'cancel-stored',
    handle: first,
  });
  await bot.wait(3_000);
  expect(JSON.stringify(bot.updates)).toContain(`"reason":"${typedWith(reason, [first, other])}"`);
});

test('another’s job, which they may not cancel, is a word of the reason', async () => {
  const [theirs = ''] = await called('theirs');
  bot.file.displayName = 'mine';
  await bot.type('launch hello steps=55', 'U0BO', 'bo');
  await bot.runUntilIdle();
  const mine =
    (await bot.store.transaction((tx) => tx.launches.byRequestKey('command:bo')))?.handle ?? '';
  expect(await bot.decided(bot.type(`cancel ${mine} ${theirs}`, 'U0BO'))).toMatchObject({
    kind: 'cancel-stored',
    handle: mine,
  });
});
