// A launch that can't be made as it was typed is offered as a form with everything that was right; one that only lacks something opens it.

import { beforeEach, describe, expect, test } from 'vitest';
import { saying } from '../../../domain/text/written.ts';
import { requester, createHarness, type Harness } from '../../harness.ts';

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
  bot.file.needsSteps = true;
});

const request = (key: string) => ({ key, requester, trigger: `t-${key}` });
/** Typed after the slash command, or said in a message, which can open no window. */
const type = (text: string) => bot.interactions.command(request(text), '/job', text);
const say = (text: string) =>
  bot.interactions.command({ key: text, requester, said: true }, '/job', text);
const form = () => {
  const window = bot.shown.at(-1);
  return window?.kind === 'launch-form' ? window.form : undefined;
};
const fixOf = (answer: Awaited<ReturnType<typeof type>>) => {
  if (answer?.kind !== 'problem') throw new Error(JSON.stringify(answer));
  return answer.fix;
};
const draftOf = (answer: Awaited<ReturnType<typeof type>>) => {
  const draft = fixOf(answer);
  if (draft === undefined) throw new Error('no form is offered');
  return draft;
};
const launched = () => bot.store.transaction((tx) => tx.launches.nextDueAt());

describe('a launch that lacks something', () => {
  test('opens the form with what was typed, and stores nothing', async () => {
    expect(await type('launch hello loud=yes max-time=2h max-cost=$200')).toBeUndefined();
    await bot.answered();
    expect(form()?.chosen).toMatchObject({
      template: { name: 'hello' },
      draft: {
        template: 'hello',
        parameters: { loud: true },
        maxTimeMs: 7_200_000,
        maxCostUsd: 200,
      },
    });
    expect(form()?.chosen?.earlier).toBeUndefined();
    expect(bot.answers).toEqual([]);
    expect(await launched()).toBeUndefined();
  });

  test('is told what it lacks where no window can be opened, and offered the form', async () => {
    const answer = await say('launch hello loud=yes');
    expect(answer).toMatchObject({ problems: [saying('`hello` needs `steps`')] });
    const draft = draftOf(answer);
    expect(draft).toMatchObject({ template: 'hello', parameters: { loud: true } });
    expect(bot.shown).toEqual([]);
    expect(
      await bot.interactions.press(request('press'), { verb: 'fix-launch', draft }),
    ).toBeUndefined();
    await bot.answered();
    expect(form()?.chosen?.draft).toEqual(draft);
    expect(await launched()).toBeUndefined();
  });

  test('opens nothing for a dry run, whose requester wants to read', async () => {
    expect(fixOf(await type('launch hello loud=yes dry-run'))).toMatchObject({
      parameters: { loud: true },
    });
    await bot.answered();
    expect(bot.shown).toEqual([]);
  });

  test('opens nothing for somebody who may not launch', async () => {
    const stranger = { ...request('c'), requester: { ...requester, userId: 'U0STRANGER' } };
    await bot.interactions.command(stranger, '/job', 'launch hello');
    await bot.answered();
    expect(bot.shown).toEqual([]);
    expect(bot.answers.at(-1)).toMatchObject({ kind: 'refused' });
  });

  test('is a launch as ever when it lacks nothing', async () => {
    await type('launch hello steps=4');
    expect(await launched()).toBeDefined();
    expect(bot.shown).toEqual([]);
  });
});

describe('a launch of no template', () => {
  const offer = { kind: 'problem', problems: [saying('Which template?')], form: true };

  test.each(['launch', 'run', '/job', ''])('%j said in a message offers the form', async (text) => {
    expect(await say(text)).toBeUndefined();
    await bot.answered();
    expect(bot.answers).toMatchObject([offer]);
    await bot.interactions.press(request('press'), { verb: 'menu' });
    await bot.answered();
    expect(form()).toMatchObject({ templates: [{ name: 'hello' }] });
    expect(form()?.chosen).toBeUndefined();
  });

  test.each([
    ['said', say],
    ['typed', type],
  ])('and so does one that has only values, %s', async (_, how) => {
    expect(await how('launch lr=0.1')).toMatchObject(offer);
    expect(bot.shown).toEqual([]);
  });

  test('opens it at once for the slash command', async () => {
    expect(await type('launch')).toBeUndefined();
    await bot.answered();
    expect(form()).toBeDefined();
  });

  test('is refused to somebody who may not launch', async () => {
    const stranger = { key: 'c', requester: { ...requester, userId: 'U0STRANGER' } };
    await bot.interactions.command(stranger, '/job', 'launch');
    await bot.answered();
    expect(bot.answers.at(-1)).toMatchObject({ kind: 'refused' });
  });
});

describe('a launch with something wrong in it', () => {
  test.each([
    ['a value out of its range', 'steps=many loud=yes', { loud: true }],
    ['a parameter that nobody has', 'step=5 loud=yes', { loud: true }],
    ['another place', 'steps=5 in=else/where', { steps: 5 }],
    ['a place that is nowhere', 'steps=5 in=mars-west1', { steps: 5 }],
  ])('is told of it, and offers all that was right (%s)', async (_, typed, parameters) => {
    const fix = fixOf(await type(`launch hello ${typed} max-time=2h`));
    expect(fix).toEqual({
      template: 'hello',
      parameters,
      target: undefined,
      maxTimeMs: 7_200_000,
    });
    await bot.answered();
    expect(bot.shown).toEqual([]);
    expect(await launched()).toBeUndefined();
  });

  test('keeps the place where that was right', async () => {
    const fix = fixOf(await type('launch hello steps=many in=ml-prod/us-central1'));
    expect(fix?.target).toEqual({ project: 'ml-prod', location: 'us-central1' });
  });

  test('carries no secret into the form', async () => {
    bot.file.needsSteps = false;
    // Put together here, so that no scanner takes this file for a leak.
    const token = ['hf', 'aBcDeFgHiJkLmNoPqRsTuVwXyZ'].join('_');
    const answer = await type(`launch hello steps=many loud=${token}`);
    expect(JSON.stringify(fixOf(answer))).not.toContain(token);
  });

  test('is offered no form where there is no such template', async () => {
    expect(fixOf(await type('launch nothing steps=5'))).toBeUndefined();
  });
});

test('a form that was opened so launches what is entered, like any other', async () => {
  await type('launch hello loud=yes');
  await bot.answered();
  const context = { channel: requester.channel, template: 'hello', version: bot.file.version };
  const entries = { parameters: { steps: '8', loud: 'true' } };
  expect(await bot.interactions.submitForm(request('view:1'), context, entries)).toMatchObject({
    ok: true,
  });
  await bot.wait(2_000);
  expect(bot.creates).toHaveLength(1);
});

test('one whose template is gone by the press is told so', async () => {
  const draft = { template: 'gone', parameters: {} };
  await bot.interactions.press(request('press'), { verb: 'fix-launch', draft });
  await bot.answered();
  expect(bot.answers).toMatchObject([{ kind: 'problem' }]);
  expect(bot.shown).toEqual([]);
});

describe('a launch that can’t be read', () => {
  test.each([
    ['a word too many', 'steps=5 fast loud=yes', { steps: 5, loud: true }],
    ['nothing in quotes before it', 'steps=5 loud="" yes', { steps: 5 }],
    ['a place that is none', 'in=nowhere steps=5', { steps: 5 }],
    ['a time that is none', 'steps=5 max-time=soon', { steps: 5 }],
    ['an option that is none', '--fast steps=5', { steps: 5 }],
    ['a quote that is never closed', 'steps=5 loud="yes', { steps: 5 }],
    ['a value that is none besides', 'steps=many loud=yes fast', { loud: true }],
  ])('is offered as a form with what could be (%s)', async (_, typed, parameters) => {
    expect(fixOf(await type(`launch hello ${typed}`))).toMatchObject({
      template: 'hello',
      parameters,
    });
    expect(await launched()).toBeUndefined();
  });

  test('is offered none where it can’t be told which template is meant', async () => {
    expect(fixOf(await type('launch nothing steps=5 fast'))).toBeUndefined();
    expect(fixOf(await type('launch steps=5 --fast'))).toBeUndefined();
  });
});

describe('a re-run with something wrong in it', () => {
  async function first(): Promise<string> {
    bot.file.needsSteps = false;
    const handle = await bot.launch('launch hello steps=7 loud=yes');
    await bot.wait(2_000);
    return handle;
  }

  test.each([
    ['a value out of its range', 'steps=many loud=no', { loud: false }],
    ['a parameter that nobody has', 'step=5 loud=no', { loud: false }],
    ['a place that is nowhere', 'steps=8 in=mars-west1', { steps: 8 }],
    ['a word too many', 'steps=8 fast', { steps: 8 }],
    ['a time that is none', 'steps=8 max-time=soon', { steps: 8 }],
    ['an amount that is none', 'steps=8 max-cost=much', { steps: 8 }],
  ])(
    'is offered the form of its job with all that was right (%s)',
    async (_, typed, parameters) => {
      const handle = await first();
      const draft = draftOf(await type(`rerun ${handle} ${typed}`));
      expect(draft).toMatchObject({ template: 'hello', rerunOf: handle, parameters });
      await bot.interactions.press(request('press'), { verb: 'fix-launch', draft });
      await bot.answered();
      expect(form()?.chosen?.earlier).toMatchObject({
        handle,
        parameters: { steps: 7, loud: true, ...parameters },
      });
      expect(bot.creates).toHaveLength(1);
    },
  );

  test.each([
    ['the time of its job', 'steps=many', 7_200_000],
    ['the time that was typed', 'steps=many max-time=3h', 10_800_000],
  ])('is offered a form with %s', async (_, typed, maxTimeMs) => {
    const handle = await bot.launch('launch hello steps=7 max-time=2h');
    await bot.wait(2_000);
    const draft = draftOf(await type(`rerun ${handle} ${typed}`));
    await bot.interactions.press(request('press'), { verb: 'fix-launch', draft });
    await bot.answered();
    expect(form()?.chosen?.earlier).toMatchObject({ handle, maxTimeMs });
  });

  test.each([
    ['the amount of its job', 'steps=many', 200],
    ['the amount that was typed', 'steps=many max-cost=300', 300],
    ['the amount that was typed beside a wrong place', 'in=mars-west1 max-cost=300', 300],
  ])('is offered a form with %s', async (_, typed, maxCostUsd) => {
    const handle = await bot.launch('launch hello steps=7 max-cost=200');
    await bot.wait(2_000);
    const draft = draftOf(await type(`rerun ${handle} ${typed}`));
    await bot.interactions.press(request('press'), { verb: 'fix-launch', draft });
    await bot.answered();
    expect(form()?.chosen?.earlier).toMatchObject({ handle, maxCostUsd });
  });

  test('is told what is wrong without a form while the database is away', async () => {
    const handle = await first();
    const { store } = bot.deps;
    Object.assign(store, { transaction: () => Promise.reject(new Error('the database is away')) });
    const answer = await type(`rerun ${handle} max-time=soon`);
    expect(answer).toMatchObject({ kind: 'problem' });
    expect(fixOf(answer)).toBeUndefined();
    await expect(bot.answered()).rejects.toThrow('no form could be offered');
  });

  test('in a location alone is one in that place', async () => {
    const handle = await first();
    expect(fixOf(await type(`rerun ${handle} in=us-central1 steps=many`))?.target).toEqual({
      project: 'ml-prod',
      location: 'us-central1',
    });
  });
});
