// A job that somebody made without the bot, made again from its spec.

import { beforeEach, describe, expect, test } from 'vitest';
import { saying } from '../../../domain/text/written.ts';
import { createHarness, requester, type Harness } from '../../harness.ts';
import {
  addForeignJob,
  createTemplateInteractions,
  request,
  specWithEnv,
  type TemplateInteractions,
} from '../../template/template-interactions.ts';

let bot: Harness;
let interactions: TemplateInteractions;
let name: string;
beforeEach(async () => {
  bot = await createHarness();
  interactions = createTemplateInteractions(bot);
  name = addForeignJob(bot, specWithEnv([{ name: 'API_KEY', value: 'abc123' }]), {
    displayName: 'from the console {{x}}',
    labels: { team: 'vision' },
  });
});

const type = (...args: Parameters<TemplateInteractions['type']>) => interactions.type(...args);
const auditOf = (key: string) => bot.store.transaction((tx) => tx.audit.byKey(key));

describe('somebody else’s job', () => {
  test('is made again from its spec, by those who may write templates', async () => {
    expect(await type(`rerun ${name}`, requester)).toMatchObject({
      kind: 'refused',
      act: 'template',
    });
    expect(await type(`rerun ${name} lr=1`)).toMatchObject({ kind: 'problem' });
    expect(await type(`rerun ${name} dry-run`)).toMatchObject({ kind: 'dry-run' });
    expect(await bot.decided(type(`rerun ${name} max-time=2h max-cost=200`))).toMatchObject({
      kind: 'launch-stored',
    });
    const [made] = await bot.store.transaction(
      async (tx) => (await tx.cards.list({ template: 'job-42', limit: 1 })).cards,
    );
    expect(made?.launch.guard).toMatchObject([{ kind: 'cost', source: 'launch', act: 'tell' }]);
    await bot.wait(2_000);
    expect(bot.creates).toMatchObject([
      {
        displayName: 'from the console {{x}}',
        labels: { team: 'vision', template: 'job-42' },
        jobSpec: {
          scheduling: { timeout: '7200s' },
          workerPoolSpecs: [{ containerSpec: { env: [{ name: 'API_KEY', value: 'abc123' }] } }],
        },
      },
    ]);
  });

  test('made again from its spec, is for those alone to see and to make once more', async () => {
    await type(`rerun ${name}`);
    await bot.wait(2_000);
    const [launched] = await bot.store.transaction(
      async (tx) => (await tx.cards.list({ template: 'job-42', limit: 1 })).cards,
    );
    const handle = launched?.launch.handle ?? '';
    expect(await type(`rerun ${handle} dry-run`, requester, 'again')).toMatchObject({
      kind: 'refused',
      act: 'template',
    });
    expect(await auditOf('again:refused')).toMatchObject({
      actor: 'U0ANA',
      verb: 'template',
      subject: handle,
    });
    const press = { verb: 'rerun-form', handle } as const;
    await bot.interactions.press(request('press', requester), press);
    await bot.runUntilIdle();
    expect(bot.answers.at(-1)).toMatchObject({ kind: 'refused' });
    expect(await type(`rerun ${handle} dry-run`)).toMatchObject({ kind: 'dry-run' });
  });

  test('made again and never found, is not launched again by anybody else', async () => {
    bot.vertexScript.onCreate = {
      failure: { kind: 'in-doubt', message: 'lost' },
      recorded: false,
    };
    await type(`rerun ${name}`);
    await bot.wait(300_000);
    const [lost] = await bot.store.transaction(
      async (tx) => (await tx.cards.list({ template: 'job-42', state: 'any', limit: 1 })).cards,
    );
    expect(lost?.launch.state).toBe('unknown');
    const again = { verb: 'launch-again', handle: lost?.launch.handle ?? '' } as const;
    expect(await bot.interactions.press(request('again', requester), again)).toMatchObject({
      kind: 'refused',
      act: 'template',
    });
    expect(await bot.decided(bot.interactions.press(request('again2'), again))).toMatchObject({
      kind: 'launch-stored',
    });
  });

  test('is read in the bot’s own projects and places only, whatever number is typed', async () => {
    expect(await type(`rerun ${name.replace('123', '999')}`)).toMatchObject({
      problems: [saying('`999` is none of those')],
    });
    expect(await type(`rerun ${name.replace('us-central1', 'mars-1')}`)).toMatchObject({
      problems: [saying('`123/mars-1`')],
    });
    expect(bot.creates).toEqual([]);
  });

  test('with an empty value of env, which Vertex leaves out, can be re-run', async () => {
    bot.set('42', { jobSpec: specWithEnv([{ name: 'DEBUG' }]) });
    expect(await type(`rerun ${name} dry-run`)).toMatchObject({
      kind: 'dry-run',
      body: {
        jobSpec: {
          workerPoolSpecs: [{ containerSpec: { env: [{ name: 'DEBUG', value: '' }] } }],
        },
      },
    });
  });
});
