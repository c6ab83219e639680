import { beforeEach, describe, expect, test } from 'vitest';
import { typedCostUsd } from '../../../../app/domain/guard/written-guard.ts';
import type { FormEntries } from '../../../../app/domain/form/launch-form.ts';
import { renderAnswer } from '../../../../blocks/answer/answer.ts';
import { readUncheckedValue } from '../../../../blocks/kit/value/unchecked-value.ts';
import { renderWindow } from '../../../../blocks/answer/window.ts';
import { saying } from '../../../domain/text/written.ts';
import { requester, createHarness, type Harness } from '../../harness.ts';
import {
  admin,
  createTemplateInteractions,
  request,
  type TemplateInteractions,
} from '../../template/template-interactions.ts';

const bare = `workerPoolSpecs:
- machineSpec: { machineType: a4x-highgpu-4g, acceleratorType: NVIDIA_GB300, acceleratorCount: 4 }
  replicaCount: 1
  containerSpec: { imageUri: gcr.io/x/y }
`;
const newer =
  '`jobSpec.workerPoolSpecs[0].machineSpec.acceleratorType` "NVIDIA_GB300" is newer than this bot, or misspelt.';

let bot: Harness;
let interactions: TemplateInteractions;
beforeEach(async () => {
  bot = await createHarness();
  interactions = createTemplateInteractions(bot);
  await interactions.keep('train', bare);
});

test('what is newer than the bot is refused in a config of gcloud’s, and its preview can send it', async () => {
  expect(await interactions.type('launch train')).toMatchObject({
    kind: 'problem',
    problems: [newer],
  });
  const preview = await interactions.type('launch train max-time=1h max-cost=200 dry-run');
  expect(preview).toMatchObject({ kind: 'dry-run', refused: { problems: [newer], maySend: true } });
  if (preview === undefined) throw new Error('no preview');
  const shown = renderAnswer(preview, { command: '/job', now: bot.now(), token: 't0ken' });
  expect(shown.text).toContain('newer than this bot, or misspelt');
  const [button] = shown.blocks.flatMap((one) => (one.type === 'actions' ? one.elements : []));
  const value = readUncheckedValue(button?.type === 'button' ? (button.value ?? '') : '');
  if (value === undefined) throw new Error('no button');
  const { template, version, target, maxTimeMs, maxCostUsd } = value;
  const limited = { maxTimeMs, maxCostUsd };
  const act = { verb: 'send-unchecked', template, version, target, ...limited } as const;

  expect(await bot.interactions.press(request('a', requester), act)).toMatchObject({
    kind: 'refused',
  });
  const sent = await bot.decided(bot.interactions.press(request('b'), act));
  expect(sent).toMatchObject({ kind: 'launch-stored' });
  expect(await bot.interactions.press(request('b'), act)).toEqual(sent);
  const handle = sent?.kind === 'launch-stored' ? sent.handle : '';
  const stored = await bot.store.transaction((tx) => tx.launches.byHandle(handle));
  expect(typedCostUsd(stored?.guard)).toBe(200);
  await bot.wait(2_000);
  expect(bot.creates).toMatchObject([
    {
      jobSpec: {
        workerPoolSpecs: [{ machineSpec: { acceleratorType: 'NVIDIA_GB300' } }],
        scheduling: { timeout: '3600s' },
      },
    },
  ]);

  await interactions.keep('train', bare.replace('x/y', 'x/z'), 2);
  expect(await bot.interactions.press(request('c'), act)).toMatchObject({
    problems: [saying('has changed since this preview')],
  });
});

test('a key of a template beside a bare spec is nothing newer: it is never sent', async () => {
  await interactions.keep('train', `unchecked: [jobSpec.x]\n${bare}`, 2);
  const preview = await interactions.type('launch train dry-run');
  expect(preview).toMatchObject({ kind: 'problem' });
  const said = JSON.stringify(preview);
  expect(said).toContain('beside a bare job spec: put the spec under');
  expect(said).not.toContain('newer');
});

test('what a parameter brings that is newer than the bot is refused, and no preview can send it', async () => {
  const spec = bare.replace('NVIDIA_GB300', "'{{gpu}}'").replace(/^/gm, '  ');
  const text = `parameters: { gpu: { type: string } }\njobSpec:\n${spec}`;
  await interactions.keep('train', text, 2);
  for (const typed of ['launch train gpu=NVIDIA_GB300', 'launch train gpu=NVIDIA_GB300 dry-run'])
    expect(await interactions.type(typed, admin)).toMatchObject({
      kind: 'problem',
      problems: [newer.replace('` "', '` (from `gpu`) "')],
    });
});

test('who may not change templates has no button', async () => {
  const preview = await interactions.type('launch train dry-run', requester);
  expect(preview).toMatchObject({ kind: 'dry-run', refused: { maySend: false } });
  if (preview === undefined) throw new Error('no preview');
  const shown = renderAnswer(preview, { command: '/job', now: bot.now(), token: 't0ken' });
  expect(JSON.stringify(shown.blocks)).not.toContain('button');
});

test('the preview of a template that lists it says what was not checked', async () => {
  const place = 'jobSpec.workerPoolSpecs[0].machineSpec.acceleratorType';
  const text = `unchecked: ['${place}']\njobSpec:\n${bare.replace(/^/gm, '  ')}`;
  await interactions.keep('train', text, 2);
  const preview = await interactions.type('launch train dry-run', admin);
  expect(preview).toMatchObject({ kind: 'dry-run', unchecked: [place] });
  if (preview === undefined) throw new Error('no preview');
  const { text: said } = renderAnswer(preview, { command: '/job', now: 0, token: 't' });
  expect(said.replaceAll('\u2060', '')).toContain(`Not checked: ${place}.`);
  expect(await bot.decided(interactions.type('launch train', admin))).toMatchObject({
    kind: 'launch-stored',
  });
});

describe('the form at Home', () => {
  const context = { channel: 'D0ANA', template: 'train', version: 'v1', home: true };
  const preview = async (entries: FormEntries) => {
    bot.interactions.previewForm(request('p'), context, entries);
    await bot.answered();
    const window = bot.shown.at(-1);
    if (window?.kind !== 'preview') throw new Error('no preview');
    return renderWindow(window, { command: '/job', now: bot.now(), token: 't0ken' });
  };

  test('has the button in its preview too, once it is known where the card will be', async () => {
    const without = JSON.stringify(await preview({ parameters: {} }));
    expect(without).toContain('choose a channel in the form');
    expect(without).not.toContain('send-unchecked');
    const view = await preview({ parameters: {}, channel: 'C0JOBS' });
    expect(JSON.stringify(view.blocks)).toContain('send-unchecked');
    expect(view.private_metadata).toBe(JSON.stringify({ channel: 'C0JOBS', home: true }));
  });

  test('says at Launch that the preview has it', async () => {
    const entries = { parameters: {}, channel: 'C0JOBS' };
    expect(await bot.interactions.submitForm(request('s'), context, entries)).toMatchObject({
      ok: false,
      problems: { hint: saying('Preview lets those who may') },
    });
  });
});
