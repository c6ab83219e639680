// A template in Slack that has held a secret since before it was refused there: it is launched, and what it holds is told by nothing.

import { beforeEach, describe, expect, test } from 'vitest';
import { errorLines } from '../../../blocks/job/failure.ts';
import { noAdvice } from '../../../app/domain/notification/advice.ts';
import { succeeded } from '../../../app/domain/error/failure.ts';
import { requester, createHarness, type Harness } from '../harness.ts';
import { createRendered } from '../rendered.ts';
import {
  admin,
  createTemplateInteractions,
  request,
  type TemplateInteractions,
} from '../template/template-interactions.ts';

let bot: Harness;
let interactions: TemplateInteractions;
let rendered: ReturnType<typeof createRendered>;
beforeEach(async () => {
  bot = await createHarness();
  interactions = createTemplateInteractions(bot);
  rendered = createRendered(bot);
});

const yaml = (password: string) => `name: train
parameters:
  db_password: { type: string, default: ${password} }
  kind: { type: choice, choices: [a, password=${password}], default: a }
  lr: { type: number, default: 0.1 }
displayName: train {{lr}}
jobSpec:
  workerPoolSpecs:
    - machineSpec: { machineType: n1-standard-4 }
      replicaCount: 1
      containerSpec:
        imageUri: gcr.io/x/y
        env: [{ name: DB_PASSWORD, value: '{{db_password}}' }]
        args: ['--lr={{lr}}'] # was password=${password}
`;
describe('is shown without it', () => {
  beforeEach(async () => {
    await interactions.keep('train', yaml('hunter2x'), 1);
    await interactions.keep('train', yaml('hunter3x'), 2);
    await interactions.keep(
      'train',
      yaml('hunter3x').replace("'--lr={{lr}}'", "'--lr', '{{lr}}'"),
      3,
    );
  });

  test.each([
    ['template show train', 'DB_PASSWORD'],
    ['template show train v1', 'DB_PASSWORD'],
    ['template history train v1 v3', '--lr='],
    ['template history train v1 v2', 'differ only in what looks like a secret'],
    ['template', 'train'],
    ['launch train dry-run', 'sent as it is'],
    ['doctor', 'parameters.db_password.default'],
  ])('%s', async (text, said) => {
    const told = rendered.answer(await interactions.type(text, admin));
    expect(told).toContain(said);
    expect(told).not.toMatch(/hunter/);
  });

  test('in the windows in which it is changed and launched, and it can’t be saved so', async () => {
    await interactions.type('template edit train');
    expect(interactions.form()).toMatchObject({
      base: 3,
      notices: [{ kind: 'secrets-redacted' }],
    });
    expect(rendered.windows()).toContain('[redacted]');
    const kept = interactions.form()?.text ?? '';
    expect(await interactions.save(kept, 3)).toMatchObject({
      ok: false,
      problem: { kind: 'several', problems: [{ kind: 'still-redacted' }] },
    });
    // Nothing is left of it, and Vertex takes no empty value.
    const clean = yaml("''")
      .replaceAll(/password=''/g, 'b')
      .replace("DB_PASSWORD, value: '{{db_password}}'", "KIND, value: '{{db_password}}{{kind}}'");
    const mended = await interactions.save(clean, 3);
    expect(mended).toMatchObject({ ok: true });
    expect(rendered.answer(mended.ok ? mended.answer : undefined)).not.toMatch(/hunter/);

    await bot.interactions.press(request('f', requester), {
      verb: 'launch-form',
      template: 'hello',
    });
    await bot.runUntilIdle();
    expect(rendered.windows()).not.toMatch(/hunter/);
  });

  test('in the form of a launch, where an empty field means it', async () => {
    await bot.interactions.press(request('f', requester), {
      verb: 'launch-form',
      template: 'train',
    });
    await bot.runUntilIdle();
    expect(rendered.windows()).toContain('db_password');
    expect(rendered.windows()).not.toMatch(/hunter/);
    const form = { channel: requester.channel, template: 'train', version: 'v3' };
    const entries = { parameters: { lr: '0.2' } };
    bot.interactions.previewForm(request('p', requester), form, entries);
    await bot.runUntilIdle();
    expect(rendered.windows()).toContain('sent as it is');
    expect(rendered.windows()).not.toMatch(/hunter/);
    await bot.interactions.submitForm(request('s', requester), form, entries);
    await bot.wait(2_000);
    expect(JSON.stringify(bot.creates)).toContain('"value":"hunter3x"');
  });

  test('in what a job is told of that was launched from it', async () => {
    const handle = await bot.launch('launch train');
    await bot.wait(3_000);
    expect(JSON.stringify(bot.creates)).toContain('"value":"hunter3x"');
    bot.log.reading = succeeded({
      entries: [{ at: 1, severity: 'INFO', replica: 'workerpool0-0', text: 'login as hunter3x' }],
      more: false,
      cutShort: false,
    });
    const logs = rendered.answer(await interactions.type(`logs ${handle}`, requester));
    expect(logs).toContain('login as [redacted]');
    expect(rendered.answer(await interactions.type(`status ${handle}`, requester))).not.toMatch(
      /hunter/,
    );
    await bot.interactions.press(request('r', requester), { verb: 'rerun-form', handle });
    await bot.runUntilIdle();
    expect(rendered.windows()).toContain('db_password');
    expect(rendered.windows()).not.toMatch(/hunter/);
    const launch = await bot.store.transaction((tx) => tx.launches.byHandle(handle));
    if (launch === undefined) throw new Error('no launch');
    const error = { code: 3, message: 'Bad value hunter3x of env.' };
    expect(JSON.stringify(errorLines(error, launch, noAdvice))).not.toMatch(/hunter/);
  });

  test('in the last lines of its log, told under its failure', async () => {
    await bot.launch('launch train');
    await bot.wait(3_000);
    const { id } = bot.job().key;
    bot.log.reading = succeeded({
      entries: [{ at: 1, severity: 'ERROR', replica: 'workerpool0-0', text: 'login as hunter3x' }],
      more: false,
      cutShort: false,
    });
    bot.set(id, { state: 'RUNNING', startTime: bot.now() });
    await bot.poll();
    bot.set(id, { state: 'FAILED', endTime: bot.now(), error: { code: 3, message: 'exit 1' } });
    await bot.poll();
    await bot.wait(60_000);
    expect(JSON.stringify(bot.updates)).toContain('login as [redacted]');
    expect(JSON.stringify(bot.updates)).not.toMatch(/hunter/);
  });

  test('in Vertex’s refusal that quotes it: nowhere is that kept', async () => {
    bot.vertexScript.onCreate = {
      failure: { kind: 'user', message: 'Invalid value "hunter3x" of DB_PASSWORD.' },
      recorded: false,
    };
    const handle = await bot.launch('launch train');
    await bot.wait(3_000);
    const launch = await bot.store.transaction((tx) => tx.launches.byHandle(handle));
    expect(launch).toMatchObject({
      state: 'failed',
      failure: { message: 'Invalid value "[redacted]" of DB_PASSWORD.' },
    });
  });
});

test('whatever quotes a secret of a known look, it is hidden at the very last', () => {
  const token = ['hf', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].join('_');
  expect(rendered.answer({ kind: 'problem', problems: [`There is no ${token}.`] })).toContain(
    'There is no [redacted].',
  );
});
