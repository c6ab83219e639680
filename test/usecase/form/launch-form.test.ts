import { beforeEach, describe, expect, test } from 'vitest';
import { typedCostUsd } from '../../../app/domain/guard/written-guard.ts';
import { requester, createHarness, type Harness } from '../harness.ts';
import { saying } from '../../domain/text/written.ts';

let bot: Harness;
beforeEach(async () => {
  bot = await createHarness();
});
const request = (key: string) => ({ key, requester, trigger: `t-${key}` });
const context = (more: object = {}) => ({
  channel: requester.channel,
  template: 'hello',
  version: bot.file.version,
  ...more,
});
const submit = (parameters: Record<string, string>, more: object = {}, key = 'view:1') =>
  bot.interactions.submitForm(request(key), context(), { parameters, ...more });
const form = () => {
  const window = bot.shown.at(-1);
  return window?.kind === 'launch-form' ? window.form : undefined;
};

describe('the launch form', () => {
  test('opens with the templates, and then with the fields of the chosen one', async () => {
    expect(await bot.interactions.command(request('c1'), '/job', '')).toBeUndefined();
    await bot.runUntilIdle();
    expect(form()).toMatchObject({ channel: 'C0JOBS', templates: [{ name: 'hello' }] });
    expect(form()?.chosen).toBeUndefined();
    bot.interactions.chooseTemplate(request('c2'), { id: 'V1', hash: 'h' }, 'hello');
    await bot.runUntilIdle();
    expect(form()?.chosen).toMatchObject({
      template: { name: 'hello' },
      targets: [{ project: 'ml-prod' }],
    });
  });

  test('says when what is chosen is locked, as long as it is', async () => {
    await bot.askSlow('lock template=hello the disk is full', 'U0ADMIN');
    const choose = async (key: string) => {
      bot.interactions.chooseTemplate(request(key), { id: 'V1', hash: 'h' }, 'hello');
      await bot.runUntilIdle();
      return form()?.chosen?.lock;
    };
    expect(await choose('c1')).toMatchObject({ number: 1, reason: 'the disk is full' });
    await bot.askSlow('unlock 1', 'U0ADMIN');
    expect(await choose('c3')).toBeUndefined();
  });

  test('is not opened for somebody who may not launch', async () => {
    const stranger = { key: 'c1', requester: { ...requester, userId: 'U0STRANGER' }, trigger: 't' };
    await bot.interactions.command(stranger, '/job', '');
    await bot.runUntilIdle();
    expect(bot.shown).toEqual([]);
    expect(bot.answers.at(-1)).toMatchObject({ kind: 'refused', act: 'launch' });
  });

  test('launches what was entered, once for each window', async () => {
    const first = await submit(
      { steps: '8' },
      { target: 'ml-prod/us-central1', maxTime: '2h', maxCost: '$1,500' },
    );
    expect(first).toEqual({ ok: true, answer: undefined });
    expect(await submit({ steps: '8' })).toEqual(first);
    await bot.wait(2_000);
    const stored = { kind: 'launch-stored', displayName: 'hello 8' };
    expect(bot.answers).toMatchObject([stored]);
    expect(await submit({ steps: '8' })).toMatchObject({ ok: true, answer: stored });
    expect(bot.creates).toHaveLength(1);
    expect(bot.creates[0]?.jobSpec).toMatchObject({ scheduling: { timeout: '7200s' } });
    const launch = await bot.store.transaction((tx) => tx.launches.byRequestKey('view:1'));
    expect(typedCostUsd(launch?.guard)).toBe(1_500);
  });

  test('says what is wrong with which field, and stores nothing', async () => {
    expect(await submit({ steps: 'many' })).toMatchObject({
      ok: false,
      problems: { parameters: { steps: expect.stringContaining('whole number') as unknown } },
    });
    expect(await submit({}, { maxTime: 'soon' })).toMatchObject({
      ok: false,
      problems: { maxTime: saying('90s') },
    });
    expect(await submit({}, { maxTime: 'soon', maxCost: '200/h' })).toMatchObject({
      ok: false,
      problems: { maxTime: saying('90s'), maxCost: saying('US dollars') },
    });
    expect(await submit({}, { target: 'else/where' })).toMatchObject({
      ok: false,
      problems: { whole: saying('else/where') },
    });
    await bot.wait(2_000);
    expect(bot.creates).toHaveLength(0);
  });

  test('of a template that changed meanwhile launches nothing', async () => {
    const before = context();
    bot.file.version = 'v2';
    const late = await bot.interactions.submitForm(request('view:1'), before, { parameters: {} });
    expect(late).toMatchObject({
      ok: false,
      problems: { whole: saying('has changed') },
    });
  });

  test('previews what would be sent, and sends nothing', async () => {
    bot.interactions.previewForm(request('p'), context(), { parameters: { steps: '8' } });
    await bot.runUntilIdle();
    bot.interactions.previewForm(request('p'), context(), { parameters: { steps: 'many' } });
    await bot.runUntilIdle();
    expect(bot.shown).toMatchObject([
      { kind: 'preview', answer: { kind: 'dry-run', body: { displayName: 'hello 8' } } },
      { kind: 'preview', answer: { kind: 'problem' } },
    ]);
    expect(bot.creates).toHaveLength(0);
  });
});

describe('the form of a re-run', () => {
  test('begins with what was launched, from the version that was launched', async () => {
    const handle = await bot.launch('launch hello steps=7');
    await bot.wait(2_000);
    bot.file.version = 'v2';
    await bot.interactions.press(request('a1'), { verb: 'rerun-form', handle });
    await bot.runUntilIdle();
    expect(form()?.chosen).toMatchObject({
      template: { version: 'v1' },
      earlier: { handle, parameters: { steps: 7 } },
    });
    const rerun = { channel: requester.channel, template: 'hello', version: 'v1', rerun: handle };
    const again = await bot.interactions.submitForm(request('view:2'), rerun, {
      parameters: { steps: '9' },
    });
    expect(again).toEqual({ ok: true, answer: undefined });
    await bot.wait(5_000);
    expect(JSON.stringify(bot.creates[1])).toContain('gcr.io/x/y:v1');
    expect(bot.told()).toContain('rerun');
  });
});

test('a refusal in the form is on record', async () => {
  bot.people.change('U0ANA', { kind: 'guest' });
  expect(await submit({ steps: '8' })).toMatchObject({
    ok: false,
    problems: { whole: saying('Guests') },
  });
  const row = await bot.store.transaction((tx) => tx.audit.byKey('view:1:refused'));
  expect(row).toMatchObject({
    verb: 'launch',
    outcome: expect.stringContaining('refused') as unknown,
  });
});
