// A parameter whose name tells that its value is a secret: the job holds that value under no name, and it is shown nowhere all the same.

import { beforeEach, describe, expect, test } from 'vitest';
import { succeeded } from '../../../app/domain/error/failure.ts';
import { renderCard } from '../../../blocks/job/card.ts';
import { renderHome } from '../../../blocks/home/home.ts';
import { templateBlocks } from '../../../blocks/home/home-templates.ts';
import { renderReply } from '../../../blocks/notification/reply.ts';
import { requester, createHarness, type Harness } from '../harness.ts';
import { createRendered } from '../rendered.ts';
import {
  admin,
  createTemplateInteractions,
  request,
  type TemplateInteractions,
} from '../template/template-interactions.ts';

const secret = 'hunter2-Zq7Tr4';
const yaml = `name: min
description: 'login with password=${secret}'
parameters:
  hf_token: { type: string, default: ${secret}, description: 'for example token=${secret}, or ${secret}' }
  kind: { type: string, default: 'a ${secret} b' }
  mode: { type: string, default: plain, description: 'as plain as ${secret}' }
displayName: min {{hf_token}}
jobSpec:
  workerPoolSpecs:
    - machineSpec: { machineType: n1-standard-4 }
      replicaCount: 1
      containerSpec:
        imageUri: gcr.io/x/y
        args: [train.py, '{{hf_token}}', 'see {{hf_token}} there', '{{mode}}']
`;

let bot: Harness;
let interactions: TemplateInteractions;
let rendered: ReturnType<typeof createRendered>;
beforeEach(async () => {
  bot = await createHarness();
  interactions = createTemplateInteractions(bot);
  rendered = createRendered(bot);
  await interactions.keep('min', yaml, 1);
});

const home = async () => {
  await bot.interactions.homeOpened({ userId: requester.userId, teamId: 'T1', channel: 'D0ANA' });
  await bot.homes();
  const page = bot.published.at(-1)?.page;
  if (page === undefined) throw new Error('no home');
  return JSON.stringify(renderHome(page, 'D0ANA', rendered.context()));
};

describe('is shown nowhere', () => {
  test.each([
    ['template show min', 'login with password=[redacted]'],
    ['template list', 'login with password=[redacted]'],
    ['launch min dry-run', 'see [redacted] there'],
    ['launch min mode=plain dry-run', 'min [redacted]'],
    ['launch min', 'min [redacted]'],
  ])('%s', async (text, said) => {
    const told = rendered.answer(await interactions.type(text, admin));
    expect(told).toContain(said);
    expect(told).not.toMatch(/hunter/);
  });

  test('among the templates at Home', async () => {
    const answer = await interactions.type('template show min', admin);
    if (answer?.kind !== 'template') throw new Error('no template');
    const shown = JSON.stringify(
      templateBlocks({ items: [answer.template], more: 0 }, rendered.context()),
    );
    expect(shown).toContain('login with password=[redacted]');
    expect(shown).not.toMatch(/hunter/);
  });

  test('in the form of its launch and the preview there', async () => {
    await bot.interactions.press(request('f', requester), { verb: 'launch-form', template: 'min' });
    await bot.runUntilIdle();
    const form = { channel: requester.channel, template: 'min', version: 'v1' };
    bot.interactions.previewForm(request('p', requester), form, { parameters: {} });
    await bot.runUntilIdle();
    expect(rendered.windows()).toContain('for example token=[redacted]');
    expect(rendered.windows()).toContain('as plain as [redacted]');
    expect(rendered.windows()).toContain('see [redacted] there');
    // A field whose default repeats it is left empty, which means the default.
    expect(rendered.windows()).not.toMatch(/hunter/);
  });

  test('in what is told of its job: card, thread, list, picker and Home', async () => {
    const handle = await bot.launch('launch min');
    await bot.wait(3_000);
    expect(JSON.stringify(bot.creates)).toContain(`"${secret}"`);
    const { id } = bot.job().key;
    bot.set(id, { state: 'RUNNING', startTime: bot.now() });
    await bot.poll();
    const error = { code: 3, message: `train.py: unrecognized arguments: ${secret}` };
    bot.set(id, { state: 'FAILED', endTime: bot.now(), error });
    await bot.poll();
    await bot.wait(3_000);
    const card = await bot.store.transaction((tx) => tx.cards.byHandle(handle));
    if (card === undefined) throw new Error('no card');
    const reply = { updates: bot.updates, card, possiblyRepeated: false };
    const asked: string[] = [];
    for (const text of ['list failed', `status ${handle}`, 'cancel', `rerun ${handle} dry-run`]) {
      asked.push(rendered.answer(await interactions.type(text, requester)));
    }
    expect(asked[0]).toContain('min [redacted]');
    const told = [
      JSON.stringify(renderCard(card, rendered.context())),
      JSON.stringify(renderReply(reply, rendered.context())),
      JSON.stringify(renderReply({ ...reply, updates: bot.updates.slice(-1) }, rendered.context())),
      await home(),
      ...asked,
    ].join('\n');
    expect(told).toContain('unrecognized arguments: [redacted]');
    expect(told).toContain('min [redacted]');
    expect(told).not.toMatch(/hunter/);
  });

  test('in its log', async () => {
    const handle = await bot.launch('launch min');
    await bot.wait(3_000);
    const text = `login as ${secret}`;
    bot.log.reading = succeeded({
      entries: [{ at: 1, severity: 'INFO', replica: 'workerpool0-0', text }],
      more: false,
      cutShort: false,
    });
    await bot.type(`logs ${handle}`);
    await bot.runUntilIdle();
    expect(bot.answers.at(-1)).toMatchObject({ lines: [{ text: 'login as [redacted]' }] });
  });

  test('in the template that is made from its job', async () => {
    const handle = await bot.launch('launch min');
    await bot.wait(3_000);
    await interactions.type(`template save copy from ${handle}`, admin);
    await bot.runUntilIdle();
    expect(interactions.form()?.text).toContain('train.py');
    expect(rendered.windows()).toContain('entry 2');
    expect(rendered.windows()).not.toMatch(/hunter/);
  });
});
